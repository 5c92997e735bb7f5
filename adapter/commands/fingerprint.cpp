#include "adapter/commands/fingerprint.hpp"

#include "adapter/commands/file.hpp"
#include "adapter/store/digest.hpp"
#include "mappings/load/embedded.hpp"

#include <algorithm>
#include <filesystem>

namespace marrow::adapter {

namespace {

namespace fs = std::filesystem;

/// The file, or those below the directory, in the order of their names.
std::vector<std::string> files_of(const std::string& path)
{
    std::error_code error;
    if (!fs::is_directory(path, error)) return {path};
    std::vector<std::string> all;
    fs::recursive_directory_iterator at{path, error};
    for (; !error && at != fs::recursive_directory_iterator{}; at.increment(error))
        if (at->is_regular_file()) all.push_back(at->path().string());
    std::ranges::sort(all);
    return all;
}

std::string row(std::string_view name, std::string_view bytes)
{
    return std::string{name} + " " + store::hex(store::digest_of(bytes)) + "\n";
}

}  // namespace

fhir::result<std::string> fingerprint(const setup_options& of)
{
    std::string rows = "version " + of.release + "\nonly " + of.only + "\n";
    for (const auto& each : mappings::embedded_files())
        rows += row(each.name, each.bytes);
    std::vector<std::string> given = of.packages;
    for (const std::string& each : {of.tables, of.policy})
        if (!each.empty()) given.push_back(each);
    for (const std::string& path : given) {
        for (const std::string& file : files_of(path)) {
            const auto bytes = read_file(file);
            if (!bytes) return bytes.error();
            rows += row(fs::path{file}.filename().string(), *bytes);
        }
    }
    return store::hex(store::digest_of(std::string_view{rows}));
}

}  // namespace marrow::adapter
