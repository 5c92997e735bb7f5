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

bool look_alike(std::string_view a, std::string_view b)
{
    return std::ranges::equal(bare(a), bare(b), {}, lower, lower);
}

/// FNV-1a.
std::uint64_t look_of(std::string_view uri)
{
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : bare(uri))
        hash = (hash ^ static_cast<unsigned char>(lower(c))) * 0x100000001b3;
    return hash;
}

}  // namespace marrow::mappings
