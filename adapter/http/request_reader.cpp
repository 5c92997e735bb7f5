#include "adapter/http/request_reader.hpp"

#include <boost/beast/http/error.hpp>

#include <algorithm>

namespace marrow::adapter::http {

namespace beast = boost::beast;
using beast::http::field;
using beast::http::verb;

namespace {

/// Only what is fit for an id of FHIR, a log and a header.
void keep_id(std::string& out, std::string_view value)
{
    constexpr std::size_t longest = 64;
    for (const char c : value) {
        const bool fits = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
                          c == '.' || c == '_';
        if (fits && out.size() < longest) out.push_back(c);
    }
}

/// False for what is no name: not printable ASCII, too long, or another than there was.
bool keep_name(std::string& out, std::string_view value)
{
    constexpr std::size_t longest = 255;
    const auto is_printable = [](char c) { return c >= ' ' && c <= '~'; };
    if (value.size() > longest || !std::ranges::all_of(value, is_printable)) return false;
    if (!out.empty() && !value.empty() && out != value) return false;
    if (!value.empty()) out.assign(value);
    return true;
}

void join(std::string& list, std::string_view value)
{
    if (!list.empty()) list += ',';
    list += value;
}

}  // namespace

void request::clear()
{
    for (std::string* each :
         {&target,
          &content_type,
          &content_encoding,
          &accept,
          &accept_encoding,
          &prefer,
          &if_none_match,
          &if_modified_since,
          &origin,
          &method_to_come,
          &id,
          &sent_id,
          &correlation_id,
          &trace,
          &key,
          &sender,
          &errors_as,
          &decision_id})
        each->clear();
    to = nullptr;
    keys = 0;
    sender_is_none = false;
}

request_reader::request_reader(request& head, std::string& body, const limits& bounds)
    : head_{head}, copy_{body}, bounds_{bounds}
{
    header_limit(bounds.header);
    body_limit(bounds.body);
    eager(true);
}

void request_reader::on_request_impl(verb name, text, text target, int version, error_code&)
{
    head_.without_body = name == verb::head;
    head_.method = name == verb::get || name == verb::head ? method::get
                   : name == verb::post                    ? method::post
                   : name == verb::options                 ? method::options
                                                           : method::other;
    head_.target.assign(target);
    http_1_1_ = version == 11;
}

void request_reader::on_response_impl(int, text, int, error_code&)
{
}

void request_reader::on_field_impl(field name, text name_text, text value, error_code& ec)
{
    if (header_done_) {
        constexpr std::size_t colon_and_line_end = 3;
        trailer_ += name_text.size() + value.size() + colon_and_line_end;
        if (trailer_ > bounds_.trailer) ec = beast::http::error::header_limit;
        return;
    }
    if (std::string* const place = place_of(name)) {
        join(*place, value);
    } else if (name == field::unknown) {
        keep_unregistered(name_text, value);
    }
}

/// Several fields of a name make one list; the gate has seen to it that Content-Type is alone.
std::string* request_reader::place_of(field name)
{
    switch (name) {
    case field::content_type:
        return &head_.content_type;
    case field::content_encoding:
        return &head_.content_encoding;
    case field::accept:
        return &head_.accept;
    case field::accept_encoding:
        return &head_.accept_encoding;
    case field::prefer:
        return &head_.prefer;
    case field::if_none_match:
        return &head_.if_none_match;
    case field::if_modified_since:
        return &head_.if_modified_since;
    case field::origin:
        return &head_.origin;
    case field::access_control_request_method:
        return &head_.method_to_come;
    default:
        return nullptr;
    }
}

void request_reader::keep_unregistered(text name, text value)
{
    if (head_.id.empty() && beast::iequals(name, "X-Request-Id")) {
        keep_id(head_.id, value);
        if (!head_.id.empty()) head_.sent_id.assign(value);
    }
    if (beast::iequals(name, "Marrow-Sender")) head_.sender_is_none |= !keep_name(head_.sender, value);
    if (beast::iequals(name, "Idempotency-Key") && ++head_.keys == 1) head_.key.assign(value);
    if (beast::iequals(name, "Marrow-Errors-As")) head_.errors_as.assign(value);
    if (beast::iequals(name, "X-Correlation-Id")) head_.correlation_id.assign(value);
    if (beast::iequals(name, "traceparent")) head_.trace.assign(value);
}

void request_reader::on_header_impl(error_code&)
{
    header_done_ = true;
    head_.keep_alive = http_1_1_ && keep_alive();
}

void request_reader::on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&)
{
    if (length && !in_place_) copy_.reserve(*length);
}

std::size_t request_reader::on_body_impl(text part, error_code&)
{
    if (in_place_) {
        view_ = part;
    } else {
        copy_.append(part);
    }
    return part.size();
}

void request_reader::on_chunk_header_impl(std::uint64_t, text extensions, error_code& ec)
{
    if (extensions.size() > bounds_.chunk_line) ec = beast::http::error::bad_chunk_extension;
}

std::size_t request_reader::on_chunk_body_impl(std::uint64_t, text part, error_code&)
{
    copy_.append(part);
    return part.size();
}

void request_reader::on_finish_impl(error_code&)
{
}

}  // namespace marrow::adapter::http
