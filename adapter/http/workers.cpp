#include "adapter/http/workers.hpp"

namespace marrow::adapter::http {

workers::workers(unsigned threads, unsigned queue, make_examiner make)
    : make_{std::move(make)}, places_{threads + queue}, pool_{threads}
{
}

bool workers::enter()
{
    if (in_hand_.fetch_add(1) < places_) return true;
    in_hand_.fetch_sub(1);
    return false;
}

std::unique_ptr<examiner> workers::borrow()
{
    const std::scoped_lock lock{mutex_};
    if (idle_.empty()) return make_();
    std::unique_ptr<examiner> own = std::move(idle_.back());
    idle_.pop_back();
    return own;
}

void workers::give_back(std::unique_ptr<examiner> own)
{
    const std::scoped_lock lock{mutex_};
    idle_.push_back(std::move(own));
}

}  // namespace marrow::adapter::http
