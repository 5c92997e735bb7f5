#include "adapter/operations/audited.hpp"

namespace marrow::adapter {

namespace {

store::audit_event event_of(const receipt& as, store::deed what, std::uint16_t status = 200)
{
    store::audit_event made{what, as.received};
    made.request = as.request_id;
    made.sender = as.sender;
    made.peer = as.peer;
    made.status = status;
    return made;
}

fhir::result<void> note_given(const question& asked, store::audit_event what, std::span<const std::string> messages)
{
    store::message_store& in = asked.of.keeping->in;
    auto patients = in.find_patients(messages);
    if (!patients) return patients.error();
    what.patients = std::move(*patients);
    return in.note(std::move(what));
}

}  // namespace

fhir::result<void> note_read(const question& asked, std::string_view place, const std::string& message)
{
    constexpr std::string_view base = "/fhir/";
    store::audit_event made = event_of(asked.kept_as, store::deed::read);
    made.of = place.substr(place.starts_with(base) ? base.size() : 0);
    return note_given(asked, std::move(made), std::span{&message, 1});
}

fhir::result<void> note_search(const question& asked, std::string query, std::span<const std::string> found)
{
    store::audit_event made = event_of(asked.kept_as, store::deed::searched);
    made.of = "OperationOutcome";
    made.query = std::move(query);
    made.count = found.size();
    return note_given(asked, std::move(made), found);
}

void note_refusal(const service& of, const receipt& as, std::string_view type, std::uint16_t status)
{
    const auto passed_over = of.keeping->refusals.take(std::chrono::steady_clock::now());
    if (!passed_over) return;
    store::audit_event made = event_of(as, store::deed::refused, status);
    made.of = type;
    made.count = *passed_over;
    if (!of.keeping->in.note(std::move(made))) of.keeping->refusals.give_back(*passed_over + 1);
}

}  // namespace marrow::adapter
