#include "adapter/commands/atomic_files.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace marrow::adapter {

namespace {

fhir::fault cannot_write(const std::string& path, int error)
{
    const std::string why = std::generic_category().message(error);
    return {fhir::fault_kind::unreadable, "cannot write " + path + ": " + why, {}, {}};
}

bool write_all(int file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t done = ::write(file, bytes.data(), bytes.size());
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(done));
    }
    return true;
}

}  // namespace

atomic_files::~atomic_files()
{
    for (const auto& [temporary, path] : written_)
        unlink(temporary.c_str());
}

fhir::result<void> atomic_files::write(const std::string& name, std::string_view bytes)
{
    std::error_code failed;
    std::filesystem::create_directories(directory_, failed);
    if (failed) return cannot_write(directory_, failed.value());
    const std::string path = directory_ + "/" + name;
    std::string temporary = directory_ + "/." + name + ".XXXXXX";
    const int file = mkostemp(temporary.data(), O_CLOEXEC);
    if (file < 0) return cannot_write(path, errno);
    written_.emplace_back(temporary, path);
    const bool good = write_all(file, bytes) && fchmod(file, 0644) == 0 && fsync(file) == 0;
    const int error = errno;
    close(file);
    if (!good) return cannot_write(path, error);
    return {};
}

fhir::result<void> atomic_files::commit()
{
    while (!written_.empty()) {
        const auto& [temporary, path] = written_.back();
        if (rename(temporary.c_str(), path.c_str()) != 0) return cannot_write(path, errno);
        written_.pop_back();
    }
    return {};
}

}  // namespace marrow::adapter
