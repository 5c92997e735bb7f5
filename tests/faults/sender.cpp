#include "tests/faults/sender.hpp"

#include "tests/adapter/commands/marrow.hpp"

namespace marrow::test {

using namespace std::chrono_literals;

std::string post_of(const std::string& key, const std::string& body)
{
    return "POST /fhir HTTP/1.1\r\nHost: here\r\nContent-Type: application/fhir+json\r\nIdempotency-Key: " + key +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

sender::sender(int number, const std::atomic<std::uint16_t>& port, const std::atomic<bool>& ends)
    : name_{"sender-" + std::to_string(number) + "-"},
      port_{port},
      ends_{ends},
      body_{adapter::test::sample_named("accepted")},
      thread_{[this] { run(); }}
{
}

const std::map<std::string, std::string>& sender::acknowledged()
{
    if (thread_.joinable()) thread_.join();
    return acknowledged_;
}

void sender::run()
{
    for (int i = 0; !ends_; ++i) {
        const std::string key = name_ + std::to_string(i);
        while (!is_acknowledged(key)) {
        }
    }
}

bool sender::is_acknowledged(const std::string& key)
{
    if (!client_ || !client_->connected()) client_.emplace(port_.load());
    const bool sent = client_->connected() && client_->send(post_of(key, body_));
    const response made = sent ? client_->read() : response{};
    count(made);
    if (made.status == 200) {
        acknowledged_[key] = made.body;
        return true;
    }
    if (made.status == 0) client_.reset();
    std::this_thread::sleep_for(5ms);
    return false;
}

void sender::count(const response& made)
{
    const bool tells_when = !made.field("Retry-After").empty();
    if (made.status == 503 && tells_when) ++refused_;
    if (made.status == 200 && made.field("Idempotent-Replayed") == "true") ++replayed_;
    const bool is_expected =
        made.status == 0 || made.status == 200 || ((made.status == 503 || made.status == 409) && tells_when);
    if (!is_expected) ++unexpected_;
}

}  // namespace marrow::test
