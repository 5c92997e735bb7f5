#include "mappings/lines/item_reader.hpp"

#include "fhir/coding.hpp"
#include "mappings/lines/code_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

constexpr std::size_t longest_quantity = 24;

/// A positive whole number, however written ("1", "1.0", "2e0"); none otherwise.
std::optional<std::int64_t> positive_whole(std::string_view text)
{
    double number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = error == std::errc{} && end == text.data() + text.size() && text.size() <= longest_quantity;
    if (!is_number || number < 1 || number > 1e9 || std::floor(number) != number) return std::nullopt;
    return static_cast<std::int64_t>(number);
}

void set_units(line& made, const value& quantity)
{
    const value& sent = quantity[name::value];
    if (!sent) return;
    made.quantity = &quantity;
    made.units = positive_whole(sent.text());
}

/// The modifier of an element: its first CPT or HCPCS coding, or one without system.
std::optional<sourced_code> read_modifier(const value& modifier, const tables& known)
{
    for (const value& coding : fhir::codings_of(modifier)) {
        const std::string_view system = fhir::trimmed(coding[name::system].text());
        const std::string_view code = fhir::trimmed(coding[name::code].text());
        const code_system of = known.system_of(system).system;
        if (code.empty()) continue;
        if (of == code_system::cpt || of == code_system::hcpcs || system.empty()) {
            return sourced_code{fhir::raised(code), &modifier};
        }
    }
    return std::nullopt;
}

std::string label_of(const value& element, std::size_t index, const std::string& parent)
{
    constexpr std::int64_t largest = 0x7FFF'FFFF;  // of a positiveInt; what is larger is no sequence
    const auto sequence = whole_number(element[name::sequence]);
    const std::string own = sequence && *sequence <= largest ? std::to_string(*sequence) : std::to_string(index + 1);
    return parent.empty() ? own : parent + "." + own;
}

/// Procedures and modifiers of a line: other lines ask it for them, so the first few are kept.
constexpr std::size_t most_shared = 32;

/// Reads one item: the code decides which elements make lines, the rest of the fields is the item's for all of them.
class item_reader {
public:
    item_reader(const value& item, const claim_desk& claim, line_desk& desk) : item_{item}, claim_{claim}, desk_{desk}
    {
    }

    std::vector<line> read(std::uint32_t claim_number)
    {
        line base;
        base.at = base.item = &item_;
        base.claim = claim_.claim;
        base.claim_number = claim_number;
        base.type = claim_.type;
        base.preauthorization = claim_.preauthorization;
        const std::span<const value> items = claim_.claim[name::item].each();
        base.label = label_of(item_, static_cast<std::size_t>(&item_ - items.data()), {});
        follow_pointers(base);
        read_codes(base);
        for (line& made : lines_)
            set_service_date(made, &claim_);
        remark_dangling();
        return std::move(lines_);
    }

private:
    void follow_pointers(line& base)
    {
        const claim_lists& lists = claim_.lists;
        for (const numbered_list* list : {&lists.care_team, &lists.diagnosis, &lists.procedure, &lists.information}) {
            numbered_list::pointed led = list->follow(item_);
            base.pointed.insert(base.pointed.end(), led.entries.begin(), led.entries.end());
            for (const value* pointer : led.dangling)
                dangling_.emplace_back(pointer, list->list());
            if (list == &lists.information) base.information = std::move(led.entries);
            if (list != &lists.procedure) continue;
            for (const value* entry : led.entries) {
                if (base.procedures.size() == most_shared) break;
                if (const fhir::resource behind = claim_.procedure_of(entry)) base.procedures.push_back(behind);
            }
        }
        base.patient = &claim_.claim[name::patient];
        base.patient_from = claim_.claim;
        const fhir::resource patient = desk_.follow(*base.patient, claim_.claim);
        base.patient_key = desk_.who.meet(*base.patient, claim_.claim, patient, {});
    }

    void read_codes(const line& base)
    {
        const value& concept_ = item_[name::productOrService];
        code_reading own = take_remarks(read_code(concept_, desk_.known));
        if (own.ambiguous) return;
        if (own.how == code_reading::source::own) return add(base, item_, concept_, std::move(own));
        read_leaves(base, item_[name::detail], name::subDetail);
        if (!lines_.empty()) return;
        const bool is_malformed =
            std::ranges::any_of(own.remarks, [](const remark& told) { return told.code == "line-code-malformed"; });
        code_reading other = take_remarks(map_code(concept_, base.procedures, desk_.of, desk_.known));
        if (other.how == code_reading::source::none && !other.ambiguous) other = code_of_procedures(base, concept_);
        if (other.how != code_reading::source::none) return add(base, item_, concept_, std::move(other));
        if (!other.ambiguous && !is_malformed) desk_.remarks.push_back(unmapped(concept_, item_, desk_.known));
    }

