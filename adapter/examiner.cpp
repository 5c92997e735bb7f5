#include "adapter/examiner.hpp"

#include "adapter/attachments.hpp"
#include "adapter/sender.hpp"
#include "fhir/form.hpp"
#include "fhir/json/builder.hpp"
#include "fhir/outcome.hpp"
#include "fhir/validate/profiles/library.hpp"

#include <algorithm>
#include <iterator>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;
using fhir::json::name;

namespace {

std::uint32_t offset_of(const fhir::issue& one)
{
    return one.pointed()->offset();
}

fhir::issue is_valid(const fhir::json::value& root)
{
    return {
        fhir::severity::information,
        "informational",
        {},
        "Valid: nothing in it is against the definitions of FHIR that Marrow holds.",
        "Nothing to change.",
        {&root},
        nullptr};
}

bool lacks_document(const mappings::decision& made)
{
    return std::ranges::any_of(made.issues, [](const fhir::issue& one) {
        return !one.codings.empty() && one.codings.front().code == "documentation-missing";
    });
}

/// Whether there are any; their numbers follow one another.
fhir::result<bool> find_attachments(const fhir::submission& of, earlier_messages& earlier)
{
    for (std::uint32_t number = 1; number <= most_attachments; ++number) {
        const std::vector<std::string> names = attachment_names(of, number);
        if (names.empty()) return false;
        const auto found = earlier.find(names);
        if (!found) return found.error();
        if (!*found) return number > 1;
    }
    return true;
}

}  // namespace

examiner::examiner(const mappings::tables& known, const mappings::policy& weighed, options bounds)
    : tables_{known}, policy_{weighed}, bounds_{bounds}
{
}

fhir::result<std::unique_ptr<examiner::reading>>
examiner::read(std::string_view bytes, std::optional<fhir::version> release, std::string_view sender)
{
    memory_.reset();
    const auto parsed = fhir::read(bytes, memory_, release ? release : bounds_.release, bounds_.json);
    if (!parsed) return parsed.error();
    return accept(parsed->document, parsed->release, sender);
}

fhir::result<std::unique_ptr<examiner::reading>> examiner::read_within(
    const reading& of, const fhir::json::value& resource, std::optional<fhir::version> release, std::string_view sender
) const
{
    return accept(fhir::json::builder::within(of.document, resource), release ? release : bounds_.release, sender);
}

fhir::result<std::unique_ptr<examiner::reading>>
examiner::accept(fhir::json::document read, std::optional<fhir::version> release, std::string_view sender) const
{
    const fhir::json::value& root = read.root();
    if (root[name::resourceType].text().empty()) {
        return fault{
            fault_kind::not_fhir,
            "The body is JSON, but no FHIR resource: send an object with a resourceType, such as a Bundle or a Claim.",
            {},
            read.locate(root.offset())};
    }
    if (root[name::entry].items().size() > bounds_.max_entries) {
        return fault{
            fault_kind::too_large,
            "The Bundle has more entries than the " + std::to_string(bounds_.max_entries) + " that are taken at once.",
            {},
            read.locate(root[name::entry].offset())};
    }
    const fhir::version in = release ? *release : fhir::detect_version(read);
    return std::make_unique<reading>(std::move(read), in, sender_of(sender, root));
}

bool examiner::knows_profile(std::string_view canonical) const
{
    return bounds_.only != scope::decision && bounds_.profiles && bounds_.profiles->holds(canonical);
}

void examiner::reading::complete(std::vector<fhir::entry> earlier)
{
    completed_.reset();
    earlier_ = std::move(earlier);
    completed_ = std::make_unique<const fhir::submission>(document, submission.release(), earlier_, sender);
}

mappings::decision examiner::decide(const reading& of, std::span<const std::string> profiles) const
{
    fhir::validate::result structure = structure_of(of, profiles);
    mappings::decision made;
    if (bounds_.only != scope::structure) made = mappings::decide(of.submission, tables_, policy_, structure.broken);
    return with_structure(std::move(made), std::move(structure), of);
}

