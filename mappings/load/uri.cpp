#include "mappings/load/uri.hpp"

#include <algorithm>

namespace marrow::mappings {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool begins_with(std::string_view text, std::string_view lower_prefix)
{
    return text.size() >= lower_prefix.size() &&
           std::ranges::equal(text.substr(0, lower_prefix.size()), lower_prefix, {}, lower);
}

std::string_view bare(std::string_view uri)
{
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (begins_with(uri, scheme)) {
            uri.remove_prefix(scheme.size());
            break;
        }
    }
    if (uri.ends_with('/')) uri.remove_suffix(1);
    return uri;
}

}  // namespace

int compare_uris(std::string_view a, std::string_view b)
{
    a = bare(a);
    b = bare(b);
    const auto [x, y] = std::ranges::mismatch(a, b, {}, lower, lower);
    if (x == a.end() || y == b.end()) return (x != a.end()) - (y != b.end());
    return static_cast<unsigned char>(lower(*x)) - static_cast<unsigned char>(lower(*y));
}

}  // namespace marrow::mappings
