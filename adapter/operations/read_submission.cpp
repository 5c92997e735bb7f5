#include "adapter/operations/as_kept.hpp"
#include "adapter/operations/audited.hpp"
#include "adapter/operations/decisions.hpp"
#include "adapter/store/compressed.hpp"
#include "fhir/json/write.hpp"

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;

namespace {

fhir::result<reply> write_body(
    const question& asked,
    std::string_view body,
    std::optional<fhir::version> release,
    const given_meta& as,
    std::string& out
)
{
    const auto read = asked.with.read(body, release);
    if (!read) return read.error();
    fhir::json::writer made{out, asked.pretty};
    const fhir::submission& sent = (*read)->submission;
    write_as_kept(made, {&sent.root(), nullptr}, sent, as);
    reply given{200, sent.release(), 0};
    given.place.append("/fhir/").append(as.type).append("/").append(as.id);
    given.version = 1;
    given.modified = as.received;
    return given;
}

}  // namespace

fhir::result<reply> read_submission(const question& asked, std::string& out)
{
    if (!asked.of.keeping) return nothing_is_kept();
    const auto found = asked.of.keeping->in.find_message(asked.instance);
    if (!found) return found.error();
    if (!*found) return read_entry(asked, out);
    const bool is_version = asked.version.empty() || asked.version == "1";
    if ((*found)->type != asked.type || !is_version)
        return fault{fault_kind::not_found, "No submission of this type and id, or version, is kept.", {}, {}};
    std::string body;
    if (!store::expand((*found)->body, body))
        return fault{fault_kind::internal, "The stored submission is broken.", "a body cannot be expanded", {}};
    const auto decided = asked.of.keeping->in.find_decision(asked.instance, 1);
    if (!decided) return decided.error();
    const auto release = *decided ? std::optional{(*decided)->release} : std::nullopt;
    auto given = write_body(asked, body, release, {(*found)->type, (*found)->id, "1", (*found)->received}, out);
    if (!given) return given;
    if (const auto noted = note_read(asked, given->place, (*found)->id); !noted) return noted.error();
    return given;
}

fhir::result<reply> write_submission(const question& asked, std::string& out)
{
    return write_body(asked, asked.body, asked.release, {asked.type, asked.instance, "1", asked.kept_as.received}, out);
}

}  // namespace marrow::adapter
