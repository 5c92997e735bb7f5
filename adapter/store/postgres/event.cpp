#include "adapter/store/postgres/event.hpp"

#include <cerrno>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace marrow::adapter::store::postgres {

event::event() : file_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)}
{
    if (file_ < 0) throw std::system_error{errno, std::generic_category(), "eventfd"};
}

event::~event()
{
    ::close(file_);
}

void event::ring() const
{
    constexpr std::uint64_t once = 1;
    [[maybe_unused]] const ssize_t written = ::write(file_, &once, sizeof once);
}

void event::wait(int socket, std::chrono::milliseconds time) const
{
    pollfd both[]{{file_, POLLIN, 0}, {socket, POLLIN, 0}};
    ::poll(both, 2, static_cast<int>(time.count()));
    std::uint64_t rung = 0;
    [[maybe_unused]] const ssize_t read = ::read(file_, &rung, sizeof rung);
}

}  // namespace marrow::adapter::store::postgres
