#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace marrow::adapter {

struct parameter_row {
    std::string_view name;
    bool is_out{};
    std::int64_t least{};
    std::string_view most;
    std::string_view type;  ///< empty: it has parts
    std::string_view text;
    std::span<const parameter_row> parts{};
};

/// An operation as its OperationDefinition and the CapabilityStatement tell it.
struct operation_row {
    std::string_view id;
    std::string_view code;
    std::string_view name;
    std::string_view title;
    std::string_view text;
    std::string_view base;  ///< canonical of what it is a case of; empty: it is our own
    std::span<const std::string_view> types;
    bool at_system{};
    bool at_type{};
    bool at_instance{};
    bool is_kept{};      ///< what is handed in is kept where there is a store
    bool needs_store{};  ///< without one it is not there
    bool is_large{};     ///< bounds on the size matter
    std::span<const parameter_row> parameters;
};

inline constexpr std::string_view operation_base = "http://marrow.example/fhir/OperationDefinition/";

std::span<const operation_row> operation_rows();

}  // namespace marrow::adapter
