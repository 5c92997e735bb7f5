#include "adapter/commands/file.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace marrow::adapter {

namespace {

struct descriptor {
    int number;

    explicit descriptor(const std::string& path) : number{open(path.c_str(), O_RDONLY | O_CLOEXEC)} {}
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    ~descriptor()
    {
        if (number >= 0) close(number);
    }
};

}  // namespace

fhir::fault cannot_read(const std::string& path, int error)
{
    return {
        fhir::fault_kind::unreadable, "cannot read " + path + ": " + std::generic_category().message(error), {}, {}};
}

std::string placed(const std::string& path, const std::optional<fhir::position>& at)
{
    if (!at) return path + ": ";
    return path + ":" + std::to_string(at->line) + ":" + std::to_string(at->column) + ": ";
}

std::string placed(const fhir::fault& failed)
{
    const std::size_t end = failed.text.find(": ");
    if (!failed.at || end == std::string::npos) return failed.text;
    return placed(failed.text.substr(0, end), failed.at) + failed.text.substr(end + 2);
}

fhir::result<std::string> read_file(const std::string& path)
{
    const descriptor file{path};
    if (file.number < 0) return cannot_read(path, errno);
    struct stat about {};
    std::string bytes;
    if (fstat(file.number, &about) == 0 && about.st_size > 0)
        bytes.reserve(static_cast<std::size_t>(about.st_size) + 1);
    std::array<char, 256 * 1024> chunk;
    for (;;) {
        const ssize_t got = read(file.number, chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return cannot_read(path, errno);
        if (got == 0) return bytes;
        bytes.append(chunk.data(), static_cast<std::size_t>(got));
    }
}

}  // namespace marrow::adapter
