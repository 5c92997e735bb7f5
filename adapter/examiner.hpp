#pragma once

#include "fhir/json/arena.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/submission.hpp"
#include "fhir/validate/validate.hpp"
#include "mappings/decide.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace marrow::adapter {

/// What every face asks of a submission, with the memory for it. One a thread; reused from submission to submission.
class examiner {
public:
    /// What a submission is held against: the definitions of FHIR, the rules of add-on codes, or both.
    enum class scope : std::uint8_t { all, structure, decision };

    struct options {
        std::optional<fhir::version> release{};  ///< none: as the elements betray
        std::uint32_t max_entries{UINT32_MAX};   ///< of a Bundle; more is a fault (too_large)
        fhir::json::limits json{};
        scope only{scope::all};
        const fhir::validate::profiles::library* profiles{};  ///< null: meta.profile is not looked at
        std::span<const std::string> asked{};                 ///< of these, that the root is held against
    };

    /// Tables, policy and profiles must outlive the examiner.
    examiner(const mappings::tables& known, const mappings::policy& weighed, options bounds);

    /// A submission that could be read. Refers to the bytes and to the examiner, until its next read().
    struct reading {
        reading(fhir::json::document parsed, fhir::version release)
            : document{std::move(parsed)}, submission{document, release}
        {
        }
        reading(const reading&) = delete;

        fhir::json::document document;
        fhir::submission submission;
    };

    /// Parses; a fault is malformed input, no FHIR resource at the root, or a bound passed.
    /// The bytes must outlive the reading. A release goes before that of the options.
    fhir::result<std::unique_ptr<reading>>
    read(std::string_view bytes, std::optional<fhir::version> release = std::nullopt);

    /// What there is to say of it, ordered by place; never without an issue.
    mappings::decision decide(const reading& of) const { return decide(of, bounds_.asked); }

    /// The same, held against these profiles instead of those of the options.
    mappings::decision decide(const reading& of, std::span<const std::string> profiles) const;

    /// Whether the profile, url or url|version, is one that resources can be held against; none is for the decision
    /// alone.
    bool knows_profile(std::string_view canonical) const;

    std::vector<mappings::line> lines(const reading& of) const;

private:
    const mappings::tables& tables_;
    const mappings::policy& policy_;
    options bounds_;
    fhir::json::arena memory_;
};

/// The whole way in one call: appends an OperationOutcome to `out`, for a decision and for a fault alike.
/// Returns the worst severity in it.
fhir::severity
examine(examiner& with, std::string_view bytes, std::string& out, bool pretty = false, std::string_view id = {});

}  // namespace marrow::adapter
