#pragma once

#include <climits>

#include <iosfwd>
#include <span>
#include <string>

namespace marrow::adapter {

/// What a command ends with; the contract with scripts.
enum class exit_status : int {
    good = 0,        ///< done; no finding at or above --fail-on
    findings = 1,    ///< at least one finding at or above --fail-on
    usage = 2,       ///< arguments, policy or tables are wrong
    unreadable = 3,  ///< an input could not be read, or the output not written
    internal = 70    ///< a broken invariant of our own
};

/// Where a command reads and writes. Results go to `out`, all else to `err`.
struct console {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    bool out_is_terminal{};
    bool err_is_terminal{};
    bool colour_wanted{true};  ///< false where NO_COLOR is set or the terminal is dumb
    unsigned width{80};        ///< columns of the terminal

    /// Columns a table may take: nothing is cut where no terminal shows it.
    unsigned table_width() const { return out_is_terminal ? width : UINT_MAX; }

    /// That of the process.
    static console of_process();
};

/// Runs `marrow ARGUMENTS...`. Throws for broken invariants only.
exit_status run(std::span<const std::string> arguments, console& at);

}  // namespace marrow::adapter
