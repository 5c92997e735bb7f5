#include "adapter/store/sqlite/upkeep.hpp"
#include "tests/adapter/http/kept_server.hpp"
#include "tests/adapter/store/sqlite_place.hpp"
#include "tests/faults/failing_disk.hpp"

#include <boost/test/unit_test.hpp>

#include <sqlite3.h>
#include <thread>

using namespace marrow;
using namespace marrow::test;
using namespace std::chrono_literals;

namespace {

struct server_on_disk : kept_server {
    using kept_server::kept_server;

    response claim(int number)
    {
        const std::string key = "Idempotency-Key: " + std::to_string(number) + "\r\n";
        return ask(post("/fhir/Claim", R"({"resourceType":"Claim","status":"active"})", key));
    }

    bool becomes_ready()
    {
        for (int i = 0; i < 100; ++i, std::this_thread::sleep_for(50ms))
            if (ask(get("/readyz")).status == 200) return true;
        return false;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(disk)

BOOST_AUTO_TEST_CASE(what_a_failing_disk_did_not_take_is_not_acknowledged_and_the_rest_is_there)
{
    const struct {
        const char* name;
        int writes;
        int syncs;
        int status;
    } rows[] = {
        {"the disk is full", SQLITE_FULL, 0, 507},
        {"the file system is read-only", SQLITE_READONLY, 0, 503},
        {"a write fails", SQLITE_IOERR_WRITE, 0, 503},
        {"a sync fails", 0, SQLITE_IOERR_FSYNC, 503},
    };
    failing_disk below;
    for (const auto& row : rows) {
        sqlite_place at;
        int acknowledged = 0;
        {
            const auto store = at.open();
            server_on_disk server{*store};
            BOOST_TEST_CONTEXT(row.name)
            {
                for (int round = 0; round < 3; ++round) {
                    below.fail_writes(0);
                    below.fail_syncs(0);
                    BOOST_TEST(server.becomes_ready(), "without a restart");
                    BOOST_TEST(server.claim(2 * round).status == 422);
                    ++acknowledged;
                    below.fail_writes(row.writes);
                    below.fail_syncs(row.syncs);
                    const response refused = server.claim(2 * round + 1);
                    BOOST_TEST(refused.status == row.status);
                    BOOST_TEST(!refused.field("Retry-After").empty());
                    BOOST_TEST(server.ask(get("/readyz")).status == 503);
                    BOOST_TEST(server.ask(get("/livez")).status == 200);
                    BOOST_TEST(server.claim(2 * round).field("Idempotent-Replayed") == "true", "what is kept is read");
                }
                below.fail_writes(0);
                below.fail_syncs(0);
                BOOST_TEST(server.becomes_ready());
                for (int round = 0; round < 3; ++round) {
                    const response again = server.claim(2 * round + 1);
                    BOOST_TEST(again.status == 422);
                    BOOST_TEST(again.field("Idempotent-Replayed") == "", "it was not kept before");
                    ++acknowledged;
                }
            }
        }
        const auto found = adapter::store::check_sqlite(at.file(), {}).value();
        BOOST_TEST(found.wrong.empty());
        BOOST_TEST(found.messages == static_cast<std::uint64_t>(acknowledged));
    }
}

BOOST_AUTO_TEST_SUITE_END()
