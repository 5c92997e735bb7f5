#pragma once

namespace marrow::test {

/// From construction to destruction SQLite of this process writes through it. One at a time; files must be opened
/// after it and closed before its end.
class failing_disk {
public:
    failing_disk();
    ~failing_disk();
    failing_disk(const failing_disk&) = delete;

    /// What writes, and what syncs give from now on; 0: what the disk gives.
    void fail_writes(int with);
    void fail_syncs(int with);
};

}  // namespace marrow::test
