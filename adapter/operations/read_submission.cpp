#include "adapter/operations/as_kept.hpp"
#include "adapter/operations/audited.hpp"
#include "adapter/operations/decisions.hpp"
#include "adapter/store/compressed.hpp"
#include "fhir/json/write.hpp"

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;

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
    const auto read = asked.with.read(body, *decided ? std::optional{(*decided)->release} : std::nullopt);
    if (!read) return read.error();
    fhir::json::writer made{out, asked.pretty};
    const fhir::submission& sent = (*read)->submission;
    const fhir::resource root{&sent.root(), nullptr};
    write_as_kept(made, root, sent, {(*found)->type, (*found)->id, "1", (*found)->received});
    reply given{200, sent.release(), 0};
    given.place = "/fhir/" + (*found)->type + "/" + (*found)->id;
    given.version = 1;
    if (const auto noted = note_read(asked, given.place, (*found)->id); !noted) return noted.error();
    return given;
}

}  // namespace marrow::adapter
