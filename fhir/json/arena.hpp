#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
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

    /// Everything handed out so far becomes invalid. Blocks of ordinary size are kept for the next submission.
    void reset();

    /// Bytes held, used or not.
    std::size_t capacity() const { return capacity_; }

private:
    struct block {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size;
    };

    void grow(std::size_t at_least);

    std::size_t block_size_;
    std::vector<block> blocks_;
    std::size_t current_{};  ///< index into blocks_ of the one being filled
    std::byte* next_{};
    std::byte* end_{};
    std::size_t capacity_{};
};

}  // namespace marrow::fhir::json
