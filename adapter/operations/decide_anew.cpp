#include "adapter/operations/decide_anew.hpp"

#include "adapter/operations/interactions.hpp"
#include "adapter/operations/ties.hpp"
#include "adapter/store/compressed.hpp"
#include "adapter/version.hpp"
#include "fhir/json/write.hpp"
#include "fhir/outcome.hpp"

#include <algorithm>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;

namespace {

fault broken(std::string_view what)
{
    return {fault_kind::internal, "What is kept is broken.", std::string{what}, {}};
}

/// A message with its last decision, expanded.
struct kept_case {
    store::message came;
    store::decision last;
    std::string body;
    std::string outcome;
};

fhir::result<kept_case> find(store::message_store& in, const std::string& id)
{
    auto came = in.find_message(id);
    if (!came) return came.error();
    auto last = in.find_decision(id);
    if (!last) return last.error();
    if (!*came || !*last) return fault{fault_kind::not_found, "The message is not kept any more.", {}, {}};
    kept_case made{std::move(**came), std::move(**last), {}, {}};
    if (!store::expand(made.came.body, made.body)) return broken("a body cannot be expanded");
    if (!store::expand(made.last.outcome, made.outcome)) return broken("an outcome cannot be expanded");
    return made;
}

std::uint32_t count_errors(const mappings::decision& in)
{
    const auto is_error = [](const fhir::issue& one) { return one.level <= fhir::severity::error; };
    return static_cast<std::uint32_t>(std::ranges::count_if(in.issues, is_error));
}

}  // namespace

fhir::result<store::revision>
decide_anew(examiner& with, const store::keeping& by, const store::due& of, std::int64_t now)
{
    const auto kept = find(by.in, of.message);
    if (!kept) return kept.error();
    const auto read = with.read(kept->body, kept->last.release, kept->came.sender);
    if (!read) return read.error();
    recall earlier{by.in, of.message};
    const auto decided = with.decide(**read, with.usual_profiles(), earlier);
    if (!decided) return decided.error();

    std::string outcome;
    fhir::json::writer writer{outcome, kept->outcome.starts_with("{\n")};
    fhir::write_outcome(writer, decided->issues, (*read)->document, of.message);
    store::revision made{of, now, std::nullopt, ties_of(**read, *decided, earlier)};
    if (outcome == kept->outcome) return made;
    const std::uint32_t errors = count_errors(*decided);
    made.made = store::decision{
        of.message,
        kept->last.number + 1,
        now,
        static_cast<std::uint16_t>(errors == 0 || is_batch((*read)->submission) ? 200 : 422),
        kept->last.release,
        errors,
        std::string{version()},
        by.basis,
        store::compressed(outcome)};
    return made;
}

}  // namespace marrow::adapter
