#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace marrow::bench {

/// Made-up submissions as senders write them: compact JSON, full URLs, narratives, displays, extensions, a note as
/// base64. A group is Patient, Coverage, Encounter, two Procedures, a Claim of three items with supportingInfo, and a
/// DocumentReference; about half of the groups are accepted, the others lack something. The seed settles every byte.

/// A Claim alone, about 4 KB.
std::string claim(std::uint32_t seed);

/// A Bundle of one group, about 17 KB.
std::string bundle(std::uint32_t seed);

/// `count` different Bundles of one group.
std::vector<std::string> bundles(std::size_t count);

/// A Bundle of so many entries, in groups of seven. Groups take their seeds from `seed` on.
std::string bundle_of_entries(std::size_t entries, std::uint32_t seed = 0);

/// A Bundle of at least so many bytes.
std::string bundle_of_bytes(std::size_t bytes);

}  // namespace marrow::bench
