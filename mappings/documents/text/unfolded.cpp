#include "mappings/documents/text/unfolded.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <zlib.h>

namespace marrow::mappings {

namespace {

constexpr std::size_t deepest = 4;

/// Inflates what it is fed, and feeds what comes out to the next of its kind. Stops at what is not deflated.
class inflater {
public:
    inflater(std::size_t& left, std::size_t depth) : left_{left}, depth_{depth}
    {
        runs_ = inflateInit(&state_) == Z_OK;
    }
    inflater(const inflater&) = delete;
    inflater& operator=(const inflater&) = delete;
    ~inflater() { inflateEnd(&state_); }

    /// The bytes it took; fewer than given when the stream ends or breaks there, or nothing is left to unfold to.
    std::size_t feed(std::string_view bytes)
    {
        // zlib never writes through next_in.
        state_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
        state_.avail_in = static_cast<uInt>(bytes.size());
        while (runs_ && left_ != 0) {
            state_.next_out = reinterpret_cast<Bytef*>(out_.data());
            state_.avail_out = static_cast<uInt>(out_.size());
            const int result = inflate(&state_, Z_NO_FLUSH);
            pass_on(out_.size() - state_.avail_out);
            runs_ = result == Z_OK || result == Z_BUF_ERROR;
            if (result == Z_BUF_ERROR || (state_.avail_in == 0 && state_.avail_out != 0)) break;
        }
        return bytes.size() - state_.avail_in;
    }

private:
    void pass_on(std::size_t count)
    {
        left_ -= std::min(left_, count);
        if (count == 0 || depth_ == deepest) return;
        if (!next_) next_ = std::make_unique<inflater>(left_, depth_ + 1);
        next_->feed({out_.data(), count});
    }

    std::size_t& left_;
    std::size_t depth_;
    z_stream state_{};
    bool runs_{};
    std::array<char, 16 * 1024> out_{};
    std::unique_ptr<inflater> next_;
};

}  // namespace

bool unfolds_within(std::string_view pdf, std::size_t most)
{
    constexpr std::string_view keyword = "stream";
    std::size_t left = most + 1;
    for (std::size_t at = pdf.find(keyword); at != std::string_view::npos; at = pdf.find(keyword, at)) {
        at += keyword.size();
        while (at < pdf.size() && (pdf[at] == '\r' || pdf[at] == '\n' || pdf[at] == ' '))
            ++at;
        at += inflater{left, 1}.feed(pdf.substr(at));
        if (left == 0) return false;
    }
    return true;
}

}  // namespace marrow::mappings
