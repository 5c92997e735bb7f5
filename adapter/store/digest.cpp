#include "adapter/store/digest.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <bit>
#include <cstdint>

namespace marrow::adapter::store {

digest digest_of(std::string_view bytes)
{
    digest made{};
    ::SHA256(std::bit_cast<const unsigned char*>(bytes.data()), bytes.size(), made.data());
    return made;
}

digest digest_of(std::initializer_list<std::string_view> parts)
{
    std::string all;
    for (const std::string_view one : parts)
        all.append(std::to_string(one.size())).append(":").append(one);
    return digest_of(std::string_view{all});
}

name_key name_key_of(std::initializer_list<std::string_view> parts)
{
    const digest whole = digest_of(parts);
    name_key made{};
    std::copy_n(whole.begin(), made.size(), made.begin());
    return made;
}

std::string hex(std::span<const unsigned char> of)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(2 * of.size());
    for (const unsigned char byte : of) {
        out.push_back(digits[byte >> 4]);
        out.push_back(digits[byte & 15]);
    }
    return out;
}

}  // namespace marrow::adapter::store
