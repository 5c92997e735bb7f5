#include "adapter/store/postgres/reply.hpp"

#include <libpq-fe.h>
#include <stdexcept>

namespace marrow::adapter::store::postgres {

using fhir::fault;
using fhir::fault_kind;

namespace {

std::string field_of(const PGresult* made, int which)
{
    const char* const text = ::PQresultErrorField(made, which);
    return text ? text : "";
}

}  // namespace

std::string_view class_of(const failure& why)
{
    return std::string_view{why.state}.substr(0, 2);
}

fault fault_of(const failure& why)
{
    const std::string log = why.state.empty() ? why.text : why.state + ": " + why.text;
    if (class_of(why) == "53" && why.state.ends_with("100"))
        return {fault_kind::out_of_space, "The disk of the store is full; nothing was kept. Try again.", log, {}};
    for (const std::string_view own : {"22", "23", "42"})
        if (class_of(why) == own)
            return {fault_kind::internal, "The store refused it; the request id leads to the log.", log, {}};
    return {fault_kind::busy, "The store cannot be used now; nothing was kept. Try again.", log, {}};
}

void throw_exception_from_error(const failure& why, const boost::source_location&)
{
    throw std::logic_error{"value of a failed outcome: " + why.text};
}

bool reply::good() const
{
    const ExecStatusType how = ::PQresultStatus(made_.get());
    return how == PGRES_COMMAND_OK || how == PGRES_TUPLES_OK;
}

bool reply::skipped() const
{
    return ::PQresultStatus(made_.get()) == PGRES_PIPELINE_ABORTED;
}

failure reply::why() const
{
    return {field_of(made_.get(), PG_DIAG_SQLSTATE), field_of(made_.get(), PG_DIAG_MESSAGE_PRIMARY)};
}

std::string_view reply::tag() const
{
    return ::PQcmdStatus(made_.get());
}

int reply::rows() const
{
    return ::PQntuples(made_.get());
}

std::int64_t reply::number(int row, int column) const
{
    const std::string_view bytes = text(row, column);
    if (bytes.empty()) return 0;
    std::uint64_t made = bytes.size() > 1 && (bytes.front() & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (const char each : bytes)
        made = made << 8 | static_cast<unsigned char>(each);
    return static_cast<std::int64_t>(made);
}

std::string_view reply::text(int row, int column) const
{
    const auto size = static_cast<std::size_t>(::PQgetlength(made_.get(), row, column));
    return {::PQgetvalue(made_.get(), row, column), size};
}

void reply::cleared::operator()(pg_result* one) const
{
    ::PQclear(one);
}

}  // namespace marrow::adapter::store::postgres
