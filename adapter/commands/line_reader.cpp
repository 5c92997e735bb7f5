#include "adapter/commands/line_reader.hpp"

#include "fhir/primitives.hpp"

#include <array>

namespace marrow::adapter {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr int end_of_input = std::char_traits<char>::eof();

bool is_space(int c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// The first character of the input that is neither space nor part of a byte order mark.
int first_character(std::streambuf& from)
{
    int c = from.sgetc();
    while (is_space(c) || (c != end_of_input && byte_order_mark.find(static_cast<char>(c)) != std::string_view::npos)) {
        c = from.snextc();
    }
    return c;
}

/// The last character of the line that is no space.
int last_of_line(std::streambuf& from)
{
    int last = 0;
    for (int c = from.sbumpc(); c != end_of_input && c != '\n'; c = from.sbumpc()) {
        if (!is_space(c)) last = c;
    }
    return last;
}

}  // namespace

line_read read_line(std::istream& in, std::string& line, std::size_t bound)
{
    std::array<char, 64 * 1024> chunk;
    line.clear();
    bool anything = false;
    bool too_long = false;
    for (;;) {
        in.getline(chunk.data(), chunk.size());
        const bool ended = in.eof() || in.bad();
        const bool partial = in.fail() && !ended && in.gcount() > 0;
        const auto got = static_cast<std::size_t>(in.gcount()) - (ended || partial ? 0 : 1);
        anything = anything || in.gcount() > 0;
        too_long = too_long || line.size() + got > bound;
        if (!too_long) line.append(chunk.data(), got);
        if (partial) {
            in.clear();
            continue;
        }
        if (!anything) return line_read::end;
        break;
    }
    if (line.ends_with('\r')) line.pop_back();
    if (too_long) line.clear();
    return too_long ? line_read::too_long : line_read::good;
}

bool begins_as_ndjson(std::istream& in)
{
    std::streambuf& from = *in.rdbuf();
    return first_character(from) == '{' && last_of_line(from) == '}' && first_character(from) == '{';
}

bool is_object_line(std::string_view line)
{
    if (line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    line = fhir::trimmed(line);
    return line.starts_with('{') && line.ends_with('}');
}

}  // namespace marrow::adapter
