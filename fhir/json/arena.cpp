#include "fhir/json/arena.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace marrow::fhir::json {

arena::arena(std::size_t block_size) : block_size_{block_size}
{
}

void* arena::allocate(std::size_t size, std::size_t alignment)
{
    const auto aligned = [&] {
        const auto at = reinterpret_cast<std::uintptr_t>(next_);
        return next_ + ((alignment - at % alignment) % alignment);
    };
    std::byte* start = next_ ? aligned() : nullptr;
    if (!start || start > end_ || size > static_cast<std::size_t>(end_ - start)) {
        grow(size + alignment);
        start = aligned();
    }
    next_ = start + size;
    return start;
}

std::string_view arena::keep(std::string_view text)
{
    char* copy = allocate_array<char>(text.size());
    if (!text.empty()) std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
}

void arena::reset()
{
    std::erase_if(blocks_, [this](const block& b) { return b.size > block_size_; });
    capacity_ = blocks_.size() * block_size_;
    current_ = 0;
    next_ = blocks_.empty() ? nullptr : blocks_.front().bytes.get();
    end_ = blocks_.empty() ? nullptr : next_ + block_size_;
}

void arena::grow(std::size_t at_least)
{
    const bool has_next = next_ && current_ + 1 < blocks_.size();
    if (has_next && blocks_[current_ + 1].size >= at_least) {
        ++current_;
    } else {
        const std::size_t size = std::max(block_size_, at_least);
        const std::size_t where = next_ ? current_ + 1 : 0;
        const auto at = blocks_.begin() + static_cast<std::ptrdiff_t>(where);
        blocks_.insert(at, {std::make_unique_for_overwrite<std::byte[]>(size), size});
        capacity_ += size;
        current_ = where;
    }
    next_ = blocks_[current_].bytes.get();
    end_ = next_ + blocks_[current_].size;
}

}  // namespace marrow::fhir::json
