#include "adapter/store/sqlite/sqlite_store.hpp"
#include "tests/bench/accepted.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/child.hpp"
#include "tests/bench/load.hpp"
#include "tests/bench/measure.hpp"

#include <algorithm>
#include <cstdio>
#include <sqlite3.h>
#include <stdexcept>
#include <unistd.h>
#include <vector>

namespace marrow::bench {

namespace {

namespace kept = adapter::store;

constexpr int samples = 2'000;

// Ten million messages, of one resource each.
constexpr const char* fill = R"(
PRAGMA synchronous = OFF;
PRAGMA cache_size = -262144;
BEGIN;
INSERT INTO message (number, id, received, type, request_id, hash, body)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000000)
    SELECT i, 'message-' || i, i, 'Bundle', '', zeroblob(32), x'00' FROM n;
INSERT INTO resource (name, message, entry)
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999999)
    SELECT randomblob(16) AS name, i + 1, 0 FROM n ORDER BY name;
COMMIT;
PRAGMA wal_checkpoint(TRUNCATE);
)";

constexpr const char* any_name = "SELECT name FROM resource WHERE name >= randomblob(16) LIMIT 1";

void check(int code)
{
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
        throw std::runtime_error(::sqlite3_errstr(code));
}

std::vector<kept::name_key> fill_and_choose(const std::string& file)
{
    sqlite3* raw = nullptr;
    check(::sqlite3_open(file.c_str(), &raw));
    check(::sqlite3_exec(raw, fill, nullptr, nullptr, nullptr));
    sqlite3_stmt* any = nullptr;
    check(::sqlite3_prepare_v2(raw, any_name, -1, &any, nullptr));
    std::vector<kept::name_key> names;
    while (names.size() < samples) {
        if (::sqlite3_step(any) == SQLITE_ROW) {
            const auto* bytes = static_cast<const unsigned char*>(::sqlite3_column_blob(any, 0));
            kept::name_key& name = names.emplace_back();
            std::copy_n(bytes, name.size(), name.begin());
        }
        ::sqlite3_reset(any);
    }
    ::sqlite3_finalize(any);
    ::sqlite3_close(raw);
    return names;
}

/// Kilobytes that a server over the store needs at most while Bundles come in.
double
peak_over(const std::string& store, const std::string& program, const std::string& folder, const std::string& scripts)
{
    child marrow{{program, "serve", "--store", store, "--listen", "127.0.0.1:0"}};
    drive("http://127.0.0.1:" + std::to_string(marrow.port()) + "/fhir", folder, scripts);
    return static_cast<double>(marrow.terminate().kilobytes);
}

}  // namespace

bool lookup(const std::string& program, const std::string& folder, const std::string& scripts)
{
    const std::string file = folder + "/large.db";
    kept::open_sqlite({file}).value();
    const std::vector<kept::name_key> names = fill_and_choose(file);
    const auto store = std::move(kept::open_sqlite({file}).value());
    std::vector<double> times;
    for (const kept::name_key& each : names) {
        times.push_back(1e6 * seconds([&] {
                            if (store->find_resources(std::vector{each}).value().size() != 1)
                                throw std::runtime_error("a resource was not found");
                        }));
    }
    write_bodies(accepted(6'000), folder);
    const double before = peak_over(folder + "/empty.db", program, folder, scripts);
    const double after = peak_over(file, program, folder, scripts);
    std::printf(
        "store of 10,000,000 messages: a server's peak %.0f MB, %.0f MB over a new one\n", after / 1e3, before / 1e3
    );
    const bool found = at_most("look-up of an earlier resource, us (median)", median(times), 1'000);
    return at_most("peak over 10,000,000 messages / over none", after / before, 1.2) && found;
}

}  // namespace marrow::bench
