#pragma once

#include "adapter/http/server.hpp"
#include "tests/adapter/http/raw_client.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace marrow::test {

/// A server on a free loopback port, with operations that need no tables: POST /echo answers with the size of the
/// body, POST /slow the same after 200 ms, POST /broken throws; GET /livez, /readyz and /metrics are the real
/// ones.
class test_server {
public:
    static adapter::http::server_options options();

    explicit test_server(const adapter::http::server_options& with = options());

    /// With routes that need tables, which must outlive it.
    test_server(const adapter::http::server_options& with, const mappings::tables& known);

    adapter::http::server* operator->() { return running_.get(); }
    raw_client connect() { return raw_client{running_->port()}; }

    /// One request on a connection of its own.
    response ask(std::string_view request);

private:
    mappings::tables none_;
    mappings::policy weighed_;
    std::unique_ptr<adapter::http::server> running_;
};

/// A POST with a Content-Length, and what else is given as lines that end in CRLF.
std::string post(std::string_view path, std::string_view body, std::string_view lines = "");
std::string get(std::string_view path, std::string_view lines = "");

/// The answer of /echo to a body of that size.
std::string echo_of(std::size_t size);

}  // namespace marrow::test
