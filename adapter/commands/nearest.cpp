#include "adapter/commands/nearest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace marrow::adapter {

namespace {

/// Letters to insert, delete or replace (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

}  // namespace

std::vector<std::string> nearest(std::string_view typed, std::span<const std::string> known, std::size_t most)
{
    constexpr std::size_t longest = 100;
    if (typed.empty() || typed.size() > longest) return {};
    std::vector<std::pair<std::size_t, std::string>> found;
    for (const std::string& word : known) {
        const bool is_part = typed.size() >= 3 && word.find(typed) != std::string::npos;
        const std::size_t far = is_part ? 0 : distance(typed, word);
        if (far <= std::max<std::size_t>(2, typed.size() / 3)) found.emplace_back(far, word);
    }
    std::ranges::sort(found);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < std::min(most, found.size()); ++i)
        out.push_back(found[i].second);
    return out;
}

}  // namespace marrow::adapter
