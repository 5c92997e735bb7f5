#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::tests {

/// A member of a tar archive, and the lies it may tell.
struct tar_member {
    std::string name;
    std::string bytes{};
    char type{'0'};         ///< '0' file, '1' hard link, '2' symbolic link, '5' directory
    std::int64_t says{-1};  ///< its size, unless that is true
    std::string leads_to{};
};

std::string tar_of(const std::vector<tar_member>& members);
std::string gzip_of(std::string_view bytes);
std::string tgz_of(const std::vector<tar_member>& members);

/// A folder of its own below the temporary ones, removed with all it holds.
class scratch {
public:
    scratch();
    ~scratch();
    scratch(const scratch&) = delete;

    std::string path(std::string_view name = {}) const;
    std::string write(std::string_view name, std::string_view bytes) const;

private:
    std::string root_;
};

}  // namespace marrow::tests
