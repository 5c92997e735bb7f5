#include "adapter/http/request_reader.hpp"

#include <boost/beast/http/error.hpp>

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

/// Printable ASCII alone.
void keep_name(std::string& out, std::string_view value)
{
    constexpr std::size_t longest = 255;
    for (const char c : value)
        if (c >= ' ' && c <= '~' && out.size() < longest) out.push_back(c);
}

void join(std::string& list, std::string_view value)
{
    if (!list.empty()) list += ',';
    list += value;
}

}  // namespace

void request::clear()
{
    target.clear();
    to = nullptr;
    content_type.clear();
    content_encoding.clear();
    accept.clear();
    id.clear();
    sent_id.clear();
    key.clear();
    keys = 0;
    sender.clear();
    decision_id.clear();
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
    switch (name) {
    case field::content_type:
        head_.content_type.assign(value);
        break;
    case field::content_encoding:
        join(head_.content_encoding, value);
        break;
    case field::accept:
        join(head_.accept, value);
        break;
    default:
        if (head_.id.empty() && beast::iequals(name_text, "X-Request-Id")) {
            keep_id(head_.id, value);
            if (!head_.id.empty()) head_.sent_id.assign(value);
        }
        if (head_.sender.empty() && beast::iequals(name_text, "Marrow-Sender")) keep_name(head_.sender, value);
        if (beast::iequals(name_text, "Idempotency-Key") && ++head_.keys == 1) head_.key.assign(value);
    }
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
