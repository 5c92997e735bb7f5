#include "adapter/store/open.hpp"

#include "adapter/store/postgres/address.hpp"
#include "adapter/store/postgres/postgres_store.hpp"
#include "adapter/store/postgres/upkeep.hpp"
#include "adapter/store/sqlite/sqlite_store.hpp"
#include "adapter/store/sqlite/upkeep.hpp"

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

}  // namespace

fhir::result<std::unique_ptr<message_store>> open(const std::string& name, std::chrono::milliseconds key_lifetime)
{
    const auto of_database = +[](const std::string& address, std::chrono::milliseconds time) {
        return open_postgres({address, time});
    };
    const auto of_file = +[](const std::string& path, std::chrono::milliseconds time) {
        return open_sqlite({path, time});
    };
    return by_kind(of_database, of_file, name, key_lifetime);
}

fhir::result<void> migrate(const std::string& name)
{
    return by_kind(migrate_postgres, migrate_sqlite, name);
}

fhir::result<soundness> check(const std::string& name)
{
    return by_kind(check_postgres, check_sqlite, name);
}

fhir::result<void> back_up(const std::string& name, const std::string& to)
{
    return by_kind(back_up_postgres, back_up_sqlite, name, to);
}

fhir::result<void> export_all(const std::string& name, const std::function<bool(const exported&)>& to)
{
    return by_kind(export_postgres, export_sqlite, name, to);
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
