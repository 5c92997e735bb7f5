#include "mappings/load/embedded.hpp"
#include "mappings/load/table_builder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

namespace marrow::mappings {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view findings_file = "findings.json";

struct table_file {
    std::string origin{"built in"};
    std::string read;  ///< the bytes of a file of the directory
    std::string_view embedded;

    std::string_view bytes() const { return embedded.empty() ? std::string_view{read} : embedded; }
};

using table_files = std::map<std::string, table_file, std::less<>>;  ///< by name of the file

fhir::fault usage(std::string text)
{
    return {fhir::fault_kind::usage, std::move(text), {}, {}};
}

bool is_concept_map(std::string_view file)
{
    return file.starts_with("conceptmap-") && file.ends_with(".json");
}

fhir::result<std::string> bytes_of(const fs::path& path)
{
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error) return usage(path.string() + ": cannot be read.");
    if (size > max_table_bytes) return usage(path.string() + ": is larger than 256 MB.");
    std::string bytes(size, '\0');
    std::ifstream in{path, std::ios::binary};
    in.read(bytes.data(), static_cast<std::streamsize>(size));
    if (!in || static_cast<std::size_t>(in.gcount()) != size) return usage(path.string() + ": cannot be read.");
    return bytes;
}

fhir::result<void> take(const fs::path& path, table_files& into)
{
    const std::string file = path.filename().string();
    if (file.starts_with('.')) return {};
    if (file == findings_file) return usage(path.string() + ": the findings are fixed; a policy sets severities.");
    const bool is_table = file.ends_with(".csv") && table_builder::kind_of(path.stem().string());
    if (!is_table && !is_concept_map(file)) {
        return usage(
            path.string() + ": is no table. `marrow tables list` shows their names; maps are conceptmap-*.json."
        );
    }
    auto bytes = bytes_of(path);
    if (!bytes) return bytes.error();
    into[file] = {path.string(), std::move(*bytes), {}};
    return {};
}

fhir::result<void> take_all(const std::string& directory, table_files& into)
{
    std::error_code error;
    std::vector<fs::path> paths;
    fs::directory_iterator at{directory, error};
    for (; !error && at != fs::directory_iterator{}; at.increment(error))
        paths.push_back(at->path());
    if (error) return usage(directory + ": the table directory cannot be read.");
    std::ranges::sort(paths);
    for (const fs::path& path : paths) {
        if (const auto taken = take(path, into); !taken) return taken.error();
    }
    return {};
}

fhir::result<void> read(table_builder& builder, const std::string& file, const table_file& from)
{
    const table_text text{file.substr(0, file.rfind('.')), from.origin, from.bytes()};
    if (file == findings_file) return builder.read_findings(text);
    return is_concept_map(file) ? builder.read_concept_map(text) : builder.read_csv(text);
}

}  // namespace

fhir::result<tables> tables::load(const std::string& directory)
{
    table_files files;
    for (const fhir::embedded_file& built_in : embedded_files()) {
        files[std::string{built_in.name}].embedded = built_in.bytes;
    }
    if (!directory.empty()) {
        if (const auto taken = take_all(directory, files); !taken) return taken.error();
    }
    table_builder builder;
    for (const bool maps : {false, true}) {  // a map is read by the systems table
        for (const auto& [file, from] : files) {
            if (is_concept_map(file) != maps) continue;
            if (const auto done = read(builder, file, from); !done) return done.error();
        }
    }
    return std::move(builder).finish();
}

}  // namespace marrow::mappings
