#include "fhir/fault.hpp"

#include <stdexcept>

namespace marrow::fhir {

void throw_exception_from_error(const fault& failed, const boost::source_location&)
{
    throw std::logic_error("value of a failed result: " + failed.log);
}

}  // namespace marrow::fhir
