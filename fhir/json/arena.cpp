#include "fhir/json/arena.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace marrow::fhir::json {
namespace {

std::size_t padding(const std::byte* at, std::size_t alignment)
{
    return (alignment - reinterpret_cast<std::uintptr_t>(at) % alignment) % alignment;
}

}  // namespace

arena::arena(std::size_t block_size) : block_size_{std::max<std::size_t>(block_size, 64)}
{
}

void* arena::allocate(std::size_t size, std::size_t alignment)
{
    const std::size_t skip = padding(next_, alignment);
    const auto left = static_cast<std::size_t>(end_ - next_);
    if (skip <= left && size <= left - skip && next_ != nullptr) {
        std::byte* const at = next_ + skip;
        next_ = at + size;
        return at;
    }
    if (size > block_size_ / 4) {
        // Blocks come from operator new and are aligned for every ordinary type.
        large_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
        large_bytes_ += size;
        return large_.back().get();
    }
    next_block();
    return allocate(size, alignment);
}

std::string_view arena::keep(std::string_view text)
{
    if (text.empty()) return {};
    auto* const copy = allocate_array<char>(text.size());
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
}

void arena::reset()
{
    large_.clear();
    large_bytes_ = 0;
    const std::size_t kept = std::max<std::size_t>(kept_size / block_size_, 1);
    if (blocks_.size() > kept) blocks_.resize(kept);
    used_ = 0;
    next_ = end_ = nullptr;
}

void arena::next_block()
{
    if (used_ == blocks_.size()) blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block_size_));
    next_ = blocks_[used_++].get();
    end_ = next_ + block_size_;
}

}  // namespace marrow::fhir::json
