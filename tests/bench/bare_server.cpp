#include "tests/bench/benches.hpp"

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <rapidjson/document.h>

#include <cstdio>
#include <exception>
#include <vector>

namespace marrow::bench {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using server_socket = asio::use_awaitable_t<>::as_default_on_t<tcp::socket>;
using server_acceptor = asio::use_awaitable_t<>::as_default_on_t<tcp::acceptor>;

http::response<http::string_body> answer_to(const http::request<http::string_body>& request)
{
    thread_local std::vector<char> pool(1 << 20);
    rapidjson::MemoryPoolAllocator<> allocator{pool.data(), pool.size()};
    rapidjson::Document tree{&allocator};
    tree.Parse(request.body().data(), request.body().size());
    http::response<http::string_body> answer{tree.HasParseError() ? http::status::bad_request : http::status::ok, 11};
    answer.set(http::field::content_type, "application/fhir+json");
    answer.keep_alive(request.keep_alive());
    answer.body() =
        R"({"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational"}]})";
    answer.prepare_payload();
    return answer;
}

asio::awaitable<void> session(server_socket socket)
{
    boost::beast::flat_buffer buffer;
    for (;;) {
        http::request_parser<http::string_body> parser;
        parser.body_limit(8 * 1024 * 1024);
        co_await http::async_read(socket, buffer, parser);
        const auto answer = answer_to(parser.get());
        co_await http::async_write(socket, answer);
        if (!answer.keep_alive()) {
            co_return;
        }
    }
}

asio::awaitable<void> accept(server_acceptor& acceptor)
{
    for (;;) {
        server_socket socket{co_await acceptor.async_accept()};
        socket.set_option(tcp::no_delay{true});
        asio::co_spawn(acceptor.get_executor(), session(std::move(socket)), [](const std::exception_ptr&) {});
    }
}

}  // namespace

int serve_bare()
{
    asio::io_context context{1};
    server_acceptor acceptor{context, {asio::ip::make_address("127.0.0.1"), 0}};
    std::fprintf(stderr, "listening on http://127.0.0.1:%u\n", static_cast<unsigned>(acceptor.local_endpoint().port()));
    asio::co_spawn(context, accept(acceptor), asio::detached);
    context.run();
    return 0;
}

}  // namespace marrow::bench
