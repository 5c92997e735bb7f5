#include "fhir/wording.hpp"

#include <boost/assert.hpp>

#include <algorithm>

namespace marrow::fhir {

namespace {

const std::string* value_of(const wording& with, std::string_view name)
{
    const auto found = std::ranges::find(with, name, [](const auto& pair) { return pair.first; });
    return found == with.end() ? nullptr : &found->second;
}

/// Appends one sentence with its placeholders filled; nothing when one of them has no value.
void append_filled(std::string& out, std::string_view sentence, const wording& with)
{
    const std::size_t before = out.size();
    for (;;) {
        const std::size_t open = sentence.find('{');
        out.append(sentence.substr(0, open));
        if (open == std::string_view::npos) return;
        const std::size_t close = sentence.find('}', open);
        BOOST_ASSERT(close != std::string_view::npos);
        const std::string* value = value_of(with, sentence.substr(open + 1, close - open - 1));
        if (!value) {
            out.resize(before);
            return;
        }
        out.append(*value);
        sentence.remove_prefix(close + 1);
    }
}

}  // namespace

std::string filled(std::string_view text, const wording& with)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t end = text.find(". ");
        append_filled(out, text.substr(0, end == std::string_view::npos ? end : end + 2), with);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    }
    while (out.ends_with(' '))
        out.pop_back();
    return out;
}

}  // namespace marrow::fhir
