#include "fhir/json/parse.hpp"

#include "fhir/json/builder.hpp"
#include "fhir/json/input_stream.hpp"
#include "fhir/path.hpp"

#include <rapidjson/reader.h>

#include <algorithm>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace marrow::fhir::json {
namespace {

/// UTF-8 that is checked and taken a run at a time instead of a character at a time.
struct utf8_runs : rapidjson::UTF8<> {
    using UTF8::Encode;
    using UTF8::Validate;
    static void Encode(input_stream& stream, unsigned code_point) { stream.put_escaped(code_point); }
    static bool Validate(input_stream& stream, input_stream&) { return stream.take_run(); }
};

/// Names the stack below.
struct checked_stack {};

}  // namespace
}  // namespace marrow::fhir::json

namespace rapidjson {

template <>
inline void SkipWhitespace(marrow::fhir::json::input_stream& stream)
{
    stream.skip_white_space();
}

/// RapidJSON's own stack adds to a null pointer when it is first pushed to, which sanitizers rightly refuse.
template <>
class internal::Stack<marrow::fhir::json::checked_stack> {
public:
    Stack(marrow::fhir::json::checked_stack*, std::size_t) {}

    template <class T>
    T* Push(std::size_t count = 1)
    {
        const std::size_t size = count * sizeof(T);
        if (bytes_.size() - top_ < size) bytes_.resize(std::max(top_ + size, bytes_.size() * 2));
        top_ += size;
        return Back<T>(size);
    }

    template <class T>
    T* Pop(std::size_t count)
    {
        T* const popped = Back<T>(count * sizeof(T));
        top_ -= count * sizeof(T);
        return popped;
    }

    template <class T>
    T* Top()
    {
        return Back<T>(sizeof(T));
    }

    void Clear()
    {
        top_ = 0;
        if (bytes_.size() > kept) std::vector<char>{}.swap(bytes_);
    }

private:
    template <class T>
    T* Back(std::size_t size)
    {
        return reinterpret_cast<T*>(bytes_.data() + (top_ - size));
    }

    static constexpr std::size_t kept = 64 * 1024;

    std::vector<char> bytes_ = std::vector<char>(1024);
    std::size_t top_{};
};

}  // namespace rapidjson

namespace marrow::fhir::json {
namespace {

using reader = rapidjson::GenericReader<utf8_runs, utf8_runs, checked_stack>;

/// RapidJSON's events, handed to the builder with the place of each.
class events {
public:
    events(input_stream& in, builder& tree, arena& memory) : in_{in}, tree_{tree}, memory_{memory} {}

    bool Null() { return word(kind::null, 4); }
    bool Bool(bool is_true) { return word(kind::boolean, is_true ? 4 : 5); }

    bool RawNumber(const char*, rapidjson::SizeType, bool)
    {
        const std::string_view text = in_.take_number();
        tree_.scalar(kind::number, text, in_.offset_of(text));
        return true;
    }

    bool String(const char*, rapidjson::SizeType, bool)
    {
        const std::string_view text = in_.text();
        tree_.scalar(kind::string, in_.is_decoded() ? memory_.keep(text) : text, in_.text_offset());
        return in_.refused().text.empty();
    }

    bool Key(const char*, rapidjson::SizeType, bool)
    {
        return in_.refused().text.empty() && tree_.member(in_.text(), in_.text_offset());
    }

    bool StartObject() { return tree_.open(kind::object, in_.Tell()); }
    bool StartArray() { return tree_.open(kind::array, in_.Tell()); }
    bool EndObject(rapidjson::SizeType count) { return end(count); }
    bool EndArray(rapidjson::SizeType count) { return end(count); }

    // Never called: numbers come as text.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }

private:
    bool end(rapidjson::SizeType count)
    {
        tree_.close(count);
        return true;
    }

    bool word(kind type, std::size_t length)
    {
        const std::string_view text = in_.word(length);
        tree_.scalar(type, text, in_.offset_of(text));
        return true;
    }

