#include "adapter/store/postgres/opened.hpp"

#include "adapter/store/postgres/schema.hpp"

namespace marrow::adapter::store::postgres {

using fhir::fault;
using fhir::fault_kind;

fault not_done(const failure& why)
{
    return {fault_kind::unreadable, "the store: " + why.text, {}, {}};
}

fhir::result<connection> open_database(const std::string& name)
{
    const auto at = address::parse(name);
    if (!at) return at.error();
    auto made = open_verified(*at);
    if (made) return made;
    return fault{fault_kind::usage, made.error().text, {}, {}};
}

}  // namespace marrow::adapter::store::postgres
