#include "adapter/http/listener.hpp"

#include "adapter/http/address.hpp"
#include "adapter/log.hpp"

#include <algorithm>

namespace marrow::adapter::http {

using asio::ip::tcp;

namespace {

fhir::result<tcp::endpoint> read_endpoint(asio::io_context& context, const std::string& address)
{
    const auto read = read_address(address);
    if (!read) return read.error();
    const auto& [host, port] = *read;
    error_code failed;
    const asio::ip::address literal = asio::ip::make_address(host, failed);
    if (!failed) return tcp::endpoint{literal, port};
    tcp::resolver resolver{context};
    const auto found = resolver.resolve(host, "", tcp::resolver::passive, failed);
    if (failed || found.empty()) return cannot_listen(address, "the host is not known");
    return tcp::endpoint{found.begin()->endpoint().address(), port};
}

}  // namespace

fhir::result<listener::acceptor> listener::open(asio::io_context& context, const std::string& address)
{
    const auto endpoint = read_endpoint(context, address);
    if (!endpoint) return endpoint.error();
    acceptor made{context};
    error_code failed;
    made.open(endpoint->protocol(), failed);
    if (!failed) made.set_option(acceptor::reuse_address{true}, failed);
    if (!failed) made.bind(*endpoint, failed);
    if (!failed) made.listen(acceptor::max_listen_connections, failed);
    if (failed) return cannot_listen(address, failed.message());
    return made;
}

listener::listener(acceptor open, std::span<const std::unique_ptr<io_thread>> threads, shared& common)
    : acceptor_{std::move(open)}, threads_{threads}, common_{common}
{
}

awaitable<void> listener::run()
{
    using namespace std::chrono_literals;
    timer pause{acceptor_.get_executor()};
    while (acceptor_.is_open()) {
        io_thread& next = least_loaded();
        tcp_socket socket{next.get_executor()};
        const auto [failed] = co_await acceptor_.async_accept(socket, as_tuple);
        if (!failed) {
            hand_over(std::move(socket));
        } else if (acceptor_.is_open() && failed != asio::error::connection_aborted) {
            log(log_level::warning, {.event = "accept-failed", .text = failed.message()});
            pause.expires_after(100ms);
            co_await pause.async_wait(as_tuple);
        }
    }
}

void listener::close()
{
    error_code ignored;
    acceptor_.close(ignored);
}

io_thread& listener::least_loaded() const
{
    return **std::ranges::min_element(threads_, {}, [](const auto& one) { return one->load(); });
}

void listener::hand_over(tcp_socket socket)
{
    // Above the bound a connection is told so by its thread; above this one it is dropped.
    const std::uint32_t told = common_.limits.connections + common_.limits.connections / 8 + 8;
    if (common_.connections >= told) return common_.counts.refused(metrics::refusal::connections);
    common_.connections.fetch_add(1);
    for (const auto& one : threads_) {
        if (one->get_executor() == socket.get_executor()) return one->accept(std::move(socket));
    }
}

}  // namespace marrow::adapter::http
