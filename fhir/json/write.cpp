#include "fhir/json/write.hpp"

#include "fhir/json/scan.hpp"

#include <string_view>

namespace marrow::fhir::json {

namespace {

void append_escaped(std::string& out, char byte)
{
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr std::string_view plain = "\"\\\b\f\n\r\t";
    constexpr std::string_view letters = "\"\\bfnrt";
    out += '\\';
    if (const std::size_t at = plain.find(byte); at != std::string_view::npos) {
        out += letters[at];
        return;
    }
    const auto code = static_cast<unsigned char>(byte);
    out.append("u00").append(1, digits[code >> 4]).append(1, digits[code & 15]);
}

void append_quoted(std::string& out, std::string_view text)
{
    const char* at = text.data();
    const char* const end = at + text.size();
    out += '"';
    for (;;) {
        const char* const special = find_special<false>(at, end);
        out.append(at, special);
        if (special == end) break;
        append_escaped(out, *special);
        at = special + 1;
    }
    out += '"';
}

}  // namespace

writer& writer::begin_object()
{
    separate();
    out_ += '{';
    ++depth_;
    first_ = true;
    return *this;
}

writer& writer::end_object()
{
    --depth_;
    if (!first_) newline();
    out_ += '}';
    first_ = false;
    return *this;
}

writer& writer::begin_array()
{
    separate();
    out_ += '[';
    ++depth_;
    first_ = true;
    return *this;
}

writer& writer::end_array()
{
    --depth_;
    if (!first_) newline();
    out_ += ']';
    first_ = false;
    return *this;
}

writer& writer::key(std::string_view name)
{
    separate();
    append_quoted(out_, name);
    out_ += pretty_ ? ": " : ":";
    after_key_ = true;
    return *this;
}

writer& writer::string(std::string_view text)
{
    separate();
    append_quoted(out_, text);
    return *this;
}

writer& writer::number(std::string_view literal)
{
    separate();
    out_ += literal;
    return *this;
}

writer& writer::raw(std::string_view json)
{
    return number(json);
}

writer& writer::number(std::int64_t value)
{
    return number(std::to_string(value));
}

writer& writer::boolean(bool value)
{
    return number(value ? std::string_view{"true"} : std::string_view{"false"});
}

writer& writer::null()
{
    return number(std::string_view{"null"});
}

writer& writer::copy(const value& source, const document& of)
{
    switch (source.type()) {
    case kind::missing:
    case kind::null:
        return null();
    case kind::boolean:
    case kind::number:
        return number(source.text());
    case kind::string:
        return string(source.text());
    case kind::array:
        begin_array();
        for (const value& item : source.items())
            copy(item, of);
        return end_array();
    case kind::object:
        begin_object();
        for (const value& member : source.items())
            key(of.spelling(member.key())).copy(member, of);
        return end_object();
    }
    return *this;
}

void writer::separate()
{
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (!first_) out_ += ',';
    if (depth_ > 0) newline();
    first_ = false;
}

void writer::newline()
{
    if (!pretty_) return;
    out_ += '\n';
    out_.append(depth_ * 2, ' ');
}

}  // namespace marrow::fhir::json
