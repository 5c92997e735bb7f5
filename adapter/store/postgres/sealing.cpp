#include "adapter/store/postgres/sealing.hpp"

#include "adapter/store/postgres/opened.hpp"
#include "adapter/store/postgres/rows.hpp"
#include "adapter/store/postgres/work.hpp"

#include <algorithm>
#include <bit>
#include <chrono>

namespace marrow::adapter::store {

using namespace postgres;
using kind = sealed_part::kind;

namespace {

constexpr const char* bodies_after =
    "SELECT number, id, body FROM message WHERE number > $1::bigint ORDER BY number LIMIT $2::bigint";

constexpr const char* decisions_of = "SELECT number, id, ordinal, outcome FROM decision WHERE message = $1::bigint";

constexpr const char* lines_of = "SELECT patient, day, ordinal, what FROM line WHERE message = $1::bigint";

constexpr const char* write_line = R"(
UPDATE line SET what = $1::bytea WHERE message = $2::bigint AND ordinal = $3::bigint AND patient = $4::bytea AND
    day = $5::bigint)";

outcome<std::vector<sealed_part>> parts_after(connection& at, std::int64_t after)
{
    const auto bodies = at.run(bodies_after, parameters{}.add(after).add(resealed_at_once));
    if (!bodies) return bodies.error();
    std::vector<sealed_part> all;
    for (int row = 0; row < bodies->rows(); ++row) {
        const std::int64_t number = bodies->number(row, 0);
        const std::string id{bodies->text(row, 1)};
        const auto decisions = at.run(decisions_of, parameters{}.add(number));
        if (!decisions) return decisions.error();
        const auto lines = at.run(lines_of, parameters{}.add(number));
        if (!lines) return lines.error();
        const auto ordinal = [](const reply& of, int each) { return static_cast<std::uint32_t>(of.number(each, 2)); };
        all.push_back({kind::body, number, id, 0, {}, {}, std::string{bodies->text(row, 2)}});
        for (int each = 0; each < decisions->rows(); ++each)
            all.push_back(
                {kind::outcome,
                 decisions->number(each, 0),
                 std::string{decisions->text(each, 1)},
                 ordinal(*decisions, each),
                 {},
                 {},
                 std::string{decisions->text(each, 3)}}
            );
        for (int each = 0; each < lines->rows(); ++each)
            all.push_back(
                {kind::line,
                 number,
                 id,
                 ordinal(*lines, each),
                 read_name(lines->text(each, 0)),
                 lines->number(each, 1),
                 std::string{lines->text(each, 3)}}
            );
    }
    return all;
}

outcome<reply> write(connection& at, const sealed_part& one)
{
    parameters with;
    with.add(std::string_view{one.bytes}).add(one.row);
    if (one.what == kind::line) {
        const std::string_view patient{std::bit_cast<const char*>(one.patient.data()), one.patient.size()};
        return at.run(write_line, with.add(std::int64_t{one.ordinal}).add(patient).add(one.day));
    }
    return at.run(
        one.what == kind::body ? "UPDATE message SET body = $1::bytea WHERE number = $2::bigint"
                               : "UPDATE decision SET outcome = $1::bytea WHERE number = $2::bigint",
        with
    );
}

outcome<resealed> reseal_some(connection& at, const keyring& by, std::int64_t after)
{
    if (const auto begun = at.execute("BEGIN; SET LOCAL lock_timeout = '1min'"); !begun) return begun.error();
    if (const auto turn = at.run(in_line, {}, std::chrono::minutes{10}); !turn) return turn.error();
    auto all = parts_after(at, after);
    if (!all) return all.error();
    const auto is_body = [](const sealed_part& each) { return each.what == kind::body; };
    const auto last = std::find_if(all->rbegin(), all->rend(), is_body);
    const std::int64_t number = last == all->rend() ? 0 : last->row;
    resealed made = reseal(*all, by);
    made.last = number;
    if (made.broken.empty())
        for (const sealed_part& each : *all)
            if (const auto written = write(at, each); !written) return written.error();
    if (const auto ended = at.execute(made.broken.empty() ? "COMMIT" : "ROLLBACK"); !ended) return ended.error();
    return made;
}

}  // namespace

fhir::result<std::vector<key_proof>> proofs_postgres(const std::string& address)
{
    auto at = open_database(address);
    if (!at) return at.error();
    const auto all = at->run("SELECT id, proof FROM seal");
    if (!all) return not_done(all.error());
    std::vector<key_proof> out;
    for (int row = 0; row < all->rows(); ++row)
        out.push_back({std::string{all->text(row, 0)}, std::string{all->text(row, 1)}});
    return out;
}

fhir::result<void> add_proof_postgres(const std::string& address, const key_proof& one)
{
    auto at = open_database(address);
    if (!at) return at.error();
    const auto added = at->run(
        "INSERT INTO seal (id, proof) VALUES ($1::text, $2::bytea) ON CONFLICT DO NOTHING",
        parameters{}.add(std::string_view{one.id}).add(std::string_view{one.proof})
    );
    if (!added) return not_done(added.error());
    return {};
}

fhir::result<void> drop_proofs_postgres(const std::string& address, const std::string& id)
{
    auto at = open_database(address);
    if (!at) return at.error();
    const auto gone = at->run("DELETE FROM seal WHERE id <> $1::text", parameters{}.add(std::string_view{id}));
    if (!gone) return not_done(gone.error());
    return {};
}

fhir::result<contents> contents_postgres(const std::string& address)
{
    auto at = open_database(address);
    if (!at) return at.error();
    const auto both = at->run(
        R"(SELECT EXISTS (SELECT FROM message), EXISTS (SELECT FROM message WHERE substr(body, 1, 4) = '\x4D525701'))",
        {},
        std::chrono::minutes{10}
    );
    if (!both) return not_done(both.error());
    return contents{both->number(0, 0) != 0, both->number(0, 1) != 0};
}

fhir::result<std::string> secret_postgres(const std::string& address, const std::string& otherwise)
{
    auto at = open_database(address);
    if (!at) return at.error();
    const auto added = at->run(
        "INSERT INTO secret (number, bytes) VALUES (1, $1::bytea) ON CONFLICT DO NOTHING",
        parameters{}.add(std::string_view{otherwise})
    );
    if (!added) return not_done(added.error());
    const auto there = at->run("SELECT bytes FROM secret");
    if (!there) return not_done(there.error());
    return std::string{there->rows() != 0 ? there->text(0, 0) : std::string_view{}};
}

fhir::result<void> replace_secret_postgres(const std::string& address, const std::string& of, const std::string& by)
{
    auto at = open_database(address);
    if (!at) return at.error();
    const auto put = at->run(
        "UPDATE secret SET bytes = $1::bytea WHERE bytes = $2::bytea",
        parameters{}.add(std::string_view{by}).add(std::string_view{of})
    );
    if (!put) return not_done(put.error());
    return {};
}

fhir::result<resealed> reseal_postgres(const std::string& address, const keyring& by, std::int64_t after)
{
    auto at = open_database(address);
    if (!at) return at.error();
    const auto done = reseal_some(*at, by, after);
    if (!done) return not_done(done.error());
    return *done;
}

}  // namespace marrow::adapter::store
