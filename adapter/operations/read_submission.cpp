#include "adapter/instant.hpp"
#include "adapter/operations/audited.hpp"
#include "adapter/operations/decisions.hpp"
#include "adapter/store/compressed.hpp"
#include "fhir/json/write.hpp"

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;
using fhir::json::name;
using fhir::json::value;

namespace {

/// The meta that was sent, as a resource of this server.
void write_meta(fhir::json::writer& to, const value& sent, const fhir::json::document& in, std::int64_t received)
{
    to.key("meta").begin_object().member("versionId", "1").member("lastUpdated", instant_text(received));
    for (const value& member : sent.items()) {
        const std::string_view key = in.spelling(member.key());
        if (key != "versionId" && key != "lastUpdated" && key != "_versionId" && key != "_lastUpdated")
            to.key(key).copy(member, in);
    }
    to.end_object();
}

void write_as_kept(fhir::json::writer& to, const store::message& came, const fhir::json::document& sent)
{
    const value& root = sent.root();
    to.begin_object().member("resourceType", came.type).member("id", came.id);
    write_meta(to, root[name::meta], sent, came.received);
    for (const value& member : root.items()) {
        const std::string_view key = sent.spelling(member.key());
        if (key != "resourceType" && key != "id" && key != "_id" && key != "meta") to.key(key).copy(member, sent);
    }
    to.end_object();
}

}  // namespace

fhir::result<reply> read_submission(const question& asked, std::string& out)
{
    if (!asked.of.keeping) return nothing_is_kept();
    const auto found = asked.of.keeping->in.find_message(asked.instance);
    if (!found) return found.error();
    const bool is_version = asked.version.empty() || asked.version == "1";
    if (!*found || (*found)->type != asked.type || !is_version)
        return fault{fault_kind::not_found, "No submission of this type and id, or version, is kept.", {}, {}};
    std::string body;
    if (!store::expand((*found)->body, body))
        return fault{fault_kind::internal, "The stored submission is broken.", "a body cannot be expanded", {}};
    const auto decided = asked.of.keeping->in.find_decision(asked.instance, 1);
    if (!decided) return decided.error();
    const auto read = asked.with.read(body, *decided ? std::optional{(*decided)->release} : std::nullopt);
    if (!read) return read.error();
    fhir::json::writer made{out, asked.pretty};
    write_as_kept(made, **found, (*read)->document);
    reply given{200, (*read)->submission.release(), 0};
    given.place = "/fhir/" + (*found)->type + "/" + (*found)->id;
    given.version = 1;
    if (const auto noted = note_read(asked, given.place, (*found)->id); !noted) return noted.error();
    return given;
}

}  // namespace marrow::adapter
