#include "adapter/operations/decisions.hpp"

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;

std::string place_of_decision(std::string_view id)
{
    return std::string{"/fhir/OperationOutcome/"}.append(id);
}

reply reply_of(const store::decision& made)
{
    return {made.status, made.release, made.errors, place_of_decision(made.id), made.number};
}

fault broken_decision()
{
    return {fault_kind::internal, "The stored decision is broken.", "an outcome that is kept cannot be expanded", {}};
}

fault nothing_is_kept()
{
    return {fault_kind::not_found, "Nothing is kept by this server.", {}, {}};
}

}  // namespace marrow::adapter
