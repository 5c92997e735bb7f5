#pragma once

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace marrow::bench {

/// A port of the loopback address that is free, for now.
std::uint16_t free_port();

/// A process of another program. Its standard output goes to `output` (a file), its standard error is read here.
class child {
public:
    explicit child(const std::vector<std::string>& arguments, const std::string& output = "/dev/null");
    ~child();
    child(const child&) = delete;
    child& operator=(const child&) = delete;

    /// Reads standard error up to a line `listening on http://HOST:PORT...` and gives the port; 0 when none comes.
    std::uint16_t port();

    struct end {
        int status;      ///< exit status, or -1
        long kilobytes;  ///< most that was resident
    };

    void kill();      ///< by SIGKILL
    end terminate();  ///< by SIGTERM, waits for the end
    void pause();
    void resume();

    /// Waits for the end, draining standard error.
    end wait();

private:
    pid_t id_{-1};
    int errors_{-1};
};

}  // namespace marrow::bench
