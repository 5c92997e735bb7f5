#include "tests/faults/losing_disk.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace marrow::test {

namespace {

constexpr std::size_t sector = 512;

/// What a disk holds of a file, and what it was told since the last sync.
struct platter {
    struct told {
        std::size_t at{};
        std::string bytes{};
        bool is_size{};  ///< the file ends at `at` from now on
    };

    std::string synced;
    std::vector<told> since;

    static void put(std::string& into, std::size_t at, std::string_view bytes)
    {
        if (into.size() < at + bytes.size()) into.resize(at + bytes.size());
        into.replace(at, bytes.size(), bytes);
    }

    void sync()
    {
        for (const told& each : since)
            each.is_size ? synced.resize(each.at) : put(synced, each.at, each.bytes);
        since.clear();
    }

    void lose(std::mt19937& by)
    {
        for (const told& each : since) {
            if (each.is_size && by() % 2 == 0) synced.resize(each.at);
            for (std::size_t from = 0; from < each.bytes.size(); from += sector)
                lose(each.at + from, std::string_view{each.bytes}.substr(from, sector), by);
        }
        since.clear();
    }

private:
    void lose(std::size_t at, std::string_view bytes, std::mt19937& by)
    {
        const auto fate = by() % 10;
        if (fate < 5) put(synced, at, bytes);
        if (fate == 8) put(synced, at, bytes.substr(0, bytes.size() / 2));
        if (fate == 9) put(synced, at, std::string(bytes.size(), static_cast<char>(by())));
    }
};

/// All below is guarded by it.
std::mutex guard;
std::map<std::string, platter> platters;
std::map<sqlite3_file*, platter*> opened;
std::mt19937 chance;
int left{};
bool out{};

/// Whether there is power for one more operation.
bool has_power()
{
    if (out || left-- > 0) return !out;
    out = true;
    for (auto& [name, each] : platters)
        each.lose(chance);
    return false;
}

struct methods {
    sqlite3_io_methods real;
    sqlite3_io_methods ours;
};
methods of_database;
methods of_others;

template <methods& Of>
int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at)
{
    const std::scoped_lock lock{guard};
    if (!has_power()) return SQLITE_IOERR_WRITE;
    opened.at(file)->since.push_back(
        {static_cast<std::size_t>(at), {static_cast<const char*>(bytes), static_cast<std::size_t>(count)}}
    );
    return Of.real.xWrite(file, bytes, count, at);
}

template <methods& Of>
int truncate(sqlite3_file* file, sqlite3_int64 size)
{
    const std::scoped_lock lock{guard};
    if (!has_power()) return SQLITE_IOERR_TRUNCATE;
    opened.at(file)->since.push_back({static_cast<std::size_t>(size), {}, true});
    return Of.real.xTruncate(file, size);
}

template <methods& Of>
int sync(sqlite3_file* file, int)
{
    const std::scoped_lock lock{guard};
    if (!has_power()) return SQLITE_IOERR_FSYNC;
    opened.at(file)->sync();
    return SQLITE_OK;
}

template <methods& Of>
int close(sqlite3_file* file)
{
    const std::scoped_lock lock{guard};
    opened.erase(file);
    return Of.real.xClose(file);
}

template <methods& Of>
void wrap(sqlite3_file* file)
{
    static std::once_flag once;
    std::call_once(once, [&] {
        Of.real = Of.ours = *file->pMethods;
        Of.ours.xWrite = write<Of>;
        Of.ours.xTruncate = truncate<Of>;
        Of.ours.xSync = sync<Of>;
        Of.ours.xClose = close<Of>;
    });
    file->pMethods = &Of.ours;
}

sqlite3_vfs* real_disk()
{
    static sqlite3_vfs* const found = ::sqlite3_vfs_find("unix");
    return found;
}

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* given)
{
    const int code = real_disk()->xOpen(real_disk(), name, file, flags, given);
    if (file->pMethods == nullptr || name == nullptr) return code;
    (flags & SQLITE_OPEN_MAIN_DB) != 0 ? wrap<of_database>(file) : wrap<of_others>(file);
    const std::scoped_lock lock{guard};
    opened[file] = &platters[std::filesystem::path{name}.filename().string()];
    return code;
}

/// The name of a file goes at once, as the directory is synced.
int remove(sqlite3_vfs*, const char* name, int synced)
{
    const std::scoped_lock lock{guard};
    if (!has_power()) return SQLITE_IOERR_DELETE;
    platters[std::filesystem::path{name}.filename().string()] = {};
    return real_disk()->xDelete(real_disk(), name, synced);
}

sqlite3_vfs disk;

}  // namespace

losing_disk::losing_disk(unsigned seed, int operations)
{
    platters.clear();
    chance.seed(seed);
    left = operations;
    out = false;
    disk = *real_disk();
    disk.zName = "losing";
    disk.pNext = nullptr;
    disk.xOpen = open;
    disk.xDelete = remove;
    ::sqlite3_vfs_register(&disk, 1);
}

losing_disk::~losing_disk()
{
    ::sqlite3_vfs_unregister(&disk);
}

bool losing_disk::is_out() const
{
    const std::scoped_lock lock{guard};
    return out;
}

void losing_disk::recover(const std::filesystem::path& into) const
{
    const std::scoped_lock lock{guard};
    for (const auto& [name, each] : platters) {
        if (each.synced.empty()) continue;
        std::ofstream{into / name, std::ios::binary} << each.synced;
    }
}

}  // namespace marrow::test
