#include "adapter/operations/operation.hpp"
#include "adapter/store/compressed.hpp"

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;

fhir::result<reply> read_decision(const question& asked, std::string& out)
{
    if (!asked.of.keeping) return fault{fault_kind::not_found, "No decision is kept by this server.", {}, {}};
    const auto found = asked.of.keeping->in.find_decision(asked.instance);
    if (!found) return found.error();
    if (!*found) return fault{fault_kind::not_found, "No decision of this id is kept.", {}, {}};
    const store::decision& made = **found;
    if (store::expand(made.outcome, out)) return reply{200, made.release, made.errors, made.id};
    return fault{
        fault_kind::internal, "The stored decision is broken.", "an outcome that is kept cannot be expanded", {}};
}

}  // namespace marrow::adapter
