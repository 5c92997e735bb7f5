#include "adapter/examiner.hpp"

#include "fhir/outcome.hpp"

#include <algorithm>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;
using fhir::json::name;

examiner::examiner(const mappings::tables& known, const mappings::policy& weighed, options bounds)
    : tables_{known}, policy_{weighed}, bounds_{bounds}
{
}

fhir::result<std::unique_ptr<examiner::reading>>
examiner::read(std::string_view bytes, std::optional<fhir::version> release)
{
    memory_.reset();
    fhir::result<fhir::json::document> parsed = fhir::json::parse(bytes, memory_, bounds_.json);
    if (!parsed) return parsed.error();
    const fhir::json::value& root = parsed->root();
    if (root[name::resourceType].text().empty()) {
        return fault{
            fault_kind::not_fhir,
            "The body is JSON, but no FHIR resource: send an object with a resourceType, such as a Bundle or a Claim.",
            {},
            parsed->locate(root.offset())};
    }
    if (root[name::entry].items().size() > bounds_.max_entries) {
        return fault{
            fault_kind::too_large,
            "The Bundle has more entries than the " + std::to_string(bounds_.max_entries) + " that are taken at once.",
            {},
            parsed->locate(root[name::entry].offset())};
    }
    if (!release) release = bounds_.release;
    if (!release) release = fhir::detect_version(*parsed);
    return std::make_unique<reading>(std::move(*parsed), *release);
}

mappings::decision examiner::decide(const reading& of) const
{
    return mappings::decide(of.submission, tables_, policy_);
}

std::vector<mappings::line> examiner::lines(const reading& of) const
{
    return mappings::lines_of(of.submission, tables_);
}

fhir::severity examine(examiner& with, std::string_view bytes, std::string& out, bool pretty, std::string_view id)
{
    fhir::json::writer writer{out, pretty};
    const auto read = with.read(bytes);
    if (!read) {
        fhir::write_outcome(writer, read.error(), id);
        return fhir::severity::fatal;
    }
    const mappings::decision made = with.decide(**read);
    fhir::write_outcome(writer, made.issues, (*read)->document, id);
    return std::ranges::min(made.issues, {}, &fhir::issue::level).level;
}

}  // namespace marrow::adapter
