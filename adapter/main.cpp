#include "adapter/commands/command.hpp"
#include "adapter/log.hpp"

#include <csignal>
#include <cstdio>
#include <exception>
#include <vector>

int main(int count, char** arguments)
try {
    using marrow::adapter::console;
    // A reader that has gone away ends a command by a failed write, not by a signal.
    std::signal(SIGPIPE, SIG_IGN);
    console at = console::of_process();
    const std::vector<std::string> all{arguments + 1, arguments + count};
    return static_cast<int>(marrow::adapter::run(all, at));
} catch (const std::exception& unexpected) {
    std::fprintf(stderr, "marrow: internal error: %s\n", marrow::adapter::text_of(unexpected).c_str());
    return 70;
} catch (...) {
    std::fputs("marrow: internal error\n", stderr);
    return 70;
}
