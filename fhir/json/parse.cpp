#include "fhir/json/parse.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <cstring>
#include <map>

namespace marrow::fhir::json {

/// SAX handler that collects the children of the container at hand on a stack and, at its end, moves them as one run
/// into the arena. One a thread, reused, so that a parse allocates nothing but what the arena hands out.
class builder {
public:
    result<document> build(std::string_view input, arena& memory, const limits& bounds);

    bool Null() { return add(kind::null, token(4), {}); }
    bool Bool(bool is_true)
    {
        const std::size_t size = is_true ? 4 : 5;
        const std::size_t at = token(size);
        return add(kind::boolean, at, input_.substr(at, size));
    }
    bool RawNumber(const char*, rapidjson::SizeType size, bool)
    {
        const std::size_t at = token(size);
        return add(kind::number, at, input_.substr(at, size));
    }
    bool String(const char* decoded, rapidjson::SizeType size, bool)
    {
        const std::size_t at = skip();
        std::string_view text;
        return read_string(at, decoded, size, text) && add(kind::string, at, text);
    }
    bool Key(const char* decoded, rapidjson::SizeType size, bool)
    {
        const std::size_t at = skip();
        std::string_view text;
        if (!read_string(at, decoded, size, text)) return false;
        key_ = name_of(text);
        return true;
    }
    bool StartObject() { return open(kind::object); }
    bool StartArray() { return open(kind::array); }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool EndArray(rapidjson::SizeType) { return close(); }

    // Never called: numbers come as text.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }

private:
    struct container {
        std::size_t first_child;  ///< index into pending_
        std::size_t offset;
        name key;
        kind type;
    };

    void begin(std::string_view input, arena& memory, const limits& bounds);
    fault failure(std::string text, std::size_t offset, fault_kind kind = fault_kind::malformed) const;
    bool refuse(std::string text, std::size_t offset, fault_kind kind = fault_kind::malformed);
    std::size_t skip() const;
    std::size_t token(std::size_t size);
    bool read_string(std::size_t at, const char* decoded, std::size_t size, std::string_view& text);
    bool add(kind type, std::size_t at, std::string_view text);
    bool open(kind type);
    bool close();
    bool has_distinct_keys(std::span<const value> members, std::size_t& double_at);
    name name_of(std::string_view spelling);

