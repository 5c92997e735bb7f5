#pragma once

#include "fhir/fault.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::fhir::packages {

/// What is read of a package at most; more is a fault.
struct limits {
    std::uint64_t bytes = std::uint64_t{1} << 29;       ///< of all files together, unpacked
    std::uint64_t file_bytes = std::uint64_t{1} << 26;  ///< of one file
    std::uint32_t files = 32'768;
    std::uint32_t name_bytes = 255;  ///< of a file's name
};

/// Is given each file in turn; its fault ends the reading.
using taker = std::function<std::optional<fault>(std::string name, std::string bytes)>;

/// The JSON files that stand directly in the folder `package` of a .tgz, or in that of a directory (or in the directory
/// itself, when it has none), in no order. Nothing is written anywhere: links, absolute names and names that lead
/// elsewhere are passed over, and so is what begins with a point.
/// A fault of kind usage, none when all went well: what cannot be read, is no such archive, is cut short, passes a
/// limit.
std::optional<fault> each_file(const std::filesystem::path& of, const limits& bounds, const taker& take);

/// The same for the bytes of a .tgz.
std::optional<fault> each_file_of(std::string_view archive, const limits& bounds, const taker& take);

}  // namespace marrow::fhir::packages
