#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace marrow::fhir {

/// Hash of a text, or of several one after another. Good for order and look-up, no secret: texts whose hashes are
/// equal are told apart by the comparison that the caller brings.
template <class... Texts>
std::uint32_t hash_of(std::string_view first, Texts... rest)
{
    constexpr std::uint64_t odd = 0x9e37'79b9'7f4a'7c15;
    std::uint64_t hash = std::hash<std::string_view>{}(first)*odd;
    ((hash = (std::rotl(hash, 29) ^ std::hash<std::string_view>{}(rest)) * odd), ...);
    return static_cast<std::uint32_t>(hash >> 32);
}

/// Keys in buckets by the upper bits of their hash, a few to each and sorted within. To build it costs one pass, to
/// look up a few steps within a line or two of the cache, whatever the size; hostile keys that crowd one bucket cost a
/// sort and a binary search.
class hash_index {
public:
    struct key {
        std::uint32_t hash;
        std::uint32_t row;  ///< of the caller's
    };

    void add(std::uint32_t hash, std::uint32_t row) { keys_.push_back({hash, row}); }

    /// To be called once, after the last add(). `less` orders two rows of equal hash.
    template <class Less>
    void order(Less less)
    {
        scatter();
        const auto before = [&](const key& a, const key& b) {
            return a.hash != b.hash ? a.hash < b.hash : less(a.row, b.row);
        };
        for (std::size_t bucket = 0; bucket + 1 < starts_.size(); ++bucket) {
            if (starts_[bucket + 1] - starts_[bucket] > 1)
                std::sort(keys_.begin() + starts_[bucket], keys_.begin() + starts_[bucket + 1], before);
        }
    }

    /// The keys of that hash whose row compares as 0, in order. `compare` tells negative, zero or positive, as the
    /// row comes before, is, or comes after what is wanted.
    template <class Compare>
    std::span<const key> find(std::uint32_t hash, Compare compare) const
    {
        if (keys_.empty()) return {};
        const std::size_t bucket = hash >> shift_;
        const std::span<const key> all =
            std::span{keys_}.subspan(starts_[bucket], starts_[bucket + 1] - starts_[bucket]);
        const auto side = [&](const key& k) { return k.hash != hash ? (k.hash < hash ? -1 : 1) : compare(k.row); };
        const auto first = std::ranges::partition_point(all, [&](const key& k) { return side(k) < 0; });
        const auto last = std::partition_point(first, all.end(), [&](const key& k) { return side(k) == 0; });
        return {first, last};
    }

private:
    void scatter()
    {
        const auto bits = static_cast<unsigned>(std::bit_width(keys_.size() / few | 1));
        shift_ = 32 - bits;
        starts_.assign((std::size_t{1} << bits) + 1, 0);
        for (const key& k : keys_)
            ++starts_[(k.hash >> shift_) + 1];
        for (std::size_t i = 1; i < starts_.size(); ++i)
            starts_[i] += starts_[i - 1];
        std::vector<key> placed(keys_.size());
        std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
        for (const key& k : keys_)
            placed[next[k.hash >> shift_]++] = k;
        keys_ = std::move(placed);
    }

    static constexpr std::size_t few = 4;  ///< keys of a bucket

    std::vector<key> keys_;
    std::vector<std::uint32_t> starts_;
    unsigned shift_{31};
};

}  // namespace marrow::fhir
