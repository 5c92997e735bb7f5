#include "adapter/instant.hpp"
#include "adapter/operations/audited.hpp"
#include "adapter/operations/decisions.hpp"
#include "adapter/store/compressed.hpp"
#include "fhir/json/write.hpp"

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;

namespace {

fault no_decision()
{
    return {fault_kind::not_found, "No decision of this id, or of this version of it, is kept.", {}, {}};
}

}  // namespace

fhir::result<reply> read_decision(const question& asked, std::string& out)
{
    if (!asked.of.keeping) return nothing_is_kept();
    const auto number = version_asked(asked.version);
    if (!number) return no_decision();
    const auto found = asked.of.keeping->in.find_decision(asked.instance, *number);
    if (!found) return found.error();
    if (!*found) return no_decision();
    if (!store::expand((*found)->outcome, out)) return broken_decision();
    reply made = reply_of(**found);
    const std::string place = made.place + "/_history/" + std::to_string(made.version);
    if (const auto noted = note_read(asked, place, (*found)->id); !noted) return noted.error();
    made.status = 200;
    return made;
}

fhir::result<reply> history_of_decision(const question& asked, std::string& out)
{
    if (!asked.of.keeping) return nothing_is_kept();
    const auto all = asked.of.keeping->in.find_decisions(asked.instance);
    if (!all) return all.error();
    if (all->empty()) return no_decision();
    fhir::json::writer made{out, asked.pretty};
    made.begin_object().member("resourceType", "Bundle").member("type", "history");
    made.key("total").number(static_cast<std::int64_t>(all->size())).key("entry").begin_array();
    for (const store::decision& each : *all) {
        std::string outcome;
        if (!store::expand(each.outcome, outcome)) return broken_decision();
        const bool is_first = each.number == 1;
        made.begin_object().member("fullUrl", "urn:uuid:" + each.id).key("resource").raw(outcome);
        made.key("request").begin_object().member("method", is_first ? "POST" : "PUT");
        made.member("url", is_first ? "OperationOutcome" : "OperationOutcome/" + each.id).end_object();
        made.key("response").begin_object().member("status", is_first ? "201" : "200");
        made.member("etag", "W/\"" + std::to_string(each.number) + "\"");
        made.member("lastModified", instant_text(each.made)).end_object().end_object();
    }
    made.end_array().end_object();
    const std::string place = place_of_decision(asked.instance) + "/_history";
    if (const auto noted = note_read(asked, place, all->front().id); !noted) return noted.error();
    return reply{200, all->front().release, 0};
}

}  // namespace marrow::adapter
