#include "adapter/store/migrations.hpp"

#include "adapter/store/digest.hpp"

namespace marrow::adapter::store {

using fhir::fault;
using fhir::fault_kind;

std::string checksum(const migration& of)
{
    return hex(digest_of(std::string_view{of.sql}));
}

fhir::result<std::size_t> count_applied(std::span<const applied_migration> seen, std::span<const migration> of)
{
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (i == of.size()) {
            return fault{
                fault_kind::usage, "the store was made by a newer Marrow; this one does not know its schema", {}, {}};
        }
        if (seen[i].number != of[i].number || seen[i].checksum != checksum(of[i])) {
            return fault{
                fault_kind::usage,
                "the store has a schema that is not the one that this Marrow makes at the same number",
                {},
                {}};
        }
    }
    return seen.size();
}

}  // namespace marrow::adapter::store
