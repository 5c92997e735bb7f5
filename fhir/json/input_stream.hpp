#pragma once

#include "fhir/json/refusal.hpp"
#include "fhir/json/scan.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace marrow::fhir::json {

/// The input as RapidJSON reads it "in situ", but never written to: a string stays where it is unless it holds escapes.
class input_stream {
public:
    using Ch = char;

    input_stream(std::string_view input, std::size_t start, std::string& decoded, bool allow_nul)
        : begin_{input.data()},
          next_{input.data() + start},
          end_{input.data() + input.size()},
          decoded_{decoded},
          allow_nul_{allow_nul}
    {
    }

    char Peek() const { return next_ == end_ ? '\0' : *next_; }
    char Take() { return *next_++; }
    std::size_t Tell() const { return static_cast<std::size_t>((number_ ? number_ : next_) - begin_); }

    char* PutBegin()
    {
        text_ = next_;
        escaped_ = false;
        return nullptr;
    }

    /// RapidJSON puts a NUL at the closing quote; what else it puts is an escape of two characters.
    void Put(char byte)
    {
        if (byte == '\0') {
            size_ = static_cast<std::size_t>(next_ - text_) - 1;
            return;
        }
        begin_escape(2);
        decoded_ += byte;
    }

    std::size_t PutEnd(char*) const { return 1; }

    void put_escaped(unsigned code_point);
    bool take_run();
    void skip_white_space();

    std::string_view text() const { return escaped_ ? std::string_view{decoded_} : std::string_view{text_, size_}; }
    bool is_decoded() const { return escaped_; }
    std::size_t text_offset() const { return static_cast<std::size_t>(text_ - begin_) - 1; }

    /// The number that stands in the input where RapidJSON has read a 0; goes on behind it.
    std::string_view take_number()
    {
        const std::string_view taken{number_, static_cast<std::size_t>(number_end_ - number_)};
        number_ = nullptr;
        next_ = number_end_;
        return taken;
    }

    /// The word of that length that ends here.
    std::string_view word(std::size_t length) const { return {next_ - length, length}; }
    std::size_t offset_of(std::string_view part) const { return static_cast<std::size_t>(part.data() - begin_); }

    const refusal& refused() const { return refused_; }

private:
    void begin_escape(std::ptrdiff_t length)
    {
        if (escaped_) return;
        escaped_ = true;
        decoded_.assign(text_, next_ - length);
    }

    const char* begin_;
    const char* next_;
    const char* end_;
    const char* text_{};
    std::size_t size_{};
    const char* number_{};
    const char* number_end_{};
    std::string& decoded_;
    bool escaped_{false};
    bool allow_nul_;
    refusal refused_;
};

inline void input_stream::put_escaped(unsigned code_point)
{
    const std::ptrdiff_t length = code_point > 0xFFFF ? 12 : 6;
    const auto refuse = [&](std::string_view text) {
        if (refused_.text.empty()) refused_ = {std::string{text}, Tell() - static_cast<std::size_t>(length)};
    };
    if (code_point == 0 && !allow_nul_) refuse("FHIR does not allow U+0000, as it is or as an escape.");
    if (code_point >= 0xDC00 && code_point <= 0xDFFF)
        refuse("A low surrogate stands without a high surrogate before it.");
    begin_escape(length);
    append_utf8(decoded_, code_point);
}

/// Takes the characters up to the next quote, backslash or control character; false, and stays before it,
/// at what is not UTF-8.
inline bool input_stream::take_run()
{
    const char* const from = next_;
    const char* at = from;
    for (;;) {
        at = find_special<true>(at, end_);
        if (at == end_ || static_cast<unsigned char>(*at) < 0x80) break;
        const std::size_t length = utf8_length(at, end_);
        if (length == 0) {
            next_ = at;
            return false;
        }
        at += length;
    }
    next_ = at;
    if (escaped_) decoded_.append(from, at);
    return true;
}

inline void input_stream::skip_white_space()
{
    const char* at = next_;
    while (at != end_ && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        ++at;
    next_ = at;
    const bool at_number = at != end_ && (*at == '-' || (*at >= '0' && *at <= '9'));
    if (!at_number) return;
    // RapidJSON computes a double even for numbers that are to stay text, and refuses what a double cannot hold.
    // So it is shown a 0 instead. What is no number at all it sees as it is, and says where it goes wrong.
    number_end_ = number_end(at, end_);
    if (number_end_ == nullptr) return;
    number_ = at;
    next_ = "0,";
}

}  // namespace marrow::fhir::json
