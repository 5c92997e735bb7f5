#include "tests/faults/failing_disk.hpp"

#include <atomic>
#include <mutex>
#include <sqlite3.h>

namespace marrow::test {

namespace {

std::atomic<int> write_fault{0};
std::atomic<int> sync_fault{0};

/// The methods of a kind of file, with ours in front of two of them.
struct methods {
    sqlite3_io_methods real;
    sqlite3_io_methods ours;
};
methods of_database;
methods of_others;

template <methods& Of>
int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at)
{
    const int fault = write_fault;
    return fault != 0 ? fault : Of.real.xWrite(file, bytes, count, at);
}

template <methods& Of>
int sync(sqlite3_file* file, int flags)
{
    const int fault = sync_fault;
    return fault != 0 ? fault : Of.real.xSync(file, flags);
}

template <methods& Of>
void wrap(sqlite3_file* file)
{
    static std::once_flag once;
    std::call_once(once, [&] {
        Of.real = Of.ours = *file->pMethods;
        Of.ours.xWrite = write<Of>;
        Of.ours.xSync = sync<Of>;
    });
    file->pMethods = &Of.ours;
}

sqlite3_vfs* real_disk()
{
    static sqlite3_vfs* const found = ::sqlite3_vfs_find("unix");
    return found;
}

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out)
{
    const int code = real_disk()->xOpen(real_disk(), name, file, flags, out);
    if (file->pMethods == nullptr) return code;
    (flags & SQLITE_OPEN_MAIN_DB) != 0 ? wrap<of_database>(file) : wrap<of_others>(file);
    return code;
}

sqlite3_vfs disk;

}  // namespace

failing_disk::failing_disk()
{
    disk = *real_disk();
    disk.zName = "failing";
    disk.pNext = nullptr;
    disk.xOpen = open;
    write_fault = sync_fault = 0;
    ::sqlite3_vfs_register(&disk, 1);
}

failing_disk::~failing_disk()
{
    ::sqlite3_vfs_unregister(&disk);
}

void failing_disk::fail_writes(int with)
{
    write_fault = with;
}

void failing_disk::fail_syncs(int with)
{
    sync_fault = with;
}

}  // namespace marrow::test
