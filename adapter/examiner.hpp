#pragma once

#include "fhir/json/arena.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/submission.hpp"
#include "fhir/validate/validate.hpp"
#include "mappings/decide.hpp"
#include "mappings/earlier_line.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace marrow::adapter {

/// What was received earlier, as a decision asks for it. What it gives lives as long as it does.
class earlier_messages {
public:
    virtual ~earlier_messages() = default;

    /// Looks for the resources that go by these names (fhir/names.hpp). True when there are more entries() now.
    virtual fhir::result<bool> find(std::span<const std::string> names) = 0;

    /// Those that were found, the oldest first.
    virtual std::vector<fhir::entry> entries() const = 0;

    /// Lines of patients that go by any of these names.
    virtual fhir::result<std::vector<mappings::earlier_line>> lines_of(std::span<const std::string> patients) = 0;
};

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
        reading(fhir::json::document parsed, fhir::version release, std::string by)
            : document{std::move(parsed)}, sender{std::move(by)}, submission{document, release, {}, sender}
        {
        }
        reading(const reading&) = delete;

        /// The submission with what was received earlier, or as it came.
        const fhir::submission& whole() const { return completed_ ? *completed_ : submission; }
        void complete(std::vector<fhir::entry> earlier);

        fhir::json::document document;
        const std::string sender;  ///< sender_of() of what the request said
        fhir::submission submission;

    private:
        std::vector<fhir::entry> earlier_;
        std::unique_ptr<const fhir::submission> completed_;
    };

    /// Parses JSON or XML; a fault is malformed input, no FHIR resource at the root, or a bound passed.
    /// The bytes must outlive the reading. A release goes before that of the options, a sender before that of the
    /// MessageHeader.
    fhir::result<std::unique_ptr<reading>>
    read(std::string_view bytes, std::optional<fhir::version> release = std::nullopt, std::string_view sender = {});

    /// The same of a resource that stands in what was read last; places stay those of the whole.
    fhir::result<std::unique_ptr<reading>> read_within(
        const reading& of,
        const fhir::json::value& resource,
        std::optional<fhir::version> release = std::nullopt,
        std::string_view sender = {}
    ) const;

    /// What there is to say of it, ordered by place; never without an issue.
    mappings::decision decide(const reading& of) const { return decide(of, bounds_.asked); }

    /// Those of the options.
    std::span<const std::string> usual_profiles() const { return bounds_.asked; }

    /// The same, held against these profiles instead of those of the options.
    mappings::decision decide(const reading& of, std::span<const std::string> profiles) const;

    /// The same with what was received earlier, which must outlive the reading. A fault of `earlier` is passed on.
    fhir::result<mappings::decision>
    decide(reading& of, std::span<const std::string> profiles, earlier_messages& earlier) const;

    /// Whether the profile, url or url|version, is one that resources can be held against; none is for the decision
    /// alone.
    bool knows_profile(std::string_view canonical) const;

    std::vector<mappings::line> lines(const reading& of) const;
    bool watches(const mappings::line& one) const { return mappings::is_watched(one, tables_, policy_); }

private:
    fhir::result<std::unique_ptr<reading>>
    accept(fhir::json::document read, std::optional<fhir::version> release, std::string_view sender) const;
    fhir::validate::result structure_of(const reading& of, std::span<const std::string> profiles) const;
    mappings::decision
    with_structure(mappings::decision made, fhir::validate::result structure, const reading& of) const;
    fhir::result<mappings::decision>
    look_back(reading& of, std::span<const fhir::json::value* const> broken, earlier_messages& earlier) const;

    const mappings::tables& tables_;
    const mappings::policy& policy_;
    options bounds_;
    fhir::json::arena memory_;
};

/// The whole way in one call: appends an OperationOutcome to `out`, for a decision and for a fault alike.
/// Returns the worst severity in it. `earlier` may be null.
fhir::severity examine(
    examiner& with,
    std::string_view bytes,
    std::string& out,
    bool pretty = false,
    std::string_view id = {},
    earlier_messages* earlier = nullptr
);

}  // namespace marrow::adapter
