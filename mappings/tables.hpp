#pragma once

#include "fhir/fault.hpp"
#include "fhir/issue.hpp"
#include "fhir/primitives.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::mappings {

/// The days on which a row holds, both included. A deletion day is the last active day; a row without dates holds
/// from the day its code exists.
struct validity {
    fhir::day effective{fhir::day::min()};
    fhir::day last{fhir::day::max()};

    bool holds_on(fhir::day date) const { return effective <= date && date <= last; }
};

/// What `marrow tables list` says of a table.
struct table_info {
    std::string name;    ///< "add-on-edits"
    std::string source;  ///< "CMS NCCI add-on code edits, 2024-06-03"
    std::string date;    ///< of the source, YYYY-MM-DD
    std::string origin;  ///< "built in", or the file it came from
    std::size_t rows{};
};

/// CMS NCCI add-on code edits. Type 1: closed list; 2: no list, the contractor says; 3: list that is not exclusive.
struct add_on_edit {
    std::string add_on;
    std::string primary;  ///< empty: the contractor says which (type 2, and some rows of type 3)
    std::uint8_t type{};
    validity dates;
};

/// Which way a device of the family goes, and where it lies.
enum class act : std::uint8_t { insertion, removal };
enum class device_site : std::uint8_t { deep, intramedullary, intra_articular };

/// A code that Marrow watches: its act and site choose the terms and reasons that serve it.
struct family_code {
    std::string code;
    act what{};
    device_site where{};
    validity dates;
};

/// A role a code has as candidate for primary, other than by the surgical range.
enum class candidate_role : std::uint8_t { last_resort, never };

struct ptp_edit {
    std::string column1;
    std::string column2;
    char indicator{};  ///< '0' no modifier bypasses, '1' an NCCI modifier does, '9' not applicable
    validity dates;
};

/// Which CMS file a claim is held against.
enum class setting : std::uint8_t { practitioner, outpatient_hospital };

struct mue_limit {
    std::string code;
    std::uint32_t units{};
    char adjudication{};  ///< '1' line, '2' day by policy, '3' day, clinical
};

/// How the Medicare fee schedule treats a code: its status and payment policy indicators, as published.
struct fee_indicators {
    std::string code;
    std::string modifier;  ///< "26", "TC", "53" or empty
    std::string status;    ///< "A" active, "C" carrier priced, "I" not valid for Medicare, ...
    std::string global;    ///< "000", "010", "090", "ZZZ" (add-on), ...
    char components{};     ///< PC/TC indicator; '0' to '9'
    char multiple{};       ///< multiple procedures
    char bilateral{};
    char assistant{};    ///< '0': an assistant needs documentation
    char co_surgeons{};  ///< '0': not permitted
    char team{};         ///< '0': not permitted
};

/// What a modifier means for an add-on line; the name is that of the finding.
struct modifier_row {
    std::string modifier;
    std::string finding;   ///< "modifier-51-on-add-on", ...; empty: none
    bool ncci{};           ///< bypasses a PTP edit of indicator 1
    bool separate_site{};  ///< says a separate site by itself (59, XS)
    std::string side;      ///< "right", "left" or empty
};

/// What a modifier means for a global period.
struct global_modifier {
    std::string modifier;
    bool allowed{};  ///< a line with it may stand within the period of an earlier surgery (58, 78, 79; what is no
                     ///< surgery)
    bool begins{};   ///< a line with it begins a period of its own
};

enum class code_system : std::uint8_t {
    unknown,
    cpt,
    hcpcs,
    icd10cm,
    icd10pcs,
    snomed,
    loinc,
    place_of_service,
    nucc,
    npi
};

struct system_uri {
    code_system system{code_system::unknown};
    bool canonical{};
    std::string_view listed{};  ///< the URI as the table spells it, safe to show; valid as long as the tables
};

/// "CPT", "HCPCS", "ICD-10-CM", ...; "unknown".
std::string_view name_of(code_system system);

/// Documents by LOINC type.
enum class document_worth : std::uint8_t { none, evidence_only, accepted };

/// A word or phrase looked for in documents, as whole words without regard to case.
/// `pattern`: words in order, alternatives split by |, each a word or words; up to three other words may lie between
/// two groups split by " + ". Example: "antibiotic|drug-eluting + nail|rod".
struct term {
    std::string kind;         ///< device, site, reason, negation, act-negation, prefabricated, right, left, bone
    std::optional<act> what;  ///< serves this act only
    std::optional<device_site> where;  ///< says, or serves, this site only
    std::string pattern;
};

/// ICD-10-CM codes that are a reason for an act: those that begin so (dots ignored) and, when given, end in one of
/// these seventh characters.
struct reason_row {
    act what{};
    std::string prefix;
    std::string seventh;
};

/// One mapping of a ConceptMap: a source code becomes a CPT code when every dependsOn holds.
struct concept_mapping {
    struct condition {
        std::string property;  ///< element of the Procedure: "bodySite", "usedCode", "device", "approach"
        std::string value;     ///< a code of that element
    };
    std::string system;
    std::string code;
    std::string target;
    std::vector<condition> depends_on;
};

/// One finding of the contract: words are data. Placeholders in braces ({code}, {line}, {date}, ...) are filled
/// with the values of the case; one without a value is left out together with its sentence.
struct finding_row {
    std::string code;
    fhir::severity level{};
    std::string type;  ///< issue-type code
    std::string carc;  ///< empty: none
    std::string rarc;
    std::string text;     ///< what is wrong
    std::string mend;     ///< what would mend it
    std::string why;      ///< why it matters, for `marrow explain`
    std::string when;     ///< when it comes, in one sentence
    std::string at;       ///< the element it points at, in words
    std::string example;  ///< FHIRPath of such an element
};

