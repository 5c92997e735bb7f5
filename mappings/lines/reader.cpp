#include "mappings/lines/reader.hpp"

#include "fhir/coding.hpp"
#include "mappings/lines/item_reader.hpp"
#include "mappings/lines/procedure_pool.hpp"

#include <algorithm>
#include <array>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

constexpr std::array not_performed{
    std::string_view{"preparation"},
    std::string_view{"in-progress"},
    std::string_view{"not-done"},
    std::string_view{"on-hold"},
    std::string_view{"entered-in-error"},
    std::string_view{"unknown"}};

/// How far ahead of the reading the memory of entries is asked for.
constexpr std::size_t entries_ahead = 6;

constexpr std::array inactive{
    std::string_view{"cancelled"}, std::string_view{"entered-in-error"}, std::string_view{"draft"}};

bool is_active(const fhir::resource& claim)
{
    return std::ranges::find(inactive, claim[name::status].text()) == inactive.end();
}

bool is_to_come(const fhir::resource& claim)
{
    const std::string_view use = claim[name::use].text();
    return use == "preauthorization" || use == "predetermination";
}

claim_type type_of(const fhir::resource& claim)
{
    const std::span<const value> codings = fhir::codings_of(claim[name::type]);
    const auto says = [&](std::string_view type) {
        return std::ranges::any_of(codings, [&](const value& coding) { return coding[name::code].text() == type; });
    };
    if (says("professional")) return claim_type::professional;
    return says("institutional") ? claim_type::institutional : claim_type::other;
}

claim_desk open_claim(const fhir::resource& claim, line_desk& desk)
{
    claim_desk opened{claim, claim_lists{*claim.node}, {}, type_of(claim), is_to_come(claim)};
    for (const value& entry : claim[name::procedure].each()) {
        const value& reference = entry[name::procedureReference];
        if (!reference) continue;
        const fhir::resource procedure = desk.follow(reference, claim);
        if (procedure && procedure.type() == "Procedure") opened.procedures.emplace_back(&entry, procedure);
    }
    return opened;
}

void withdraw_procedures(const fhir::resource& claim, const line_desk& desk, procedure_pool& pool)
{
    for (const value& entry : claim[name::procedure].each()) {
        const fhir::resource procedure = desk.of.resolve(entry[name::procedureReference], claim).target;
        if (procedure) pool.withdraw(procedure);
    }
}

void remark_doubled(const numbered_list& list, const std::vector<const value*>& watched, line_desk& desk)
{
    for (const auto& [later, first] : list.doubled()) {
        const bool feeds = std::ranges::binary_search(watched, first);
        values with{{"list", std::string{known_spelling(list.list())}}};
        if (const auto sequence = shown_number((*later)[name::sequence])) with.emplace_back("sequence", *sequence);
        desk.remarks.push_back(
            {"sequence-duplicate",
             {&(*later)[name::sequence], &(*first)[name::sequence]},
             std::move(with),
             feeds ? fhir::severity::error : fhir::severity::warning}
        );
    }
}

/// Doubled sequence numbers; graver where a watched line points to them.
void remark_sequences(const claim_desk& claim, std::span<const line> lines, line_desk& desk)
{
    std::vector<const value*> watched;
    for (const line& made : lines) {
        if (desk.known.family(made.code.code)) watched.insert(watched.end(), made.pointed.begin(), made.pointed.end());
    }
    std::ranges::sort(watched);
    for (const numbered_list* list :
         {&claim.lists.care_team, &claim.lists.diagnosis, &claim.lists.procedure, &claim.lists.information}) {
        remark_doubled(*list, watched, desk);
    }
    const value& root = *claim.claim.node;
    remark_doubled({root, name::item, name::none}, watched, desk);
    remark_doubled({root, name::insurance, name::none}, watched, desk);
}

/// The Procedures of a claim are known now, and those behind its items taken.
void take_procedures(const claim_desk& claim, line_desk& desk, procedure_pool& pool)
{
    for (const auto& [at, procedure] : claim.procedures) {
        pool.add(procedure, desk);
        if (claim.preauthorization) pool.expect(procedure);
    }
    for (const value& item : claim.claim[name::item].each()) {
        for (const value* at : claim.lists.procedure.follow(item).entries) {
            if (const fhir::resource behind = claim.procedure_of(at)) pool.take(behind);
        }
    }
}

