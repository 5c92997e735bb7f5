#pragma once

#include "adapter/commands/inputs.hpp"
#include "fhir/fhirpath/item.hpp"

#include <iosfwd>
#include <string>

namespace marrow::adapter {

/// Prints what an expression found: a line an item (file:line:column, path, value), or a JSON array.
class found_items {
public:
    found_items(std::ostream& out, bool as_json) : out_{out}, as_json_{as_json} {}

    void add(const fhir::fhirpath::item& one, const fhir::json::document& in, const sent& from);

    /// Ends the array.
    void finish();

private:
    std::ostream& out_;
    bool as_json_;
    bool is_any_{};
};

}  // namespace marrow::adapter
