#include "tests/faults/sender.hpp"

#include "tests/adapter/commands/marrow.hpp"

namespace marrow::test {

using namespace std::chrono_literals;

std::string post_of(const std::string& key, const std::string& body, const std::string& fields)
{
    return "POST /fhir HTTP/1.1\r\nHost: here\r\n" + fields + "Idempotency-Key: " + key +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

sender::sender(int number, const std::atomic<std::uint16_t>& port, const std::atomic<bool>& ends, speech how)
    : name_{"sender-" + std::to_string(number) + "-"}, port_{port}, ends_{ends}, how_{std::move(how)}
{
    for (const std::string& each : how_.samples)
        bodies_.push_back(adapter::test::sample_named(each));
    thread_ = std::thread{[this] { run(); }};
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
        while (!is_acknowledged(key, bodies_[static_cast<std::size_t>(i) % bodies_.size()])) {
        }
    }
}

bool sender::is_acknowledged(const std::string& key, const std::string& body)
{
    if (!client_ || !client_->connected()) client_.emplace(port_.load(), how_.timeout);
    const bool sent = client_->connected() && client_->send(post_of(key, body, how_.fields));
    const response made = sent ? client_->read() : response{};
    look_at(made);
    if (made.status == 200) {
        acknowledged_[key] = how_.as_kept(made.body);
        ++count_;
        return true;
    }
    if (made.status == 0 || made.closes()) client_.reset();
    std::this_thread::sleep_for(5ms);
    return false;
}

void sender::look_at(const response& made)
{
    const bool tells_when = !made.field("Retry-After").empty();
    if (made.status == 503 && tells_when) ++refused_;
    if (made.status == 200 && made.field("Idempotent-Replayed") == "true") ++replayed_;
    const bool is_expected =
        made.status == 0 || made.status == 200 || ((made.status == 503 || made.status == 409) && tells_when);
    if (!is_expected) ++unexpected_;
}

}  // namespace marrow::test