class term_matcher;

/// All that decisions rest on. Immutable once loaded; shared by all threads. Lookups are by binary search or hash.
class tables {
public:
    /// The built-in tables, each replaced by the file of its name in `directory` where there is one (empty: none).
    /// ConceptMaps of the directory (conceptmap-*.json) are added. A bad file is a fault with line and column, a file
    /// of another name a fault that says so (names that begin with a dot are passed over); nothing is half-loaded.
    /// Bounds: 256 MB and 5 million rows a file, 64 KB a record.
    static fhir::result<tables> load(const std::string& directory = {});

    std::span<const table_info> list() const { return infos_; }

    /// Rows of an add-on code; empty when it is no add-on.
    std::span<const add_on_edit> edits_of(std::string_view add_on) const;
    bool is_add_on(std::string_view code) const { return !edits_of(code).empty(); }

    const family_code* family(std::string_view code) const;
    const family_code* family(act what, device_site where) const;

    /// Dates of a code; none when the tables have no row of it.
    const validity* dates_of(std::string_view code) const;

    /// Whether the code lies in the surgical range (a table row) whatever its role.
    bool is_surgical(std::string_view code) const;
    std::optional<candidate_role> role_of(std::string_view code) const;
    /// The first code of that role; empty: none.
    std::string_view code_of(candidate_role role) const;

    /// The rows of a pair, in either order (several when it was deleted and made anew).
    std::vector<const ptp_edit*> ptp(setting file, std::string_view a, std::string_view b) const;
    /// The rows of a column 1 code, by column 2.
    std::span<const ptp_edit> ptp_of(setting file, std::string_view column1) const;
    const mue_limit* mue(setting file, std::string_view code) const;

    /// The row of the code without modifier.
    const fee_indicators* fee_schedule(std::string_view code) const;

    /// The days after a surgery that are paid with it: 0, 10, 90. By the fee schedule's row of the code where there is
    /// one, else by the table of global periods; none for an add-on, and where there is no such period or none is
    /// known.
    std::optional<std::uint32_t> global_days(std::string_view code) const;
    const global_modifier* in_global_period(std::string_view modifier) const;

    const modifier_row* modifier(std::string_view modifier) const;
    /// By the URI as it stands; else without regard to http or https, case and one slash at the end.
    system_uri system_of(std::string_view uri) const;
    /// The canonical URI; empty for unknown.
    std::string_view canonical_of(code_system system) const;
    /// Whether the place of service is usual for the family (19, 21, 22, 24).
    bool is_usual_place(std::string_view place) const;
    bool is_inpatient_place(std::string_view place) const;
    document_worth worth_of(std::string_view loinc) const;
    /// Whether the LOINC code is that of a section of indications.
    bool is_indications(std::string_view loinc) const;
    bool is_reason(act what, std::string_view icd10cm) const;
    std::span<const term> terms() const { return terms_; }
    /// The terms, ready to be looked for.
    const term_matcher& matcher() const { return *matcher_; }
    /// "right" or "left" for a SNOMED CT body site or qualifier that has a side; empty otherwise.
    std::string_view side_of(std::string_view snomed) const;
    /// Whether a SNOMED CT body site is a bone; and which site of a device a code says.
    bool is_bone(std::string_view snomed) const;
    std::optional<device_site> site_of(std::string_view snomed) const;
    bool is_usual_specialty(std::string_view nucc) const;
    std::span<const concept_mapping> mappings_of(std::string_view system, std::string_view code) const;

    const finding_row* finding(std::string_view code) const;
    std::span<const finding_row> findings() const { return findings_; }

private:
    friend class table_builder;

    /// Codes from first to last.
    struct global_period {
        std::string first;
        std::string last;
        std::uint32_t days{};
    };

    struct system_row {
        std::string uri;
        code_system system{};
        bool canonical{};
        std::uint64_t look{};  ///< hash of what of the URI counts; they are sorted by it
    };

    std::vector<table_info> infos_;
    std::vector<add_on_edit> add_ons_;
    std::vector<family_code> family_;
    std::vector<std::pair<std::string, validity>> codes_;
    std::vector<std::pair<std::string, std::string>> surgical_ranges_;
    std::vector<std::pair<std::string, candidate_role>> roles_;
    std::vector<ptp_edit> ptp_[2];
    std::vector<mue_limit> mue_[2];
    std::vector<modifier_row> modifiers_;
    std::vector<system_row> systems_;
    std::vector<fee_indicators> fees_;
    std::vector<global_period> global_periods_;
    std::vector<global_modifier> global_modifiers_;
    std::vector<std::string> usual_places_;
    std::vector<std::string> inpatient_places_;
    std::vector<std::pair<std::string, document_worth>> documents_;
    std::vector<reason_row> reasons_;
    std::vector<std::string> indications_;
    std::vector<term> terms_;
    std::shared_ptr<const term_matcher> matcher_;
    std::vector<std::pair<std::string, std::string>> sides_;
    std::vector<std::string> bones_;
    std::vector<std::pair<std::string, device_site>> sites_;
    std::vector<std::string> specialties_;
    std::vector<concept_mapping> mappings_;
    std::vector<finding_row> findings_;
};

/// How a site wants findings weighed. From a TOML file; an unknown key or finding is a fault.
///   add_ons = "family" | "all"
///   max_issues = 500
///   [severity]
///   documentation-missing = "warning"
struct policy {
    std::map<std::string, fhir::severity, std::less<>> severities;
    bool all_add_ons{};
    std::size_t max_issues{500};

    static fhir::result<policy> parse(std::string_view toml, const tables& known);
};

}  // namespace marrow::mappings
