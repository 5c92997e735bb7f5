#include "adapter/store/spool.hpp"

#include <algorithm>
#include <iterator>

namespace marrow::adapter::store {

using std::chrono::milliseconds;

fhir::result<void> spool::add(audit_event one)
{
    const std::scoped_lock lock{mutex_};
    if (all_.size() >= most) {
        return fhir::fault{
            fhir::fault_kind::busy, "The audit cannot be written, and nothing is given without it: try again.", {}, {}};
    }
    if (all_.empty()) since_ = clock::now();
    all_.push_back(std::move(one));
    return {};
}

std::vector<audit_event> spool::take()
{
    const std::scoped_lock lock{mutex_};
    const auto end = all_.begin() + static_cast<std::ptrdiff_t>(std::min(all_.size(), batch));
    std::vector<audit_event> taken{std::make_move_iterator(all_.begin()), std::make_move_iterator(end)};
    all_.erase(all_.begin(), end);
    return taken;
}

void spool::put_back(std::vector<audit_event> all)
{
    const std::scoped_lock lock{mutex_};
    all_.insert(all_.begin(), std::make_move_iterator(all.begin()), std::make_move_iterator(all.end()));
}

bool spool::empty() const
{
    const std::scoped_lock lock{mutex_};
    return all_.empty();
}

milliseconds spool::time_left() const
{
    const std::scoped_lock lock{mutex_};
    if (all_.empty()) return std::chrono::hours{24 * 365};
    if (all_.size() >= batch) return milliseconds{0};
    return std::max(milliseconds{0}, std::chrono::ceil<milliseconds>(since_ + patience - clock::now()));
}

}  // namespace marrow::adapter::store
