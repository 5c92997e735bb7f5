#include "adapter/reconsideration.hpp"

#include "adapter/log.hpp"
#include "adapter/operations/decide_anew.hpp"

#include <exception>
#include <future>

namespace marrow::adapter {

using std::chrono::milliseconds;

namespace {

constexpr std::size_t most_at_once = 64;

std::int64_t now_in_milliseconds()
{
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<milliseconds>(since).count();
}

fhir::result<store::revision> attempt(examiner& with, const store::keeping& by, const store::due& of)
{
    try {
        return decide_anew(with, by, of, now_in_milliseconds());
    } catch (const std::exception& thrown) {
        return fhir::fault{fhir::fault_kind::internal, "The decision failed.", text_of(thrown), {}};
    }
}

/// That the store cannot be asked now says nothing of the message.
bool is_of_the_store(const fhir::fault& why)
{
    return why.kind == fhir::fault_kind::busy || why.kind == fhir::fault_kind::out_of_space;
}

}  // namespace

reconsideration::reconsideration(store::keeping& in, std::unique_ptr<examiner> with, milliseconds every)
    : in_{in}, with_{std::move(with)}, every_{every}
{
}

reconsideration::~reconsideration()
{
    {
        const std::scoped_lock lock{mutex_};
        ends_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void reconsideration::run()
{
    milliseconds pause{0};
    while (!has_ended_after(pause)) {
        pause = every_;
        const auto due = in_.in.take_due(most_at_once);
        if (!due) continue;
        bool all = !due->empty();
        for (const store::due& one : *due)
            all = !has_ended_after(milliseconds{0}) && settle(one) && all;
        if (all) pause = milliseconds{0};
    }
}

bool reconsideration::has_ended_after(milliseconds time)
{
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, time, [this] { return ends_; });
}

bool reconsideration::settle(const store::due& one)
{
    auto made = attempt(*with_, in_, one);
    if (!made) {
        if (is_of_the_store(made.error())) return false;
        const std::string& why = made.error().log.empty() ? made.error().text : made.error().log;
        log(log_level::error, {.event = "not-reconsidered", .request_id = one.message, .text = why});
        made = store::revision{one, now_in_milliseconds(), std::nullopt, {}, true};
    }
    std::promise<fhir::result<bool>> ended;
    in_.in.revise(std::move(*made), [&](fhir::result<bool> how) { ended.set_value(std::move(how)); });
    return ended.get_future().get().has_value();
}

}  // namespace marrow::adapter
