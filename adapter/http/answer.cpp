#include "adapter/http/answer.hpp"

#include "fhir/json/write.hpp"
#include "fhir/outcome.hpp"

#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <charconv>

namespace marrow::adapter::http {

namespace {

using fhir::fault_kind;

struct row {
    fault_kind kind;
    std::uint16_t status;
};

constexpr row table[] = {
    {fault_kind::malformed, 400},
    {fault_kind::not_fhir, 400},
    {fault_kind::too_large, 413},
    {fault_kind::not_supported, 415},
    {fault_kind::not_acceptable, 406},
    {fault_kind::not_found, 404},
    {fault_kind::not_allowed, 405},
    {fault_kind::unreadable, 400},
    {fault_kind::usage, 400},
    {fault_kind::busy, 503},
    {fault_kind::timed_out, 408},
    {fault_kind::in_progress, 409},
    {fault_kind::key_reused, 422},
    {fault_kind::out_of_space, 507},
    {fault_kind::internal, 500},
};

void append_number(std::string& out, std::uint64_t number)
{
    char digits[20];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    out.append(digits, end);
}

bool is_worth_waiting(std::uint16_t status)
{
    return status == 409 || status == 503 || status == 507;
}

bool is_worth_a_retry(std::uint16_t status)
{
    return is_worth_waiting(status) || status == 408 || status == 500;
}

void append_type(const answer& given, std::string& out)
{
    out += "\r\nContent-Type: ";
    if (!given.media_type.empty()) {
        out += given.media_type;
    } else {
        out += given.form == fhir::form::xml ? "application/fhir+xml" : "application/fhir+json";
        out.append("; fhirVersion=").append(fhir::name_of(given.release));
        out += "; charset=utf-8";
    }
}

void append_verdict(const answer& given, std::string& out)
{
    out += "\r\nMarrow-Verdict: ";
    out += !given.decided ? "error" : given.errors != 0 ? "findings" : "accepted";
    out += "; errors=";
    append_number(out, given.errors);
    out += is_worth_a_retry(given.status) ? "; retry=yes" : "; retry=no";
}

}  // namespace

std::uint16_t status_of(fault_kind kind)
{
    const auto found = std::ranges::find(table, kind, &row::kind);
    return found == std::end(table) ? std::uint16_t{500} : found->status;
}

answer write_fault(const fhir::fault& failed, std::string_view id, bool pretty, std::string& out, std::uint16_t status)
{
    fhir::json::writer writer{out, pretty};
    fhir::write_outcome(writer, failed, fhir_id(id));
    answer given;
    given.status = status != 0 ? status : status_of(failed.kind);
    given.decided = false;
    given.errors = 1;
    return given;
}

void add_field(answer& to, std::string_view name, std::string_view value)
{
    to.fields.append("\r\n").append(name).append(": ").append(value);
}

void write_head(const answer& given, const envelope& sent_in, std::string& out)
{
    out += "HTTP/1.1 ";
    append_number(out, given.status);
    out += ' ';
    out += boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(given.status));
    out.append("\r\nDate: ").append(sent_in.date);
    if (sent_in.length != 0) append_type(given, out);
    if (given.status != 304 && given.status != 204) {
        out += "\r\nContent-Length: ";
        append_number(out, sent_in.length);
    }
    out.append("\r\nX-Request-Id: ").append(sent_in.id);
    if (given.media_type.empty()) append_verdict(given, out);
    if (!given.allow.empty()) out.append("\r\nAllow: ").append(given.allow);
    if (is_worth_waiting(given.status)) out += "\r\nRetry-After: 2";
    if (!given.location.empty()) out.append("\r\nContent-Location: ").append(given.location);
    if (given.version != 0) {
        out += "\r\nETag: W/\"";
        append_number(out, given.version);
        out += '"';
    }
    out.append(given.fields).append(sent_in.echo);
    if (given.replayed) out += "\r\nIdempotent-Replayed: true";
    out += "\r\nVary: Accept, Accept-Encoding\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff";
    if (sent_in.keep_alive.count() > 0) {
        out += "\r\nKeep-Alive: timeout=";
        append_number(out, static_cast<std::uint64_t>(sent_in.keep_alive.count()));
    } else {
        out += "\r\nConnection: close";
    }
    out += "\r\n\r\n";
}

std::string fhir_id(std::string_view request_id)
{
    std::string id{request_id};
    std::ranges::replace(id, '_', '-');
    return id;
}

}  // namespace marrow::adapter::http
