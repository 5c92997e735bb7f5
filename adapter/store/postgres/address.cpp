#include "adapter/store/postgres/address.hpp"

#include <algorithm>
#include <libpq-fe.h>
#include <memory>

namespace marrow::adapter::store::postgres {

namespace {

struct freed {
    void operator()(PQconninfoOption* all) const { ::PQconninfoFree(all); }
};

// Times in seconds, but for tcp_user_timeout in milliseconds.
constexpr struct {
    const char* keyword;
    const char* value;
} usual[] = {
    {"connect_timeout", "3"},
    {"keepalives_idle", "5"},
    {"keepalives_interval", "2"},
    {"keepalives_count", "3"},
    {"tcp_user_timeout", "9000"},
    {"target_session_attrs", "read-write"},
    {"fallback_application_name", "marrow"},
};

bool holds(const std::string* text, std::string_view any)
{
    return text && text->find_first_of(any) != std::string::npos;
}

fhir::fault unreadable()
{
    return {
        fhir::fault_kind::usage,
        "the address of the store cannot be read; it is postgresql://USER@HOST:PORT/DATABASE, and in a password the "
        "characters @ / : ? # % [ ] are written as %40 %2F %3A %3F %23 %25 %5B %5D (or PGPASSWORD or a passfile holds "
        "it)",
        {},
        {}};
}

}  // namespace

bool is_address(std::string_view name)
{
    return name.starts_with("postgresql://") || name.starts_with("postgres://");
}

fhir::result<address> address::parse(const std::string& uri)
{
    char* message = nullptr;  // may quote the password
    const std::unique_ptr<PQconninfoOption, freed> all{::PQconninfoParse(uri.c_str(), &message)};
    ::PQfreemem(message);
    if (!all || uri.find('\0') != std::string::npos) return unreadable();
    address made;
    for (const PQconninfoOption* each = all.get(); each->keyword; ++each)
        if (each->val) made.options_.push_back({each->keyword, each->val});
    if (made.misreads_a_password()) return unreadable();
    for (const auto& [keyword, value] : usual)
        if (!made.find(keyword)) made.options_.push_back({keyword, value});
    made.options_.push_back({"client_encoding", "UTF8"});
    const auto text = [&](const char* keyword, const char* before) {
        const std::string* const found = made.find(keyword);
        return found && !found->empty() ? before + *found : std::string{};
    };
    made.shown_ = text("host", "") + text("port", ":") + text("dbname", "/");
    return made;
}

/// The first @ or / of a password ends it for libpq, and the rest becomes host, port or database.
bool address::misreads_a_password() const
{
    const std::string* const port = find("port");
    return holds(find("host"), "@") || holds(find("dbname"), "@") ||
           (port && port->find_first_not_of("0123456789,") != std::string::npos);
}

const std::string* address::find(std::string_view keyword) const
{
    const auto found = std::ranges::find(options_, keyword, &option::keyword);
    return found == options_.end() ? nullptr : &found->value;
}

std::vector<const char*> address::keywords() const
{
    std::vector<const char*> all;
    for (const option& each : options_)
        all.push_back(each.keyword.c_str());
    all.push_back(nullptr);
    return all;
}

std::vector<const char*> address::values() const
{
    std::vector<const char*> all;
    for (const option& each : options_)
        all.push_back(each.value.c_str());
    all.push_back(nullptr);
    return all;
}

}  // namespace marrow::adapter::store::postgres
