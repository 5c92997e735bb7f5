#pragma once

#include <chrono>

namespace marrow::adapter::store::postgres {

/// Wakes a thread that waits for a socket. ring() may be called on any thread.
class event {
public:
    event();  ///< throws std::system_error when no more files can be opened
    ~event();
    event(const event&) = delete;
    event& operator=(const event&) = delete;

    void ring() const;

    /// Until it was rung, the socket can be read (none: -1), or the time is over (negative: it never is).
    void wait(int socket, std::chrono::milliseconds time) const;

private:
    int file_;
};

}  // namespace marrow::adapter::store::postgres