/// A claim with lines that look for a Procedure among those that nothing else has, once all are known.
struct open_lines {
    claim_desk claim;
    std::vector<std::size_t> numbers;
};

/// All of a claim in one go, for what it looks at to be near.
void read_claim(
    claim_desk claim,
    std::uint32_t number,
    line_desk& desk,
    procedure_pool& pool,
    std::vector<open_lines>& waiting,
    std::vector<line>& lines
)
{
    take_procedures(claim, desk, pool);
    const std::size_t before = lines.size();
    for (const value& item : claim.claim[name::item].each())
        read_item(item, claim, number, desk, lines);
    remark_sequences(claim, std::span{lines}.subspan(before), desk);
    std::vector<std::size_t> open;
    for (std::size_t at = before; at < lines.size(); ++at) {
        if (lines[at].procedures.empty())
            open.push_back(at);
        else
            finish_line(lines[at], claim, desk);
    }
    if (!open.empty()) waiting.push_back({std::move(claim), std::move(open)});
}

void finish(std::span<const open_lines> waiting, line_desk& desk, procedure_pool& pool, std::vector<line>& lines)
{
    for (const open_lines& of : waiting) {
        for (const std::size_t at : of.numbers) {
            line& made = lines[at];
            if (const fhir::resource like = pool.take_like(made, desk)) made.procedures.push_back(like);
            finish_line(made, of.claim, desk);
        }
    }
}

void remark_not_billable(const fhir::resource& procedure, line_desk& desk)
{
    const value& status = procedure[name::status];
    desk.remarks.push_back({"line-not-billable", {&status}, {{"status", std::string{status.text()}}}, std::nullopt});
}

void read_procedures(procedure_pool& pool, std::uint32_t number, line_desk& desk, std::vector<line>& lines)
{
    const auto is_claim = [](const fhir::entry& entry) { return entry.type == "Claim"; };
    const bool has_claims = std::ranges::any_of(desk.of.entries(), is_claim);
    std::size_t ordinal = 0;
    for (const fhir::resource& procedure : pool.free()) {
        if (desk.of.is_earlier(procedure)) continue;
        if (!was_performed(procedure)) {
            if (!pool.is_expected(procedure)) remark_not_billable(procedure, desk);
            continue;
        }
        std::optional<line> made = read_procedure(procedure, desk);
        if (!made) continue;
        made->claim_number = number;
        made->is_unclaimed = has_claims;
        made->label = "P" + std::to_string(++ordinal);
        lines.push_back(std::move(*made));
    }
}

void settle(std::vector<line>& lines, people& who)
{
    if (who.are_apart()) return;
    for (line& made : lines) {
        made.patient_key = who.settled(made.patient_key);
        for (person& met : made.practitioners)
            met.key = who.settled(met.key);
    }
}

}  // namespace

bool was_performed(const fhir::resource& procedure)
{
    return std::ranges::find(not_performed, procedure[name::status].text()) == not_performed.end();
}

line_reading read_lines(const fhir::submission& of, const tables& known)
{
    line_reading out;
    line_desk desk{of, known, out.remarks, people{of}};
    procedure_pool pool;
    std::vector<open_lines> waiting;
    std::uint32_t number = 0;
    for (const fhir::entry& entry : of.entries()) {
        of.fetch(entry.index + entries_ahead, entry.index + entries_ahead + 1);
        const fhir::resource resource{entry.resource, &entry};
        if (entry.type == "Procedure") pool.add(resource, desk);
        if (entry.type != "Claim") continue;
        if (is_active(resource))
            read_claim(open_claim(resource, desk), number++, desk, pool, waiting, out.lines);
        else
            withdraw_procedures(resource, desk, pool);
    }
    finish(waiting, desk, pool, out.lines);
    read_procedures(pool, number, desk, out.lines);
    settle(out.lines, desk.who);
    return out;
}

}  // namespace marrow::mappings
