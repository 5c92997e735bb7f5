#pragma once

#include "tests/adapter/http/raw_client.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace marrow::test {

/// The request that posts a Bundle under a key. `fields`: what else is said, each with CRLF at its end.
std::string post_of(
    const std::string& key,
    const std::string& body,
    const std::string& fields = "Content-Type: application/fhir+json\r\n"
);

/// How a sender speaks, and what of an answer is kept.
struct speech {
    std::vector<std::string> samples{"accepted"};
    std::string fields{"Content-Type: application/fhir+json\r\n"};
    std::chrono::milliseconds timeout{std::chrono::seconds{5}};
    std::string (*as_kept)(std::string){[](std::string answer) { return answer; }};
};

/// Sends one submission after another, each again and again under its key until it is acknowledged.
class sender {
public:
    sender(int number, const std::atomic<std::uint16_t>& port, const std::atomic<bool>& ends, speech how = {});

    /// Waits for the last one; answers by key.
    const std::map<std::string, std::string>& acknowledged();

    int count() const { return count_; }            ///< of the acknowledged
    int refused() const { return refused_; }        ///< answers 503 with Retry-After
    int replayed() const { return replayed_; }      ///< acknowledged by the answer that was kept before
    int unexpected() const { return unexpected_; }  ///< answers that a sender cannot make use of

private:
    void run();
    bool is_acknowledged(const std::string& key, const std::string& body);
    void look_at(const response& made);

    std::string name_;
    const std::atomic<std::uint16_t>& port_;
    const std::atomic<bool>& ends_;
    speech how_;
    std::vector<std::string> bodies_;
    std::optional<raw_client> client_;
    std::map<std::string, std::string> acknowledged_;
    std::atomic<int> count_{0};
    std::atomic<int> refused_{0};
    std::atomic<int> replayed_{0};
    std::atomic<int> unexpected_{0};
    std::thread thread_;
};

}  // namespace marrow::test
