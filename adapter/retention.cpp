#include "adapter/retention.hpp"

#include "adapter/log.hpp"
#include "adapter/store/upkeep.hpp"

namespace marrow::adapter {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr auto between_sweeps = 1h;
constexpr auto between_steps = 50ms;

}  // namespace

retention::retention(std::string name, times stay) : name_{std::move(name)}, stay_{stay}
{
}

retention::~retention()
{
    {
        const std::scoped_lock lock{mutex_};
        ends_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void retention::run()
{
    do {
        sweep("purged", stay_.messages, store::purge);
        sweep("audit-cut", stay_.audit, store::cut_audit);
    } while (!has_ended_after(between_sweeps));
}

void retention::sweep(const char* event, std::chrono::hours stay, deletion work)
{
    if (stay.count() == 0) return;
    const auto before = std::chrono::floor<milliseconds>(std::chrono::system_clock::now() - stay).time_since_epoch();
    const auto done = work(name_, before.count(), [this] { return !has_ended_after(between_steps); });
    if (!done) return log(log_level::error, {.event = "not-deleted", .text = done.error().text});
    if (*done != 0) log(log_level::info, {.event = event, .text = std::to_string(*done)});
}

bool retention::has_ended_after(milliseconds time)
{
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, time, [this] { return ends_; });
}

}  // namespace marrow::adapter
