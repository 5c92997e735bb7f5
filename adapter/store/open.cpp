#include "adapter/store/open.hpp"

#include "adapter/store/compressed.hpp"
#include "adapter/store/postgres/address.hpp"
#include "adapter/store/postgres/postgres_store.hpp"
#include "adapter/store/postgres/sealing.hpp"
#include "adapter/store/postgres/upkeep.hpp"
#include "adapter/store/pseudonym.hpp"
#include "adapter/store/sealed_store.hpp"
#include "adapter/store/sqlite/sealing.hpp"
#include "adapter/store/sqlite/sqlite_store.hpp"
#include "adapter/store/sqlite/upkeep.hpp"

#include <algorithm>

namespace marrow::adapter::store {

namespace {

/// An address that is none, and would become a file, with what is secret in its name.
bool is_misspelt(const std::string& name)
{
    const auto holds = [&](const char* part) { return name.find(part) != std::string::npos; };
    return !postgres::is_address(name) && (holds("://") || holds("password=") || (holds("postgres") && holds("@")));
}

/// Calls the one for databases, or the one for files.
template <class Result, class... Arguments>
Result by_kind(
    Result (*of_database)(const std::string&, Arguments...),
    Result (*of_file)(const std::string&, Arguments...),
    const std::string& name,
    std::type_identity_t<Arguments>... with
)
{
    if (is_misspelt(name))
        return fhir::fault{fhir::fault_kind::usage, "the store is a file, or postgresql://USER@HOST/DATABASE", {}, {}};
    return postgres::is_address(name) ? of_database(name, with...) : of_file(name, with...);
}

std::string bound_proof(const std::string& id)
{
    return "proof " + id;
}

/// What is kept opens by these keys: those given, each that sealed something in the store among them, and where all of
/// it is sealed, nothing else.
fhir::result<keyring> fit(const std::string& name, const keyring& by)
{
    const auto all = by_kind(proofs_postgres, proofs_sqlite, name);
    if (!all) return all.error();
    const keyring sealed = by.of_sealed_store();
    bool is_mixed = all->empty();
    for (const key_proof& each : *all) {
        const bool opens = sealed.open(each.proof, bound_proof(each.id)).has_value();
        is_mixed = is_mixed || (opens && each.id == mixed_mark);
        if (opens || each.id == mixed_mark) continue;
        const char* const why = by.empty() ? "the store is encrypted: --store-key or MARROW_STORE_KEY is needed"
                                           : "the store is encrypted, and a key of it is not there: that of the id ";
        return fhir::fault{fhir::fault_kind::usage, why + (by.empty() ? "" : each.id), {}, {}};
    }
    return is_mixed ? by : sealed;
}

fhir::result<void> add_proof(const std::string& name, const keyring& by, const std::string& id)
{
    return by_kind(add_proof_postgres, add_proof_sqlite, name, key_proof{id, by.seal("marrow", bound_proof(id))});
}

/// The same, and that the first key is known to the store. To the first of all it is told before whether something is
/// there that no key has sealed.
fhir::result<keyring> join(const std::string& name, const keyring& by)
{
    if (by.empty()) return fit(name, by);
    const auto all = by_kind(proofs_postgres, proofs_sqlite, name);
    if (!all) return all.error();
    const auto is_key = [](const key_proof& each) { return each.id != mixed_mark; };
    if (std::ranges::none_of(*all, is_key)) {
        const auto there = by_kind(contents_postgres, contents_sqlite, name);
        if (!there) return there.error();
        if (there->has_sealed)
            return fhir::fault{fhir::fault_kind::usage, "the store is encrypted, and its list of keys is gone", {}, {}};
        if (there->has_messages)
            if (const auto marked = add_proof(name, by, mixed_mark); !marked) return marked.error();
    }
    const auto fits = fit(name, by);
    if (!fits) return fits;
    const auto is_first = [&](const key_proof& each) { return each.id == by.id(); };
    if (std::ranges::none_of(*all, is_first))
        if (const auto added = add_proof(name, by, by.id()); !added) return added.error();
    return fits;
}

/// That of the audit, sealed by the first key from now on.
fhir::result<digest> secret_of(const std::string& name, const keyring& by)
{
    constexpr const char* bound = "secret of the audit";
    const digest fresh = new_secret();
    const std::string made{fresh.begin(), fresh.end()};
    const auto found = by_kind(secret_postgres, secret_sqlite, name, by.seal(made, bound));
    if (!found) return found.error();
    const auto plain = by.open(*found, bound);
    digest secret{};
    if (!plain || plain->size() != secret.size())
        return fhir::fault{fhir::fault_kind::usage, "the secret of the audit does not open: it was altered", {}, {}};
    std::ranges::transform(*plain, secret.begin(), [](char each) { return static_cast<unsigned char>(each); });
    if (by.is_current(*found)) return secret;
    const auto sealed = by_kind(replace_secret_postgres, replace_secret_sqlite, name, *found, by.seal(*plain, bound));
    if (!sealed) return sealed.error();
    return secret;
}

}  // namespace

fhir::result<std::unique_ptr<message_store>>
open(const std::string& name, std::chrono::milliseconds key_lifetime, const keyring& by)
{
    const auto of_database = +[](const std::string& address, std::chrono::milliseconds time) {
        return open_postgres({address, time});
    };
    const auto of_file = +[](const std::string& path, std::chrono::milliseconds time) {
        return open_sqlite({path, time});
    };
    auto made = by_kind(of_database, of_file, name, key_lifetime);
    if (!made) return made;
    const auto keys = join(name, by);
    if (!keys) return keys.error();
    const auto secret = secret_of(name, by);
    if (!secret) return secret.error();
    return sealed(std::move(*made), *keys, *secret);
}

fhir::result<void> verify(const std::string& name)
{
    const auto opened = by_kind(proofs_postgres, proofs_sqlite, name);
    return opened ? fhir::result<void>{} : opened.error();
}

fhir::result<void> migrate(const std::string& name)
{
    return by_kind(migrate_postgres, migrate_sqlite, name);
}

fhir::result<soundness> check(const std::string& name, const keyring& by)
{
    const auto keys = fit(name, by);
    if (!keys && keys.error().kind == fhir::fault_kind::unreadable && !postgres::is_address(name)) {
        soundness damaged;
        damaged.say(keys.error().text);
        return damaged;
    }
    if (!keys) return keys.error();
    return by_kind(check_postgres, check_sqlite, name, *keys);
}

fhir::result<void> back_up(const std::string& name, const std::string& to)
{
    return by_kind(back_up_postgres, back_up_sqlite, name, to);
}

fhir::result<void>
export_all(const std::string& name, const std::function<bool(const exported&)>& to, const keyring& by)
{
    const auto keys = fit(name, by);
    if (!keys) return keys.error();
    return by_kind(export_postgres, export_sqlite, name, *keys, to);
}

bool take_out(exported& from, const keyring& by)
{
    const message& came = from.what.received;
    const decision& made = from.what.made;
    const auto body = by.open(came.body, bound_body(came.id));
    const auto outcome = by.open(made.outcome, bound_outcome(made.id, made.number));
    return body && outcome && expand(*body, from.body) && expand(*outcome, from.outcome);
}

fhir::result<std::uint64_t> rekey(const std::string& name, const keyring& by, const goes_on& next, unsealed plain)
{
    if (by.empty()) return fhir::fault{fhir::fault_kind::usage, "--store-key or MARROW_STORE_KEY is needed", {}, {}};
    const auto joined = join(name, by);
    if (!joined) return joined.error();
    const keyring& keys = plain == unsealed::taken ? by : *joined;
    const auto opened = open(name, std::chrono::hours{1}, by);
    if (!opened) return opened.error();
    if (const auto noted = (*opened)->note(of_command(deed::rekeyed)); !noted) return noted.error();
    std::uint64_t all = 0;
    for (std::uint64_t changed = 1; changed != 0; all += changed) {
        changed = 0;
        for (std::int64_t after = 0;;) {
            const auto step = by_kind(reseal_postgres, reseal_sqlite, name, keys, after);
            if (!step) return step.error();
            if (!step->broken.empty()) {
                const std::string text = "message " + step->broken + " does not open: it was altered";
                return fhir::fault{fhir::fault_kind::unreadable, text, {}, {}};
            }
            changed += step->changed;
            after = step->last;
            if (after == 0) break;
            if (!next()) return all + changed;
        }
    }
    const auto forgotten = by_kind(drop_proofs_postgres, drop_proofs_sqlite, name, by.id());
    if (!forgotten) return forgotten.error();
    return all;
}

fhir::result<void> read_audit(
    const std::string& name, std::int64_t from, std::int64_t until, const std::function<bool(const audit_link&)>& to
)
{
    return by_kind(read_audit_postgres, read_audit_sqlite, name, from, until, to);
}

fhir::result<std::uint64_t> purge(const std::string& name, std::int64_t before, const goes_on& next)
{
    return by_kind(purge_postgres, purge_sqlite, name, before, next);
}

fhir::result<std::uint64_t> cut_audit(const std::string& name, std::int64_t before, const goes_on& next)
{
    return by_kind(cut_audit_postgres, cut_audit_sqlite, name, before, next);
}

}  // namespace marrow::adapter::store
