#include "tests/faults/cutting_proxy.hpp"

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace marrow::test {

using namespace std::chrono_literals;
using namespace std::string_view_literals;

namespace {

constexpr std::string_view bound_commit = "\0commit\0"sv;  // of the prepared statement, as it is bound
constexpr std::string_view committed = "COMMIT\0"sv;

sockaddr_in address_of(std::uint16_t port)
{
    sockaddr_in made{};
    made.sin_family = AF_INET;
    made.sin_port = htons(port);
    made.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return made;
}

std::string receive(int from)
{
    static std::array<char, 1u << 20> bytes;  // of the one thread of a proxy
    const ssize_t count = ::recv(from, bytes.data(), bytes.size(), 0);
    return count > 0 ? std::string{bytes.data(), static_cast<std::size_t>(count)} : std::string{};
}

bool send_all(int to, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void close_both(int& one, int& other)
{
    for (int* each : {&one, &other})
        if (*each >= 0) ::close(std::exchange(*each, -1));
}

}  // namespace

cutting_proxy::cutting_proxy(std::uint16_t server)
    : server_{server}, listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
{
    sockaddr_in at = address_of(0);
    socklen_t size = sizeof at;
    auto* const any = reinterpret_cast<sockaddr*>(&at);
    if (::bind(listener_, any, size) != 0 || ::listen(listener_, 16) != 0 || ::getsockname(listener_, any, &size) != 0)
        throw std::runtime_error("no proxy");
    port_ = ntohs(at.sin_port);
    thread_ = std::thread{[this] { run(); }};
}

cutting_proxy::~cutting_proxy()
{
    ends_ = true;
    thread_.join();
    for (pair& each : pairs_)
        close_both(each.client, each.server);
    ::close(listener_);
}

void cutting_proxy::run()
{
    while (!ends_) {
        std::vector<pollfd> all{{listener_, POLLIN, 0}};
        for (const pair& each : pairs_)
            all.insert(all.end(), {{each.client, POLLIN, 0}, {each.server, POLLIN, 0}});
        ::poll(all.data(), all.size(), 20);
        std::size_t at = 1;
        if (cuts_clients_.exchange(false)) {
            for (pair& each : pairs_)
                ::close(std::exchange(each.client, -1));
            continue;
        }
        for (auto each = pairs_.begin(); each != pairs_.end(); at += 2) {
            const bool goes_on = let_go(*each) && (all[at].revents == 0 || take_from_client(*each)) &&
                                 (all[at + 1].revents == 0 || take_from_server(*each));
            if (!goes_on) close_both(each->client, each->server);
            each = goes_on ? std::next(each) : pairs_.erase(each);
        }
        if (all[0].revents != 0) accept();
    }
}

void cutting_proxy::accept()
{
    pair made;
    made.client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    made.server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in to = address_of(server_);
    if (::connect(made.server, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) {
        pairs_.push_back(made);
    } else {
        close_both(made.client, made.server);
    }
}

bool cutting_proxy::take_from_client(pair& of)
{
    const std::string bytes = receive(of.client);
    if (bytes.empty()) return false;
    if (of.how == cut::none && bytes.find(bound_commit) != std::string::npos) {
        of.how = next_.exchange(cut::none);
        cuts_ += of.how != cut::none;
    }
    if (of.how == cut::before) return false;
    if (of.how != cut::late) return send_all(of.server, bytes);
    ::close(std::exchange(of.client, -1));
    of.held = bytes;
    of.until = clock::now() + 300ms;
    return true;
}

bool cutting_proxy::take_from_server(pair& of)
{
    const std::string bytes = receive(of.server);
    if (bytes.empty()) return false;
    if (of.client < 0) return true;
    if (of.how == cut::after) return bytes.find(committed) == std::string::npos;
    return send_all(of.client, bytes);
}

/// What was held back, when its time has come.
bool cutting_proxy::let_go(pair& of)
{
    if (of.held.empty() || clock::now() < of.until) return true;
    return send_all(of.server, std::exchange(of.held, {}));
}

}  // namespace marrow::test
