#pragma once

#include <filesystem>

namespace marrow::test {

/// From construction to destruction SQLite of this process writes through it: a disk that forgets what was not synced
/// when power is lost. Of each sector (512 bytes) that was written since the last sync it then has, by chance, the new
/// bytes, the old ones, half of each, or noise; of the size of a file the old or the new one. One at a time; files must
/// be opened after it and closed before its end.
class losing_disk {
public:
    /// Power is lost at that write, truncation or sync, which is not done; from then on all of them fail.
    losing_disk(unsigned seed, int operations);
    ~losing_disk();
    losing_disk(const losing_disk&) = delete;

    bool is_out() const;

    /// Puts what the disk has of its files into a directory, under their names.
    void recover(const std::filesystem::path& into) const;
};

}  // namespace marrow::test
