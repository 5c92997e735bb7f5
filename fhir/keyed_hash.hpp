#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

namespace marrow::fhir {

/// Hash for maps whose keys a sender chooses: keyed by where the process lies in memory, so that keys which collide
/// cannot be made beforehand. Never let the order of such a map show. No secret beyond that.
class keyed_hash {
public:
    using is_avalanching = void;
    using is_transparent = void;

    template <class Number>
    requires std::is_integral_v<Number> || std::is_enum_v<Number> std::size_t operator()(Number number) const
    {
        return mixed(key(), static_cast<std::uint64_t>(number));
    }

    template <class T>
    std::size_t operator()(T* pointer) const
    {
        return mixed(key(), reinterpret_cast<std::uintptr_t>(pointer));
    }

    std::size_t operator()(const char*) const = delete;  ///< a text or a pointer? say which

    std::size_t operator()(std::string_view text) const
    {
        std::uint64_t hash = key() ^ text.size();
        while (text.size() > sizeof(std::uint64_t)) {
            hash = mixed(hash, word(text.substr(0, sizeof(std::uint64_t))));
            text.remove_prefix(sizeof(std::uint64_t));
        }
        return mixed(hash, word(text));
    }

    template <class... Parts>
    std::size_t operator()(const std::tuple<Parts...>& parts) const
    {
        const auto all = [this](const Parts&... each) {
            std::uint64_t hash = key();
            ((hash = mixed(hash, (*this)(each))), ...);
            return hash;
        };
        return std::apply(all, parts);
    }

    template <class T>
    std::size_t operator()(const std::vector<T>& all) const
    {
        std::uint64_t hash = key() ^ all.size();
        for (const T& each : all)
            hash = mixed(hash, (*this)(each));
        return hash;
    }

private:
    static std::uint64_t word(std::string_view upto_eight)
    {
        std::uint64_t out = 0;
        std::copy_n(upto_eight.data(), upto_eight.size(), reinterpret_cast<char*>(&out));
        return out;
    }

    static std::uint64_t mixed(std::uint64_t hash, std::uint64_t more)
    {
        __extension__ using wide = unsigned __int128;
        const wide product = wide{hash ^ more} * 0x9e37'79b9'7f4a'7c15;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    }

    static std::uint64_t key()
    {
        static constexpr char here{};
        return reinterpret_cast<std::uintptr_t>(&here) * 0xbf58'476d'1ce4'e5b9 | 1;
    }
};

}  // namespace marrow::fhir
