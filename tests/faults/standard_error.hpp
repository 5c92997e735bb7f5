#pragma once

#include <cstdio>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace marrow::test {

/// What this process writes to its standard error while it lives, in a file instead.
class standard_error {
public:
    standard_error() : file_{std::tmpfile()}, before_{::dup(STDERR_FILENO)}
    {
        if (!file_ || ::dup2(::fileno(file_), STDERR_FILENO) < 0)
            throw std::runtime_error{"no file for standard error"};
    }
    ~standard_error()
    {
        ::dup2(before_, STDERR_FILENO);
        ::close(before_);
        std::fclose(file_);
    }
    standard_error(const standard_error&) = delete;

    std::string text() const
    {
        std::string all;
        char bytes[4096];
        for (off_t at = 0;;) {
            const ssize_t count = ::pread(::fileno(file_), bytes, sizeof bytes, at);
            if (count <= 0) return all;
            all.append(bytes, static_cast<std::size_t>(count));
            at += count;
        }
    }

private:
    std::FILE* file_;
    int before_;
};

}  // namespace marrow::test
