#pragma once

#include <bitset>
#include <cstdint>
#include <map>

namespace marrow::adapter::store {

/// Numbers of rows, a bit each where they lie close together.
class number_set {
public:
    void insert(std::int64_t number) { all_[number >> shift].set(place_of(number)); }

    bool contains(std::int64_t number) const
    {
        const auto found = all_.find(number >> shift);
        return found != all_.end() && found->second.test(place_of(number));
    }

private:
    static constexpr int shift = 12;
    static std::size_t place_of(std::int64_t number)
    {
        return static_cast<std::size_t>(number & ((std::int64_t{1} << shift) - 1));
    }

    std::map<std::int64_t, std::bitset<std::size_t{1} << shift>> all_;
};

}  // namespace marrow::adapter::store
