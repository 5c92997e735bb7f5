#include "fhir/packages/files.hpp"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <fstream>
#include <iterator>
#include <memory>
#include <vector>

namespace marrow::fhir::packages {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view folder = "package/";

fault wrong(std::string text)
{
    return {fault_kind::usage, std::move(text), {}, {}};
}

/// Counts what is met, and says when it is too much.
class meter {
public:
    explicit meter(const limits& bounds) : bounds_{bounds} {}

    std::optional<fault> add(std::uint64_t bytes)
    {
        if (++files_ > bounds_.files) return wrong("more than " + std::to_string(bounds_.files) + " files");
        bytes_ = bytes > bounds_.bytes ? bounds_.bytes + 1 : bytes_ + bytes;
        if (bytes_ > bounds_.bytes) return wrong("more than " + std::to_string(bounds_.bytes) + " bytes unpacked");
        return std::nullopt;
    }

    std::optional<fault> wanted(std::string_view name, std::uint64_t bytes) const
    {
        if (name.size() > bounds_.name_bytes)
            return wrong("a name of more than " + std::to_string(bounds_.name_bytes) + " bytes");
        if (bytes <= bounds_.file_bytes) return std::nullopt;
        return wrong(std::string{name} + ": more than " + std::to_string(bounds_.file_bytes) + " bytes");
    }

private:
    const limits& bounds_;
    std::uint64_t bytes_{};
    std::uint32_t files_{};
};

bool is_json(std::string_view name)
{
    return name.ends_with(".json") && !name.starts_with('.');
}

/// Of "package/name.json" the name; empty for any other path.
std::string_view name_in_folder(std::string_view path)
{
    if (path.starts_with("./")) path.remove_prefix(2);
    if (!path.starts_with(folder)) return {};
    path.remove_prefix(folder.size());
    return path.find_first_of("/\\") == std::string_view::npos && is_json(path) ? path : std::string_view{};
}

using reader = std::unique_ptr<archive, decltype(&archive_read_free)>;

reader make_reader()
{
    reader made{archive_read_new(), &archive_read_free};
    if (!made) throw std::bad_alloc{};
    archive_read_support_filter_gzip(made.get());
    archive_read_support_format_tar(made.get());
    return made;
}

fault failure(archive* of)
{
    const char* const why = archive_error_string(of);
    return wrong(std::string{"no package in the form .tgz: "} + (why ? why : "it cannot be read"));
}

std::optional<fault> fill(std::string& bytes, archive* from)
{
    std::size_t have = 0;
    while (have < bytes.size()) {
        const la_ssize_t got = archive_read_data(from, bytes.data() + have, bytes.size() - have);
        if (got < 0) return failure(from);
        if (got == 0) return wrong("a file that is shorter than it says");
        have += static_cast<std::size_t>(got);
    }
    return std::nullopt;
}

std::optional<fault> take_one(archive* from, archive_entry* of, meter& met, const taker& take)
{
    const auto size = static_cast<std::uint64_t>(std::max<la_int64_t>(archive_entry_size(of), 0));
    if (auto wrong = met.add(size)) return wrong;
    const char* const path = archive_entry_pathname(of);
    const bool is_file = archive_entry_filetype(of) == AE_IFREG && !archive_entry_hardlink(of);
    if (!is_file || !path) return std::nullopt;
    std::string name{name_in_folder(path)};
    if (name.empty()) return std::nullopt;
    if (auto wrong = met.wanted(name, size)) return wrong;
    std::string bytes(size, '\0');
    if (auto wrong = fill(bytes, from)) return wrong;
    return take(std::move(name), std::move(bytes));
}

std::optional<fault> each_entry(archive* from, const limits& bounds, const taker& take)
{
    meter met{bounds};
    for (;;) {
        archive_entry* entry = nullptr;
        const int outcome = archive_read_next_header(from, &entry);
        if (outcome == ARCHIVE_EOF) return std::nullopt;
        if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN) return failure(from);
        if (auto wrong = take_one(from, entry, met, take)) return wrong;
    }
}

std::optional<fault> read_plain(const fs::path& file, std::uint64_t size, std::string& bytes)
{
    std::ifstream in{file, std::ios::binary};
    bytes.resize(size);
    in.read(bytes.data(), static_cast<std::streamsize>(size));
    if (!in || in.gcount() != static_cast<std::streamsize>(size))
        return wrong(file.filename().string() + ": cannot be read");
    return std::nullopt;
}

std::optional<fault> each_of_directory(const fs::path& of, const limits& bounds, const taker& take)
{
    std::error_code failed;
    const fs::path inner = of / "package";
    const bool has_folder = fs::is_directory(fs::symlink_status(inner, failed));
    meter met{bounds};
    fs::directory_iterator at{has_folder ? inner : of, failed};
    for (; !failed && at != fs::directory_iterator{}; at.increment(failed)) {
        std::string name = at->path().filename().string();
        if (!fs::is_regular_file(at->symlink_status(failed)) || !is_json(name)) continue;
        const std::uint64_t size = at->file_size(failed);
        if (failed) break;
        if (auto wrong = met.add(size)) return wrong;
        if (auto wrong = met.wanted(name, size)) return wrong;
        std::string bytes;
        if (auto wrong = read_plain(at->path(), size, bytes)) return wrong;
        if (auto wrong = take(std::move(name), std::move(bytes))) return wrong;
    }
    if (failed) return wrong("cannot be read: " + failed.message());
    return std::nullopt;
}

}  // namespace

std::optional<fault> each_file(const fs::path& of, const limits& bounds, const taker& take)
{
    std::error_code failed;
    if (fs::is_directory(of, failed)) return each_of_directory(of, bounds, take);
    if (!fs::exists(of, failed)) return wrong("there is no such file or directory");
    const reader from = make_reader();
    constexpr std::size_t block = 64 * 1024;
    if (archive_read_open_filename(from.get(), of.c_str(), block) != ARCHIVE_OK) return failure(from.get());
    return each_entry(from.get(), bounds, take);
}

std::optional<fault> each_file_of(std::string_view archive, const limits& bounds, const taker& take)
{
    const reader from = make_reader();
    if (archive_read_open_memory(from.get(), archive.data(), archive.size()) != ARCHIVE_OK) return failure(from.get());
    return each_entry(from.get(), bounds, take);
}

}  // namespace marrow::fhir::packages
