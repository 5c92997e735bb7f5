#pragma once

#include "adapter/http/limits.hpp"
#include "adapter/http/request.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <string>
#include <string_view>

namespace marrow::adapter::http {

/// Beast's parser with a request and a string at its end: keeps the fields that are of use, the body without its
/// framing, and drops the trailers. For headers that passed the framing gate.
class request_reader final : public boost::beast::http::basic_parser<true> {
public:
    /// `head` and `body` must outlive the reader; both are empty to begin with.
    request_reader(request& head, std::string& body, const limits& bounds);

    /// Gives a body that comes in one piece as a view of the bytes put, instead of a copy.
    void keep_in_place() { in_place_ = true; }

    std::string_view body() const { return in_place_ ? view_ : std::string_view{copy_}; }

private:
    using error_code = boost::beast::error_code;
    using text = boost::beast::string_view;

    std::string* place_of(boost::beast::http::field name);
    void keep_unregistered(text name, text value);

    void on_request_impl(boost::beast::http::verb verb, text name, text target, int version, error_code& ec) override;
    void on_response_impl(int code, text reason, int version, error_code& ec) override;
    void on_field_impl(boost::beast::http::field name, text name_text, text value, error_code& ec) override;
    void on_header_impl(error_code& ec) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code& ec) override;
    std::size_t on_body_impl(text part, error_code& ec) override;
    void on_chunk_header_impl(std::uint64_t size, text extensions, error_code& ec) override;
    std::size_t on_chunk_body_impl(std::uint64_t remaining, text part, error_code& ec) override;
    void on_finish_impl(error_code& ec) override;

    request& head_;
    std::string& copy_;
    std::string_view view_;
    const limits& bounds_;
    std::size_t trailer_{};
    bool http_1_1_{};
    bool header_done_{};
    bool in_place_{};
};

}  // namespace marrow::adapter::http