    rapidjson::Reader reader_;
    std::string_view input_;
    rapidjson::MemoryStream* stream_{};
    arena* memory_{};
    limits bounds_;
    std::size_t cursor_{};  ///< just after the last token
    name key_{name::none};
    std::vector<value> pending_;
    std::vector<container> open_;
    std::vector<std::uint32_t> stamps_;  ///< by name: the last object that had it
    std::uint32_t serial_{};
    std::map<std::string_view, name> unknown_;
    document made_;
    fault failed_;
};

namespace {

constexpr std::size_t kept_scratch = 64 * 1024;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool looks_like_utf16(std::string_view input)
{
    if (input.starts_with("\xFE\xFF") || input.starts_with("\xFF\xFE")) return true;
    return input.size() >= 2 && (input[0] == '\0') != (input[1] == '\0');
}

bool holds_surrogate(std::string_view decoded)
{
    for (std::size_t at = 0; at < decoded.size(); ++at) {
        const bool is_surrogate =
            decoded[at] == '\xED' && at + 1 < decoded.size() && static_cast<unsigned char>(decoded[at + 1]) >= 0xA0;
        if (is_surrogate) return true;
    }
    return false;
}

std::string_view text_of(rapidjson::ParseErrorCode code)
{
    using namespace rapidjson;
    switch (code) {
    case kParseErrorDocumentEmpty:
        return "There is no JSON here: the input is empty.";
    case kParseErrorDocumentRootNotSingular:
        return "There is something after the end of the JSON value.";
    case kParseErrorValueInvalid:
        return "A JSON value was expected here.";
    case kParseErrorObjectMissName:
        return "A member name in double quotes, or the closing brace, was expected here.";
    case kParseErrorObjectMissColon:
        return "A colon was expected after the member name.";
    case kParseErrorObjectMissCommaOrCurlyBracket:
        return "A comma or a closing brace was expected here.";
    case kParseErrorArrayMissCommaOrSquareBracket:
        return "A comma or a closing bracket was expected here.";
    case kParseErrorStringUnicodeEscapeInvalidHex:
        return "Four hexadecimal digits were expected after \\u.";
    case kParseErrorStringUnicodeSurrogateInvalid:
        return "A surrogate stands alone in an escape of this string.";
    case kParseErrorStringEscapeInvalid:
        return "This escape is not one of JSON's.";
    case kParseErrorStringMissQuotationMark:
        return "The string does not end.";
    case kParseErrorStringInvalidEncoding:
        return "The bytes of this string are not UTF-8.";
    case kParseErrorNumberMissFraction:
        return "Digits were expected after the decimal point.";
    case kParseErrorNumberMissExponent:
        return "Digits were expected in the exponent.";
    default:
        return "This is not JSON.";
    }
}

}  // namespace

result<document> builder::build(std::string_view input, arena& memory, const limits& bounds)
{
    using namespace rapidjson;
    begin(input, memory, bounds);
    if (input.size() > bounds.bytes) {
        return failure(
            "The input is larger than the " + std::to_string(bounds.bytes) + " bytes that are taken.",
            0,
            fault_kind::too_large
        );
    }
    if (looks_like_utf16(input)) return failure("The input is UTF-16 or UTF-32; FHIR's JSON is UTF-8.", 0);
    const std::size_t start = input.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    cursor_ = start;
    MemoryStream stream{input.data() + start, input.size() - start};
    stream_ = &stream;
    constexpr unsigned flags = kParseIterativeFlag | kParseValidateEncodingFlag | kParseNumbersAsStringsFlag;
    const ParseResult parsed = reader_.Parse<flags>(stream, *this);
    if (!parsed && parsed.Code() == kParseErrorTermination) return failed_;
    if (!parsed) return failure(std::string{text_of(parsed.Code())}, start + parsed.Offset());
    if (start + stream.Tell() != input.size()) {
        return failure(std::string{text_of(kParseErrorDocumentRootNotSingular)}, start + stream.Tell());
    }
    value* root = memory.allocate_array<value>(1);
    *root = pending_.front();
    made_.root_ = root;
    return std::move(made_);
}

void builder::begin(std::string_view input, arena& memory, const limits& bounds)
{
    input_ = input;
    memory_ = &memory;
    bounds_ = bounds;
    key_ = name::none;
    if (pending_.capacity() > kept_scratch) pending_ = {};
    pending_.clear();
    open_.clear();
    unknown_.clear();
    stamps_.assign(static_cast<std::size_t>(name::first_unknown), 0);
    serial_ = 0;
    made_ = {};
    made_.input_ = input;
}

fault builder::failure(std::string text, std::size_t offset, fault_kind kind) const
{
    document here;
    here.input_ = input_;
    return {kind, std::move(text), {}, here.locate(static_cast<std::uint32_t>(std::min(offset, input_.size())))};
}

bool builder::refuse(std::string text, std::size_t offset, fault_kind kind)
{
    failed_ = failure(std::move(text), offset, kind);
    return false;
}

std::size_t builder::skip() const
{
    std::size_t at = cursor_;
    while (input_[at] == ' ' || input_[at] == '\n' || input_[at] == ',' || input_[at] == ':' || input_[at] == '\r' ||
           input_[at] == '\t') {
        ++at;
    }
    return at;
}

std::size_t builder::token(std::size_t size)
{
    const std::size_t at = skip();
    cursor_ = at + size;
    return at;
}

bool builder::read_string(std::size_t at, const char* decoded, std::size_t size, std::string_view& text)
{
    const auto end = static_cast<std::size_t>(stream_->src_ - input_.data());
    cursor_ = end;
    const bool has_escapes = end - at - 2 != size;
    text = has_escapes ? memory_->keep({decoded, size}) : input_.substr(at + 1, size);
    if (has_escapes && holds_surrogate(text)) {
        return refuse("A surrogate stands alone in an escape of this string.", at);
    }
    if (has_escapes && bounds_.as_fhir && text.find('\0') != std::string_view::npos) {
        return refuse("The string holds U+0000, which FHIR forbids.", at);
    }
    return true;
}

bool builder::add(kind type, std::size_t at, std::string_view text)
{
    value& made = pending_.emplace_back();
    made.kind_ = type;
    made.text_ = text.data();
    made.size_ = static_cast<std::uint32_t>(text.size());
    made.offset_ = static_cast<std::uint32_t>(at);
    made.key_ = key_;
    key_ = name::none;
    return true;
}

bool builder::open(kind type)
{
    const std::size_t at = token(1);
    if (open_.size() == bounds_.depth) {
        return refuse(
            "The nesting is deeper than " + std::to_string(bounds_.depth) + " levels.", at, fault_kind::too_large
        );
    }
    open_.push_back({pending_.size(), at, key_, type});
    key_ = name::none;
    return true;
}

bool builder::close()
{
    token(1);
    const container ended = open_.back();
    open_.pop_back();
    const std::size_t count = pending_.size() - ended.first_child;
    const value* children = pending_.data() + ended.first_child;
    std::size_t double_at = 0;
    const bool is_checked = ended.type == kind::object && bounds_.as_fhir;
    if (is_checked && !has_distinct_keys({children, count}, double_at)) {
        return refuse("A member name stands twice in one object; this is the value of the second.", double_at);
    }
    value* kept = memory_->allocate_array<value>(count);
    if (count > 0) std::memcpy(static_cast<void*>(kept), children, count * sizeof(value));
    pending_.resize(ended.first_child);
    value& made = pending_.emplace_back();
    made.kind_ = ended.type;
    made.children_ = kept;
    made.size_ = static_cast<std::uint32_t>(count);
    made.offset_ = static_cast<std::uint32_t>(ended.offset);
    made.key_ = ended.key;
    return true;
}

bool builder::has_distinct_keys(std::span<const value> members, std::size_t& double_at)
{
    ++serial_;
    for (const value& member : members) {
        std::uint32_t& stamp = stamps_[static_cast<std::size_t>(member.key_)];
        if (stamp == serial_) {
            double_at = member.offset_;
            return false;
        }
        stamp = serial_;
    }
    return true;
}

name builder::name_of(std::string_view spelling)
{
    const name known = known_name(spelling);
    if (known != name::none) return known;
    const auto next = static_cast<name>(stamps_.size());
    const auto [at, is_new] = unknown_.try_emplace(spelling, next);
    if (is_new) {
        made_.unknown_names_.push_back(spelling);
        stamps_.push_back(0);
    }
    return at->second;
}

result<document> parse(std::string_view input, arena& memory, const limits& bounds)
{
    thread_local builder one;
    return one.build(input, memory, bounds);
}

}  // namespace marrow::fhir::json
