#include "fhir/json/write.hpp"

#include <array>
#include <cstdio>

namespace marrow::fhir::json {

namespace {

constexpr bool needs_escape(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

void append_escaped(std::string& out, char c)
{
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    case '\b':
        out += "\\b";
        return;
    case '\f':
        out += "\\f";
        return;
    default:
        break;
    }
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
    out += text.data();
}

void append_quoted(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t from = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!needs_escape(text[at])) continue;
        out.append(text, from, at - from);
        append_escaped(out, text[at]);
        from = at + 1;
    }
    out.append(text, from, text.size() - from);
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
