#pragma once

#include "adapter/store/digest.hpp"

#include <cstdint>
#include <list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter::store::postgres {

/// bytea[], text[] or bigint[] in the binary form of PostgreSQL.
class array {
public:
    static array of_bytes() { return array{17}; }
    static array of_numbers() { return array{20}; }
    static array of_texts() { return array{25}; }
    static array of(std::span<const name_key> names);

    void add(std::string_view bytes);
    void add(const name_key& name);
    void add(std::int64_t number);

    std::string form() const;

private:
    explicit array(std::uint32_t type) : type_{type} {}

    std::uint32_t type_;  ///< its OID
    std::uint32_t count_{};
    std::string elements_;
};

/// The parameters of a command, in order, in binary form: with their length, so that no byte of a text ends it. What
/// is added as a view must live as long.
class parameters {
public:
    parameters() = default;
    parameters(parameters&&) = default;

    parameters& add(std::int64_t number);    ///< bigint
    parameters& add(std::string_view text);  ///< text, or bytea
    parameters& add(const digest& bytes);    ///< bytea
    parameters& add(const std::optional<digest>& bytes);
    parameters& add(const array& all);

    int count() const { return static_cast<int>(values_.size()); }
    const char* const* values() const { return values_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

private:
    parameters& add_made(std::string form);

    std::vector<const char*> values_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
    std::list<std::string> made_;
};

}  // namespace marrow::adapter::store::postgres
