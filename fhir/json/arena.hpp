#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <type_traits>
#include <vector>

namespace marrow::fhir::json {

/// Memory of one submission after another: handed out by a moving pointer, taken back all at once.
/// Nothing in it is destroyed, so it holds trivial types only. One thread at a time.
class arena {
public:
    explicit arena(std::size_t block_size = 64 * 1024);

    /// Never null; throws std::bad_alloc.
    void* allocate(std::size_t size, std::size_t alignment);

    template <class T>
    T* allocate_array(std::size_t count)
    {
        static_assert(std::is_trivially_destructible_v<T>);
        return static_cast<T*>(allocate(count * sizeof(T), alignof(T)));
    }

    /// A copy of the text that lives until reset().
    std::string_view keep(std::string_view text);

    /// Everything handed out so far becomes invalid. Blocks of ordinary size are kept for the next submission,
    /// up to kept_size; the rest goes back to the system.
    void reset();

    /// Bytes held, used or not.
    std::size_t capacity() const { return blocks_.size() * block_size_ + large_bytes_; }

    static constexpr std::size_t kept_size = 4 * 1024 * 1024;

private:
    using block = std::unique_ptr<std::byte[]>;

    void next_block();

    std::size_t block_size_;
    std::vector<block> blocks_;  ///< of block_size_ each
    std::vector<block> large_;   ///< one for each allocation too large for a share of a block
    std::size_t used_{};         ///< how many of blocks_ are in use; the last of them is being filled
    std::byte* next_{};
    std::byte* end_{};
    std::size_t large_bytes_{};
};

}  // namespace marrow::fhir::json
