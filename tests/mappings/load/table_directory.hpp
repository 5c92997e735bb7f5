#pragma once

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace marrow::mappings {

/// An empty directory that goes with the test.
class table_directory {
public:
    table_directory()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "marrow-tables-XXXXXX").string();
        BOOST_REQUIRE(mkdtemp(pattern.data()));
        path_ = pattern;
    }
    table_directory(const table_directory&) = delete;
    table_directory& operator=(const table_directory&) = delete;
    ~table_directory() { std::filesystem::remove_all(path_); }

    void put(std::string_view file, std::string_view bytes) const
    {
        std::ofstream{path_ / file, std::ios::binary} << bytes;
    }

    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

}  // namespace marrow::mappings
