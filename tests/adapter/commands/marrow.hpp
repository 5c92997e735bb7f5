#pragma once

#include "adapter/commands/command.hpp"
#include "adapter/samples/samples.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter::test {

struct ran {
    exit_status status;
    std::string out;
    std::string err;
};

/// `marrow ARGUMENTS...` without a process: no terminal, 80 columns.
inline ran marrow(const std::vector<std::string>& arguments, const std::string& input = {})
{
    std::istringstream in{input};
    std::ostringstream out;
    std::ostringstream err;
    console at{in, out, err};
    const exit_status status = run(arguments, at);
    return {status, out.str(), err.str()};
}

inline std::string sample_named(std::string_view name)
{
    return std::string{std::ranges::find(samples(), name, &sample::name)->bytes};
}

/// A directory that is gone with the test.
class scratch {
public:
    scratch() : path_{(std::filesystem::temp_directory_path() / "marrow-test-XXXXXX").string()}
    {
        if (!mkdtemp(path_.data())) throw std::runtime_error("no scratch directory");
    }
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    ~scratch() { std::filesystem::remove_all(path_); }

    std::string path(const std::string& name = {}) const { return name.empty() ? path_ : path_ + "/" + name; }

    std::string write(const std::string& name, std::string_view text) const
    {
        std::filesystem::create_directories(std::filesystem::path{path(name)}.parent_path());
        std::ofstream{path(name), std::ios::binary} << text;
        return path(name);
    }

    std::string read(const std::string& name) const
    {
        std::ifstream in{path(name), std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

private:
    std::string path_;
};

}  // namespace marrow::adapter::test
