#pragma once

#include "tests/adapter/http/raw_client.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <thread>

namespace marrow::test {

/// The request that posts a Bundle under a key.
std::string post_of(const std::string& key, const std::string& body);

/// Sends one submission after another, each again and again under its key until it is acknowledged.
class sender {
public:
    sender(int number, const std::atomic<std::uint16_t>& port, const std::atomic<bool>& ends);

    /// Waits for the last one; answers by key.
    const std::map<std::string, std::string>& acknowledged();

    int refused() const { return refused_; }        ///< answers 503 with Retry-After
    int replayed() const { return replayed_; }      ///< acknowledged by the answer that was kept before
    int unexpected() const { return unexpected_; }  ///< answers that a sender cannot make use of

private:
    void run();
    bool is_acknowledged(const std::string& key);
    void count(const response& made);

    std::string name_;
    const std::atomic<std::uint16_t>& port_;
    const std::atomic<bool>& ends_;
    std::string body_;
    std::optional<raw_client> client_;
    std::map<std::string, std::string> acknowledged_;
    std::atomic<int> refused_{0};
    std::atomic<int> replayed_{0};
    std::atomic<int> unexpected_{0};
    std::thread thread_;
};

}  // namespace marrow::test
