#include "tests/adapter/http/raw_client.hpp"

#include <boost/algorithm/string/find.hpp>

#include <arpa/inet.h>
#include <charconv>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace marrow::test {

using std::chrono::milliseconds;

namespace {

std::size_t number(std::string_view text)
{
    std::size_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace

std::string response::field(std::string_view name) const
{
    const auto found = boost::ifind_first(head, "\r\n" + std::string{name} + ": ");
    const std::string from{found.end(), head.end()};
    return from.substr(0, from.find("\r\n"));
}

raw_client::raw_client(std::uint16_t port, milliseconds patience)
    : socket_{::socket(AF_INET, SOCK_STREAM, 0)}, patience_{patience}
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto* const generic = static_cast<const sockaddr*>(static_cast<const void*>(&address));
    if (socket_ < 0 || ::connect(socket_, generic, sizeof address) == 0) return;
    ::close(socket_);
    socket_ = -1;
}

raw_client::~raw_client()
{
    if (socket_ >= 0) ::close(socket_);
}

raw_client::raw_client(raw_client&& other) noexcept
    : socket_{std::exchange(other.socket_, -1)},
      patience_{other.patience_},
      pending_{std::move(other.pending_)},
      ended_{other.ended_}
{
}

bool raw_client::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void raw_client::end_sending()
{
    ::shutdown(socket_, SHUT_WR);
}

void raw_client::reset()
{
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(std::exchange(socket_, -1));
}

bool raw_client::receive(milliseconds time)
{
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(time.count())) <= 0) return false;
    char bytes[65536];
    const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
    ended_ = count <= 0;
    if (count > 0) pending_.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
}

response raw_client::read(bool has_body)
{
    std::size_t end = pending_.find("\r\n\r\n");
    while (end == std::string::npos && receive(patience_))
        end = pending_.find("\r\n\r\n");
    if (end == std::string::npos) return {};
    response out;
    out.head = pending_.substr(0, end + 2);
    pending_.erase(0, end + 4);
    const std::size_t length = has_body ? number(out.field("Content-Length")) : 0;
    while (pending_.size() < length && receive(patience_)) {
    }
    if (pending_.size() < length) return {};
    out.body = pending_.substr(0, length);
    pending_.erase(0, length);
    out.status = static_cast<int>(number(std::string_view{out.head}.substr(9, 3)));
    return out;
}

bool raw_client::ends_within(milliseconds time)
{
    receive(time);
    return ended_ && pending_.empty();
}

std::string raw_client::read_all(milliseconds time)
{
    const auto until = std::chrono::steady_clock::now() + time;
    while (!ended_ && std::chrono::steady_clock::now() < until)
        receive(milliseconds{50});
    return std::exchange(pending_, {});
}

std::size_t count_responses(std::string_view bytes)
{
    constexpr std::string_view start = "HTTP/1.1 ";
    std::size_t count = 0;
    for (std::size_t at = bytes.find(start); at != std::string_view::npos; at = bytes.find(start, at + 1)) {
        const std::string_view status = bytes.substr(at + start.size(), 1);
        if (status >= "1" && status <= "5") ++count;
    }
    return count;
}

}  // namespace marrow::test
