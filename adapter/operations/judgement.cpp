#include "adapter/operations/judgement.hpp"

#include "adapter/metrics/tally.hpp"
#include "adapter/recall.hpp"
#include "fhir/outcome.hpp"

#include <algorithm>

namespace marrow::adapter {

reply write_judgement(const question& asked, const payload& about, const mappings::decision& made, std::string& out)
{
    if (asked.of.counts) asked.of.counts->found(made.issues);
    fhir::json::writer writer{out, asked.pretty};
    fhir::write_outcome(writer, made.issues, about->document, asked.id);
    const auto is_error = [](const fhir::issue& one) { return one.level <= fhir::severity::error; };
    return {200, about->submission.release(), static_cast<std::uint32_t>(std::ranges::count_if(made.issues, is_error))};
}

fhir::result<reply>
judge(const question& asked, payload& about, std::string& out, std::span<const std::string> profiles)
{
    if (!asked.of.keeping) return write_judgement(asked, about, asked.with.decide(*about, profiles), out);
    recall earlier{asked.of.keeping->in};
    const auto made = asked.with.decide(about.read(), profiles, earlier);
    if (!made) return made.error();
    return write_judgement(asked, about, *made, out);
}

}  // namespace marrow::adapter
