#pragma once

#include "adapter/commands/inputs.hpp"
#include "adapter/render/report.hpp"

#include <functional>

namespace marrow::adapter {

/// What there is to do, and with what. `next` is called by the calling thread alone; each worker is made and used on a
/// thread of its own; `emit` is called by one thread at a time, in the order of the submissions, as soon as they are
/// ready, and ends the work by returning false.
struct work {
    std::function<std::optional<sent>()> next;
    std::function<std::function<report(sent)>()> make_worker;
    std::function<bool(report)> emit;
};

/// Does the work on `jobs` threads (one: the calling thread). At most eight submissions a thread, and about 64 MiB of
/// them beyond the first, are in memory at once. An exception of a worker ends the work and is thrown to the caller.
void in_order(unsigned jobs, const work& of);

}  // namespace marrow::adapter
