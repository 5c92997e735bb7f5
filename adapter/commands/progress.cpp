#include "adapter/commands/progress.hpp"

#include <ostream>

namespace marrow::adapter {

progress::progress(console& at, std::size_t files, bool silent)
    : at_{at},
      files_{files},
      silent_{silent || !at.err_is_terminal || files <= few},
      last_{std::chrono::steady_clock::now()}
{
}

void progress::step()
{
    ++done_;
    const auto now = std::chrono::steady_clock::now();
    if (silent_ || now - last_ < std::chrono::milliseconds{100}) return;
    last_ = now;
    drawn_ = true;
    at_.err << "\r\x1b[K" << done_ << " submissions of " << files_ << " files" << std::flush;
}

void progress::clear()
{
    if (drawn_) at_.err << "\r\x1b[K" << std::flush;
}

}  // namespace marrow::adapter
