#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::test {

/// A response as it came, or none (status 0) when the connection ended before it was whole.
struct response {
    int status{};
    std::string head;
    std::string body;

    /// The value of a header field, its name in whatever case; empty when absent.
    std::string field(std::string_view name) const;
    bool closes() const { return field("Connection") == "close"; }
};

/// A client that sends bytes as they are, over a blocking loopback socket.
class raw_client {
public:
    /// `patience`: for any piece of a response to come.
    explicit raw_client(std::uint16_t port, std::chrono::milliseconds patience = std::chrono::seconds{5});
    ~raw_client();
    raw_client(const raw_client&) = delete;
    raw_client(raw_client&& other) noexcept;

    bool connected() const { return socket_ >= 0; }

    /// Whether all bytes were taken.
    bool send(std::string_view bytes);
    void end_sending();
    void reset();

    /// The next response; `has_body` is false for the answer to HEAD.
    response read(bool has_body = true);

    /// Whether the server closes the connection within the time; bytes that come before count against it.
    bool ends_within(std::chrono::milliseconds time);

    /// All that comes until the server closes, or the time is over.
    std::string read_all(std::chrono::milliseconds time = std::chrono::seconds{3});

private:
    bool receive(std::chrono::milliseconds time);

    int socket_{-1};
    std::chrono::milliseconds patience_;
    std::string pending_;
    bool ended_{};
};

/// How many status lines the bytes hold.
std::size_t count_responses(std::string_view bytes);

}  // namespace marrow::test
