#include "tests/layering/sources.hpp"

#include "tests/places.hpp"

#include <algorithm>
#include <fstream>
#include <regex>

namespace marrow::tests {

std::vector<source_line> lines_below(const std::filesystem::path& folder)
{
    const std::filesystem::path root{MARROW_SOURCE_DIR};
    std::vector<std::filesystem::path> files;
    for (const auto& found : std::filesystem::recursive_directory_iterator(root / folder)) {
        const auto extension = found.path().extension();
        if (extension == ".hpp" || extension == ".cpp" || extension == ".def") {
            files.push_back(found.path());
        }
    }
    std::sort(files.begin(), files.end());
    std::vector<source_line> lines;
    for (const auto& file : files) {
        std::ifstream in(file);
        std::size_t number = 0;
        for (std::string text; std::getline(in, text);) {
            lines.push_back({file.lexically_relative(root).generic_string(), ++number, text});
        }
    }
    return lines;
}

std::string included_by(const source_line& line)
{
    static const std::regex include{R"(^\s*#\s*include\s*["<]([^">]+)[">])"};
    std::smatch found;
    return std::regex_search(line.text, found, include) ? found[1].str() : std::string{};
}

std::vector<std::string> codes_in(const std::string& line)
{
    const std::string code = line.substr(0, line.find("//"));
    static const std::regex literal{R"re("([0-9]{5}|[0-9]{4}[FTU]|[A-V][0-9]{4})")re"};
    static const std::regex number{R"((^|[^0-9A-Za-z_.'"])([0-9]{5})([^0-9A-Za-z_.'"]|$))"};
    std::vector<std::string> found;
    for (std::sregex_iterator at{code.begin(), code.end(), literal}; at != std::sregex_iterator{}; ++at) {
        found.push_back((*at)[1]);
    }
    for (std::sregex_iterator at{code.begin(), code.end(), number}; at != std::sregex_iterator{}; ++at) {
        if (const std::string digits = (*at)[2]; digits > "10003" && digits < "69991" && digits != "65536") {
            found.push_back(digits);
        }
    }
    return found;
}

}  // namespace marrow::tests
