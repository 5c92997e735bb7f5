#include "tests/bench/child.hpp"

#include <arpa/inet.h>
#include <csignal>
#include <fcntl.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace marrow::bench {

std::uint16_t free_port()
{
    const int file = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    const auto any = reinterpret_cast<sockaddr*>(&at);
    if (::bind(file, any, size) != 0 || ::getsockname(file, any, &size) != 0) throw std::runtime_error("no free port");
    ::close(file);
    return ntohs(at.sin_port);
}

child::child(const std::vector<std::string>& arguments, const std::string& output)
{
    std::vector<char*> pointers;
    for (const auto& argument : arguments) {
        pointers.push_back(const_cast<char*>(argument.c_str()));
    }
    pointers.push_back(nullptr);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    id_ = fork();
    if (id_ == 0) {
        const int in = open("/dev/null", O_RDONLY);
        const int out = open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(ends[1], 2) < 0) {
            _exit(126);
        }
        execvp(pointers[0], pointers.data());
        _exit(127);
    }
    close(ends[1]);
    errors_ = ends[0];
    if (id_ < 0) {
        throw std::runtime_error("no process");
    }
}

child::~child()
{
    if (id_ > 0) {
        terminate();
    }
    close(errors_);
}

void child::kill()
{
    ::kill(id_, SIGKILL);
    wait();
}

child::end child::terminate()
{
    ::kill(id_, SIGTERM);
    return wait();
}

void child::pause()
{
    ::kill(id_, SIGSTOP);
}

void child::resume()
{
    ::kill(id_, SIGCONT);
}

std::uint16_t child::port()
{
    std::string line;
    for (char each = 0; read(errors_, &each, 1) == 1;) {
        if (each != '\n') {
            line += each;
            continue;
        }
        if (const auto at = line.find("listening on http://"); at != std::string::npos) {
            const auto colon = line.find(':', at + 20);
            return static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1)));
        }
        line.clear();
    }
    return 0;
}

child::end child::wait()
{
    char dropped[4096];
    while (read(errors_, dropped, sizeof dropped) > 0) {
    }
    int status = 0;
    rusage used{};
    wait4(id_, &status, 0, &used);
    id_ = -1;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, used.ru_maxrss};
}

}  // namespace marrow::bench
