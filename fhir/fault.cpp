#include "fhir/fault.hpp"

namespace marrow::fhir {

void throw_exception_from_error(const fault& failed, const boost::source_location&)
{
    throw broken_invariant("value of a failed result: " + failed.log);
}

}  // namespace marrow::fhir
