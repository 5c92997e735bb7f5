#include "adapter/store/queue.hpp"

#include <iterator>

namespace marrow::adapter::store {

namespace {

std::size_t size_of(const record& what)
{
    return what.received.body.size() + what.made.outcome.size();
}

std::size_t size_of(const revision& what)
{
    return what.made ? what.made->outcome.size() : 0;
}

std::size_t size_of(const waiting& one)
{
    return std::visit([](const auto& what) { return size_of(what); }, one.what);
}

}  // namespace

bool queue::add(waiting& one)
{
    const std::size_t size = size_of(one);
    const std::scoped_lock lock{mutex_};
    if (all_.size() == within_.records || bytes_ + size > within_.bytes) return false;
    bytes_ += size;
    all_.push_back(std::move(one));
    return true;
}

std::vector<waiting> queue::take()
{
    const std::scoped_lock lock{mutex_};
    std::size_t size = 0;
    auto end = all_.begin();
    const auto fits = [&] { return end == all_.begin() || size + size_of(*end) <= within_.batch_bytes; };
    for (; end != all_.end() && static_cast<std::size_t>(end - all_.begin()) < within_.batch && fits(); ++end)
        size += size_of(*end);
    std::vector<waiting> taken{std::make_move_iterator(all_.begin()), std::make_move_iterator(end)};
    all_.erase(all_.begin(), end);
    bytes_ -= size;
    return taken;
}

bool queue::empty() const
{
    const std::scoped_lock lock{mutex_};
    return all_.empty();
}

}  // namespace marrow::adapter::store