    void read_leaves(const line& base, const value& elements, name deeper)
    {
        std::size_t index = 0;
        for (const value& leaf : elements.each()) {
            line made = base;
            made.label = label_of(leaf, index++, base.label);
            const value& concept_ = leaf[name::productOrService];
            code_reading own = take_remarks(read_code(concept_, desk_.known));
            if (own.ambiguous) continue;
            if (own.how == code_reading::source::none && deeper != name::none) {
                const std::size_t before = lines_.size();
                read_leaves(made, leaf[deeper], name::none);
                if (lines_.size() > before) continue;
            }
            if (own.how == code_reading::source::none) {
                own = take_remarks(map_code(concept_, base.procedures, desk_.of, desk_.known));
            }
            if (own.how != code_reading::source::none) add(made, leaf, concept_, std::move(own));
        }
    }

    /// The code of the Procedures behind the item, where they agree.
    code_reading code_of_procedures(const line& base, const value& concept_)
    {
        code_reading out;
        for (const fhir::resource& procedure : base.procedures) {
            code_reading theirs = read_code(procedure[name::code], desk_.known);
            if (theirs.how == code_reading::source::none) {
                theirs = map_code(procedure[name::code], base.procedures, desk_.of, desk_.known);
            }
            if (theirs.how == code_reading::source::none) continue;
            if (out.how != code_reading::source::none && out.code.code != theirs.code.code) {
                const std::string first = out.code.code;
                out = {};
                out.ambiguous = true;
                desk_.remarks.push_back(ambiguity(concept_ ? concept_ : item_, first, theirs.code.code));
                return out;
            }
            out = take_remarks(std::move(theirs));
        }
        return out;
    }

    void add(const line& base, const value& at, const value& concept_, code_reading reading)
    {
        line made = base;
        made.at = &at;
        made.code = std::move(reading.code);
        made.code_concept = concept_ ? &concept_ : &at;
        made.modifiers = std::move(reading.modifiers);
        for (const value& modifier : at[name::modifier].each()) {
            if (made.modifiers.size() == most_shared) break;
            if (auto read = read_modifier(modifier, desk_.known)) made.modifiers.push_back(std::move(*read));
        }
        set_units(made, at[name::quantity]);
        lines_.push_back(std::move(made));
    }

    code_reading take_remarks(code_reading reading)
    {
        desk_.remarks.insert(desk_.remarks.end(), reading.remarks.begin(), reading.remarks.end());
        return reading;
    }

    void remark_dangling()
    {
        const bool feeds = std::ranges::any_of(lines_, [this](const line& made) {
            return desk_.known.family(made.code.code) != nullptr;
        });
        for (const auto& [pointer, list] : dangling_) {
            values with{{"list", std::string{known_spelling(list)}}};
            if (const auto sequence = shown_number(*pointer)) with.emplace_back("sequence", *sequence);
            if (!lines_.empty()) with.emplace_back("line", lines_.front().label);
            desk_.remarks.push_back(
                {"pointer-dangling",
                 {pointer},
                 std::move(with),
                 feeds ? fhir::severity::error : fhir::severity::warning}
            );
        }
    }

    const value& item_;
    const claim_desk& claim_;
    line_desk& desk_;
    std::vector<line> lines_;
    std::vector<std::pair<const value*, name>> dangling_;
};

}  // namespace

void read_item(
    const value& item, const claim_desk& claim, std::uint32_t claim_number, line_desk& desk, std::vector<line>& lines
)
{
    std::vector<line> made = item_reader{item, claim, desk}.read(claim_number);
    std::ranges::move(made, std::back_inserter(lines));
}

void finish_line(line& made, const claim_desk& claim, line_desk& desk)
{
    set_place(made, &claim, desk);
    set_diagnoses(made, &claim, desk);
    set_practitioners(made, &claim, desk);
}

std::optional<line> read_procedure(const fhir::resource& procedure, line_desk& desk)
{
    const value& concept_ = procedure[name::code];
    const std::span<const fhir::resource> itself{&procedure, 1};
    code_reading reading = read_code(concept_, desk.known);
    desk.remarks.insert(desk.remarks.end(), reading.remarks.begin(), reading.remarks.end());
    if (reading.how == code_reading::source::none && !reading.ambiguous) {
        const bool is_malformed = !reading.remarks.empty();
        reading = map_code(concept_, itself, desk.of, desk.known);
        desk.remarks.insert(desk.remarks.end(), reading.remarks.begin(), reading.remarks.end());
        if (reading.how == code_reading::source::none && !reading.ambiguous && !is_malformed) {
            desk.remarks.push_back(unmapped(concept_, *procedure.node, desk.known));
        }
    }
    if (reading.how == code_reading::source::none) return std::nullopt;

    line made;
    made.at = procedure.node;
    made.code = std::move(reading.code);
    made.code_concept = &concept_;
    made.modifiers = std::move(reading.modifiers);
    made.procedures.push_back(procedure);
    made.patient = &procedure[name::subject];
    made.patient_from = procedure;
    const fhir::resource patient = desk.follow(*made.patient, procedure);
    made.patient_key = desk.who.meet(*made.patient, procedure, patient, {});
    set_service_date(made, nullptr);
    set_place(made, nullptr, desk);
    set_diagnoses(made, nullptr, desk);
    set_practitioners(made, nullptr, desk);
    return made;
}

}  // namespace marrow::mappings
