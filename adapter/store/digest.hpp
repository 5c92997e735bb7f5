#pragma once

#include <array>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace marrow::adapter::store {

using digest = std::array<unsigned char, 32>;

/// SHA-256 of the parts, each led by its length, so that no two lists of parts are taken for one another.
digest digest_of(std::initializer_list<std::string_view> parts);

/// Half of a digest, for what is looked for by the hundred.
using name_key = std::array<unsigned char, 16>;

name_key name_key_of(std::initializer_list<std::string_view> parts);

/// SHA-256 of the bytes alone.
digest digest_of(std::string_view bytes);

/// In lower-case hexadecimal.
std::string hex(std::span<const unsigned char> of);

}  // namespace marrow::adapter::store
