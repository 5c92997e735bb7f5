#include "mappings/checks/practitioners.hpp"

#include <algorithm>

namespace marrow::mappings {

namespace {

bool is_unknown(const line& of)
{
    return std::ranges::all_of(of.practitioners, [](const person& met) { return met.key == nobody; });
}

bool share_a_practitioner(const line& a, const line& b)
{
    return std::ranges::any_of(a.practitioners, [&](const person& one) {
        return one.key != nobody && std::ranges::find(b.practitioners, one.key, &person::key) != b.practitioners.end();
    });
}

}  // namespace

bool may_be_of_one(const line& a, const line& b)
{
    return is_unknown(a) || is_unknown(b) || share_a_practitioner(a, b);
}

bool may_be_of_one(const name_set& a, const std::vector<std::string>& b)
{
    return a.empty() || b.empty() || a.shares_one_with(b);
}

}  // namespace marrow::mappings
