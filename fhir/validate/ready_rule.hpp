#pragma once

#include "fhir/definitions/model.hpp"
#include "fhir/fhirpath/expression.hpp"
#include "fhir/json/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace marrow::fhir::validate {

/// An invariant made ready: compiled, or why it could not be.
struct ready_rule {
    const definitions::invariant* of{};
    std::optional<fhirpath::expression> compiled;
    std::string fault;
    bool (*surely_holds)(const json::value& at){};  ///< null where nothing shows at a glance
};

/// Refers to the invariant.
ready_rule make_ready(const definitions::invariant& of, const definitions::model& release);

/// Invariants that are not left to FHIRPath: the walk sees to them, or nobody.
bool is_left_out(std::string_view key);

}  // namespace marrow::fhir::validate
