#include "mappings/documents/collect.hpp"

#include "mappings/checks/words.hpp"
#include "mappings/lines/claim_lists.hpp"

#include <unordered_set>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

constexpr std::size_t looks_of_a_line = 64;

}  // namespace

collector::collector(context& with) : with_{with}, pointing_{with.of}
{
}

std::uint32_t collector::number_of(const fhir::resource& resource, const value* information)
{
    if (kind_of(resource) == document_kind::none) return nothing;
    const auto [at, is_new] = numbers_.try_emplace(resource.node, static_cast<std::uint32_t>(documents_.size()));
    if (is_new) documents_.push_back(make_document(resource, information));
    document& known = documents_[at->second];
    if (!known.information) known.information = information;
    return at->second;
}

std::uint32_t collector::resolve(const value& reference, const fhir::resource& from, const value* information)
{
    const fhir::resolved led = with_.of.resolve(reference, from);
    if (led) {
        const std::uint32_t number = number_of(led.target, information);
        const bool is_guess = led.how == fhir::resolution::guessed && number != nothing;
        if (is_guess) with_.out.add("reference-guessed", {&reference});
        return number;
    }
    with_.out.add("documentation-not-found", {&reference}, about_);
    return nothing;
}

std::uint32_t collector::behind(const value& reference, const fhir::resource& from, const value* information)
{
    const auto [at, is_new] = led_.try_emplace(&reference, nothing);
    if (is_new) at->second = resolve(reference, from, information);
    return at->second;
}

std::uint32_t collector::behind_information(const value& entry, const fhir::resource& claim)
{
    if (const value& reference = entry[name::valueReference]) return behind(reference, claim, &entry);
    const value& own = entry[name::valueAttachment];
    if (!own) return nothing;
    const auto [at, is_new] = numbers_.try_emplace(&own, static_cast<std::uint32_t>(documents_.size()));
    if (is_new) documents_.push_back(make_inline_document(entry, claim));
    return at->second;
}

/// Entries of supportingInfo whose number no item of the claim points to.
const std::vector<const value*>& collector::loose_information(const fhir::resource& claim)
{
    const auto [at, is_new] = loose_.try_emplace(claim.node);
    if (!is_new) return at->second;
    std::unordered_set<std::int64_t> pointed;
    for (const value& item : claim[name::item].each()) {
        for (const value& pointer : item[name::informationSequence].each()) {
            if (const auto number = whole_number(pointer)) pointed.insert(*number);
        }
    }
    for (const value& entry : claim[name::supportingInfo].each()) {
        const auto number = whole_number(entry[name::sequence]);
        if (!number || !pointed.contains(*number)) at->second.push_back(&entry);
    }
    return at->second;
}

bool collector::may_look()
{
    if (looks_left_ != 0) {
        --looks_left_;
        return true;
    }
    return own_looks_left_ != 0 && own_looks_left_-- != 0;
}

void collector::reach(std::uint32_t number, bool by_primary)
{
    if (number == nothing) return;
    marks_.resize(documents_.size());
    mark& seen = marks_[number];
    if (seen.line != line_) {
        seen = {line_, static_cast<std::uint32_t>(now_.documents.size())};
        now_.documents.push_back({number, by_primary});
    } else if (by_primary) {
        now_.documents[seen.place].by_primary = true;
    }
}

void collector::reach_information(const std::vector<const value*>& entries, const fhir::resource& claim)
{
    for (const value* entry : entries) {
        if (!may_look()) return;
        const std::uint32_t number = behind_information(*entry, claim);
        if (number != nothing || (*entry)[name::valueReference]) now_.information.push_back(entry);
        reach(number, false);
    }
}

void collector::reach_reports(const line& of, bool by_primary)
{
    for (const fhir::resource& procedure : of.procedures) {
        for (const name member : {name::report, name::supportingInfo}) {
            for (const value& reference : procedure[member].each()) {
                if (!may_look()) return;
                reach(behind(reference, procedure, nullptr), by_primary);
            }
        }
    }
}

void collector::reach_back(const std::vector<back_pointer>& pointers, const value& target, bool by_primary)
{
    for (const back_pointer& pointer : pointers) {
        if (!may_look()) return;
        with_.of.come_to(pointer.document, target);
        if (pointer.is_guessed) with_.out.add("reference-guessed", {pointer.reference});
        reach(number_of(pointer.document, nullptr), by_primary);
    }
}

void collector::reach_pointing_back(const line& of, bool by_primary)
{
    for (const fhir::resource& procedure : of.procedures) {
        reach_back(pointing_.to(procedure), *procedure.node, by_primary);
        for (const name member : {name::encounter, name::basedOn}) {
            for (const value& shared : procedure[member].each()) {
                if (!may_look()) return;
                reach_back(pointing_.to_same_as(shared, procedure), shared, by_primary);
            }
        }
    }
}

/// A document for the item of the primary counts as well.
void collector::reach_claim_back(const line& of, const line* primary)
{
    std::vector<back_pointer> out;
    for (const back_pointer& each : pointing_.to(of.claim)) {
        const bool is_for_primary = primary && primary->item && each.is_for(*primary->item);
        if (!of.item || each.is_for(*of.item) || is_for_primary) out.push_back(each);
    }
    reach_back(out, *of.claim.node, false);
}

collection collector::collect(const add_on_line& add_on)
{
    now_ = {};
    about_ = about(*add_on.of);
    ++line_;
    own_looks_left_ = looks_of_a_line;
    const line& of = *add_on.of;
    const line* primary = add_on.primary;
    reach_information(of.information, of.claim);
    if (of.claim) reach_information(loose_information(of.claim), of.claim);
    if (primary) reach_information(primary->information, primary->claim);
    reach_reports(of, false);
    if (primary) reach_reports(*primary, true);
    reach_pointing_back(of, false);
    if (of.claim) reach_claim_back(of, primary);
    if (primary) reach_pointing_back(*primary, true);
    return std::move(now_);
}

}  // namespace marrow::mappings
