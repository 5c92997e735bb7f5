#include "adapter/store/sqlite/sqlite_store.hpp"
#include "tests/bench/benches.hpp"
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

// A message of 14 resources, ten million of them all in all.
constexpr const char* fill = R"(
PRAGMA synchronous = OFF;
PRAGMA cache_size = -262144;
BEGIN;
INSERT INTO message (number, id, received, type, request_id, hash, body)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 714286)
    SELECT i, 'message-' || i, i, 'Bundle', '', zeroblob(32), x'00' FROM n;
INSERT INTO resource (name, message, entry)
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999999)
    SELECT randomblob(16) AS name, i / 14 + 1, i % 14 FROM n ORDER BY name;
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

}  // namespace

bool lookup(const std::string& folder)
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
    std::printf("store of 10,000,000 resources\n");
    return at_most("look-up of an earlier resource, us (median)", median(times), 1'000);
}

}  // namespace marrow::bench
