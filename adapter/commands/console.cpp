#include "adapter/commands/command.hpp"

#include <cstdlib>
#include <iostream>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace marrow::adapter {

namespace {

std::string_view environment(const char* name)
{
    const char* text = std::getenv(name);
    return text ? text : "";
}

unsigned terminal_width()
{
    winsize size{};
    const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
}

}  // namespace

console console::of_process()
{
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    const bool out_is_terminal = isatty(STDOUT_FILENO) != 0;
    const bool colour_wanted = environment("NO_COLOR").empty() && environment("TERM") != "dumb";
    return {
        std::cin,
        std::cout,
        std::cerr,
        out_is_terminal,
        isatty(STDERR_FILENO) != 0,
        colour_wanted,
        out_is_terminal ? terminal_width() : 80};
}

}  // namespace marrow::adapter
