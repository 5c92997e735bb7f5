#pragma once

#include "tests/adapter/http/kept_server.hpp"
#include "tests/adapter/store/memory_store.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::test {

/// What goes over a socket, byte for byte, and what has to come back.
struct wire_row {
    std::string name;
    std::string request;
    int status{};
    std::vector<std::string> head{};  ///< "Name: part of its value"; "Name:" alone: there is no such field
    std::vector<std::string> body{};  ///< parts of it
};

/// The real routes over a store in memory.
class wire_server {
public:
    explicit wire_server(adapter::http::manners manners = {})
        : server_{store_, 2, std::chrono::milliseconds{20}, std::move(manners)}
    {
    }

    kept_server* operator->() { return &server_; }
    response ask(std::string_view request) { return server_.ask(request); }

    /// Each row on a connection of its own; an answer of status 400 and above is always an OperationOutcome.
    void holds(std::span<const wire_row> rows);

private:
    memory_store store_;
    kept_server server_;
};

/// A POST without a Content-Type, and what else is given as lines that end in CRLF.
std::string untyped(std::string_view path, std::string_view body, std::string_view lines = "");

/// Without errors, and with one.
std::string good_bundle();
std::string bad_bundle();
std::string good_procedure();

std::string with_method(std::string_view method, std::string_view path, std::string_view lines = "");

}  // namespace marrow::test