    input_stream& in_;
    builder& tree_;
    arena& memory_;
};

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t kept_decoded = 64 * 1024;

/// UTF-16 and UTF-32 give themselves away by their mark or by the zeros around the first character.
bool is_wide(std::string_view input)
{
    using namespace std::string_view_literals;
    for (const std::string_view mark : {"\xFE\xFF"sv, "\xFF\xFE"sv, "\0\0\xFE\xFF"sv, "\0\0\0"sv})
        if (input.starts_with(mark)) return true;
    return input.size() > 1 && input.size() % 2 == 0 && (input[0] == '\0') != (input[1] == '\0');
}

std::string_view expected(rapidjson::ParseErrorCode code)
{
    switch (code) {
    case rapidjson::kParseErrorObjectMissName:
        return "a member name in double quotes";
    case rapidjson::kParseErrorObjectMissColon:
        return "a colon after the member name";
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
        return "a comma or a closing brace";
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
        return "a comma or a closing bracket";
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
        return "an escape of \\u and four hexadecimal digits";
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
        return "a pair of surrogates, high and low,";
    case rapidjson::kParseErrorStringEscapeInvalid:
        return "one of the escapes of JSON";
    case rapidjson::kParseErrorStringMissQuotationMark:
        return "the closing quote of a string";
    case rapidjson::kParseErrorNumberMissFraction:
        return "a digit after the decimal point";
    case rapidjson::kParseErrorNumberMissExponent:
        return "a digit in the exponent";
    default:
        return "a value (an object, an array, a string in double quotes, a number, true, false or null)";
    }
}

std::string describe(rapidjson::ParseErrorCode code, std::string_view input, std::size_t offset)
{
    const std::string_view rest = input.substr(offset);
    if (rest.starts_with('\0')) return "U+0000 is not allowed in JSON.";
    if (code == rapidjson::kParseErrorStringInvalidEncoding) return "These bytes are not UTF-8, which JSON must be.";
    if (code == rapidjson::kParseErrorDocumentRootNotSingular) return "Nothing may follow the end of the JSON value.";
    if (code == rapidjson::kParseErrorStringEscapeInvalid && !rest.starts_with('\\'))
        return "A control character in a string must be written as an escape.";
    if (input.empty()) return "The input is empty.";
    const std::string_view where = rest.empty() ? "The input ends where " : "Here ";
    return std::string{where}.append(expected(code)).append(" was expected.");
}

/// What a parse needs besides the arena; kept from one document to the next.
struct workspace {
    reader reading;
    builder tree;
    std::string decoded;

    void tidy()
    {
        tree.clear();
        decoded.clear();
        if (decoded.capacity() > kept_decoded) decoded.shrink_to_fit();
    }
};

fault failure(const refusal& why, std::string_view input)
{
    return {why.kind, why.text, {}, locate(input, static_cast<std::uint32_t>(why.offset)), {}};
}

/// The object of the document that has the member among its own.
const value& holder_of(const document& of, const value& member)
{
    std::vector<const value*> open{&of.root()};
    while (!open.empty()) {
        const value& next = *open.back();
        open.pop_back();
        const std::span<const value> items = next.items();
        if (std::less_equal{}(items.data(), &member) && std::less{}(&member, items.data() + items.size())) return next;
        for (const value& each : items)
            if (!each.items().empty()) open.push_back(&each);
    }
    return of.root();
}

fault failure_of_doubled(const builder& tree, const document& made)
{
    fault out = failure(tree.refusal_of_doubled(), made.input());
    out.expression = path_to(made, holder_of(made, *tree.doubled()));
    return out;
}

result<document> parse(std::string_view input, arena& memory, const limits& bounds, workspace& work)
{
    const std::size_t start = input.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    input_stream stream{input, start, work.decoded, !bounds.as_fhir};
    work.tree.begin(input, memory, bounds);
    events handler{stream, work.tree, memory};
    constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                               rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseInsituFlag;
    const rapidjson::ParseResult parsed = work.reading.Parse<flags>(stream, handler);

    if (!stream.refused().text.empty()) return failure(stream.refused(), input);
    if (!work.tree.refused().text.empty()) return failure(work.tree.refused(), input);
    if (parsed && stream.Tell() == input.size()) {
        const document made = work.tree.finish();
        if (work.tree.doubled()) return failure_of_doubled(work.tree, made);
        return made;
    }
    // A NUL ends the parse as the end of the input does; and a run of characters starts before the byte that is wrong.
    const auto code = parsed ? rapidjson::kParseErrorDocumentRootNotSingular : parsed.Code();
    const bool is_run = code == rapidjson::kParseErrorStringInvalidEncoding;
    const std::size_t offset = parsed || is_run ? stream.Tell() : parsed.Offset();
    return failure({describe(code, input, offset), offset}, input);
}

}  // namespace

result<document> parse(std::string_view input, arena& memory, const limits& bounds)
{
    if (const std::uint32_t most = std::min(bounds.bytes, limits{}.bytes); input.size() > most) {
        std::string text = "The input is larger than the " + std::to_string(most) + " bytes that are read.";
        return fault{fault_kind::too_large, std::move(text), {}, {}};
    }
    if (is_wide(input)) return failure({"The input is UTF-16 or UTF-32. JSON must be UTF-8.", 0}, input);
    thread_local workspace work;
    auto parsed = parse(input, memory, bounds, work);
    work.tidy();
    return parsed;
}

}  // namespace marrow::fhir::json
