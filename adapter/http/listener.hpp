#pragma once

#include "adapter/http/io_thread.hpp"

#include <memory>
#include <span>
#include <string>

namespace marrow::adapter::http {

/// Accepts connections and gives each to the thread that has the fewest. Its loop ends with close(), with nothing
/// else: an error of accept (no descriptors, say) only makes it wait.
class listener {
public:
    using acceptor = asio::basic_socket_acceptor<asio::ip::tcp, executor>;

    /// A fault (usage) when the address is none, or cannot be listened at.
    static fhir::result<acceptor> open(asio::io_context& context, const std::string& address);

    listener(acceptor open, std::span<const std::unique_ptr<io_thread>> threads, shared& common);

    /// Until closed. The listener must outlive it.
    awaitable<void> run();
    void close();

private:
    io_thread& least_loaded() const;
    void hand_over(tcp_socket socket);

    acceptor acceptor_;
    std::span<const std::unique_ptr<io_thread>> threads_;
    shared& common_;
};

}  // namespace marrow::adapter::http
