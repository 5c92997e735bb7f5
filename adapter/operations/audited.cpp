#include "adapter/operations/audited.hpp"

namespace marrow::adapter {

namespace {

store::audit_event event_of(const question& asked, store::deed what)
{
    const receipt& as = asked.kept_as;
    store::audit_event made{what, as.received};
    made.request = as.request_id;
    made.sender = as.sender;
    made.peer = as.peer;
    made.status = 200;
    return made;
}

}  // namespace

fhir::result<void> note_read(const question& asked, std::string_view place)
{
    constexpr std::string_view base = "/fhir/";
    store::audit_event made = event_of(asked, store::deed::read);
    made.of = place.substr(place.starts_with(base) ? base.size() : 0);
    return asked.of.keeping->in.note(std::move(made));
}

fhir::result<void> note_search(const question& asked, std::string query, std::size_t found)
{
    store::audit_event made = event_of(asked, store::deed::searched);
    made.of = "OperationOutcome";
    made.query = std::move(query);
    made.count = found;
    return asked.of.keeping->in.note(std::move(made));
}

}  // namespace marrow::adapter