fhir::result<mappings::decision>
examiner::decide(reading& of, std::span<const std::string> profiles, earlier_messages& earlier) const
{
    if (bounds_.only == scope::structure) return decide(of, profiles);
    fhir::validate::result structure = structure_of(of, profiles);
    auto made = look_back(of, structure.broken, earlier);
    if (!made) return made.error();
    return with_structure(std::move(*made), std::move(structure), of);
}

fhir::validate::result examiner::structure_of(const reading& of, std::span<const std::string> profiles) const
{
    if (bounds_.only == scope::decision) return {};
    return fhir::validate::validate(of.submission, {policy_.max_issues, bounds_.profiles, profiles});
}

mappings::decision
examiner::with_structure(mappings::decision made, fhir::validate::result structure, const reading& of) const
{
    if (bounds_.only == scope::decision) return made;
    if (bounds_.only == scope::structure && structure.issues.empty())
        structure.issues.push_back(is_valid(of.document.root()));
    std::vector<fhir::issue> all;
    all.reserve(made.issues.size() + structure.issues.size());
    std::ranges::merge(structure.issues, made.issues, std::back_inserter(all), {}, offset_of, offset_of);
    made.issues = std::move(all);
    return made;
}

/// What was found may refer to more that was received earlier, and that again; what lacks a document may have been
/// given one.
fhir::result<mappings::decision>
examiner::look_back(reading& of, std::span<const fhir::json::value* const> broken, earlier_messages& earlier) const
{
    const auto decided = [&](std::span<const mappings::earlier_line> history) {
        return mappings::decide(of.whole(), tables_, policy_, broken, history);
    };
    mappings::decision made = decided({});
    const auto follow = [&]() -> fhir::result<bool> {
        constexpr int most_rounds = 4;
        for (int round = 0; round < most_rounds; ++round) {
            const auto found = earlier.find(of.whole().unresolved());
            if (!found || !*found) return found;
            of.complete(earlier.entries());
            made = decided({});
        }
        return true;
    };
    if (const auto ended = follow(); !ended) return ended.error();
    if (lacks_document(made)) {
        const auto found = find_attachments(of.submission, earlier);
        if (!found) return found.error();
        if (*found) {
            of.complete(earlier.entries());
            made = decided({});
            if (const auto ended = follow(); !ended) return ended.error();
        }
    }
    std::vector<std::string> patients;
    for (const mappings::line& each : made.lines)
        std::ranges::move(mappings::patient_names(each, of.whole()), std::back_inserter(patients));
    std::ranges::sort(patients);
    const auto doubled = std::ranges::unique(patients);
    patients.erase(doubled.begin(), doubled.end());
    const auto history = earlier.lines_of(patients);
    if (!history) return history.error();
    return history->empty() ? made : decided(*history);
}

std::vector<mappings::line> examiner::lines(const reading& of) const
{
    return mappings::lines_of(of.whole(), tables_);
}

fhir::severity examine(
    examiner& with,
    std::string_view bytes,
    std::string& out,
    bool pretty,
    std::string_view id,
    earlier_messages* earlier
)
{
    fhir::json::writer writer{out, pretty};
    const auto fails = [&](const fault& failed) {
        fhir::write_outcome(writer, failed, id);
        return fhir::severity::fatal;
    };
    const auto read = with.read(bytes);
    if (!read) return fails(read.error());
    const fhir::result<mappings::decision> made =
        earlier ? with.decide(**read, with.usual_profiles(), *earlier) : with.decide(**read);
    if (!made) return fails(made.error());
    fhir::write_outcome(writer, made->issues, (*read)->document, id);
    return std::ranges::min(made->issues, {}, &fhir::issue::level).level;
}

}  // namespace marrow::adapter
