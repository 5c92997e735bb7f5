#include "adapter/operations/conditions.hpp"

#include "adapter/operations/kept_resources.hpp"
#include "adapter/recall.hpp"
#include "fhir/names.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;
using kind = interaction::kind;

namespace {

constexpr refusal search_unsupported{
    400,
    "not-supported",
    "What may exist is looked for by one identifier with its system, and this asks for something else.",
    "Send identifier=system|value, with what is special in a URL percent-encoded."};
constexpr refusal changed_twice{
    400,
    "conflict",
    "Another entry changes the same resource, and the order of entries means nothing.",
    "Leave one of them: the last state of the resource."};
constexpr refusal id_of_another{
    400,
    "invalid",
    "The resource that the search finds has another id than the one that is sent.",
    "Send the resource without id, or with that of what is there."};
constexpr refusal asked_twice{
    400,
    "conflict",
    "Another entry asks for the same resource by the same identifier.",
    "Leave one of them, and let references name its fullUrl."};
constexpr refusal several_exist{
    412,
    "multiple-matches",
    "Several resources have the identifier that is asked for.",
    "Ask for an identifier that one resource has."};
constexpr refusal reference_unsupported{
    400,
    "not-supported",
    "A conditional reference is looked for by one identifier with its system, and this asks for something else.",
    "Send Type?identifier=system|value, or refer to the fullUrl of an entry."};
constexpr refusal refers_to_nothing{
    400,
    "not-found",
    "No resource has the identifier of this conditional reference, neither in this Bundle nor received earlier.",
    "Add the resource to the Bundle, or send it before."};
constexpr refusal refers_to_several{
    400,
    "multiple-matches",
    "Several resources have the identifier of this conditional reference.",
    "Refer to the fullUrl of one, or ask for an identifier that one resource has."};

constexpr refusal of_another_version{
    412, "conflict", "The resource is not there in the version of ifMatch.", "Read it, and send its ETag as ifMatch."};

/// Of an ETag, weak or not.
bool is_of_version(std::string_view etag, std::string_view location)
{
    if (etag.starts_with("W/")) etag.remove_prefix(2);
    if (etag.size() < 3 || etag.front() != '"' || etag.back() != '"') return false;
    return location.ends_with(std::string{"/_history/"}.append(etag.substr(1, etag.size() - 2)));
}

class meeting {
public:
    meeting(interactions& all, const fhir::submission& of, store::keeping* by)
        : all_{all}, of_{of}, by_{by}, in_{by ? &by->in : nullptr}, names_{in_}
    {
    }

    fhir::result<claims> run()
    {
        for (const fhir::entry& each : of_.entries())
            if (const auto met = search(each, all_.all[each.index]); !met) return met.error();
        overlaps();
        if (const auto known = puts(); !known) return known.error();
        for (const fhir::entry& each : of_.entries()) {
            interaction& one = all_.all[each.index];
            fhir::result<void> met;
            if (one.what == kind::update) met = if_match(each, one);
            if (met && is_transaction(of_)) met = references(each);
            if (!met) return met.error();
        }
        std::ranges::stable_sort(all_.against, {}, [](const fhir::issue& one) { return one.pointed()->offset(); });
        return std::move(claims_);
    }

private:
    /// Of ifNoneExist, or a PUT to what a search finds: there is none, one, or it is refused.
    fhir::result<void> search(const fhir::entry& each, interaction& one)
    {
        if (one.what == kind::refused || one.criteria.empty()) return {};
        const value& at = (*each.node)[name::request][one.what == kind::create ? name::ifNoneExist : name::url];
        const std::string_view sent = one.criteria;
        const auto token = fhir::parse_criteria(sent.substr(sent.starts_with('?') ? 1 : 0));
        const std::string name =
            token && token->system ? fhir::identifier_name(one.type, *token->system, token->value) : std::string{};
        if (name.empty()) return refused(each, search_unsupported, at);
        if (!asked_.insert(name).second) return refused(each, asked_twice, at);
        if (const auto own = claim(name); !own) return own;
        const auto found = names_.find(name, one.type);
        if (!found) return found.error();
        if (found->count > 1) return refused(each, several_exist, at);
        if (one.what == kind::update) return put_to(each, one, found->location, at);
        one.location = found->location;
        one.exists = !one.location.empty();
        return {};
    }

    /// To what was found, else to the id that the resource has, else it is created.
    fhir::result<void> put_to(const fhir::entry& each, interaction& one, const std::string& found, const value& at)
    {
        const std::string_view sent = (*each.resource)[name::id].text();
        const std::string_view place = without_version(found);
        one.id = place.empty() ? sent : place.substr(place.find('/') + 1);
        if (!sent.empty() && sent != one.id) return refused(each, id_of_another, at);
        if (one.id.empty()) one.what = kind::create;
        return {};
    }

    void overlaps()
    {
        std::set<std::string> changed;
        for (const fhir::entry& each : of_.entries()) {
            const interaction& one = all_.all[each.index];
            const value& request = (*each.node)[name::request];
            const bool decides_itself = request[name::ifMatch] && !is_transaction(of_);
            if (one.what != kind::update || decides_itself) continue;
            if (!changed.insert(one.type + "/" + one.id).second)
                refuse(all_, each.index, changed_twice, request[name::url]);
        }
    }

    static std::string name_of(const fhir::entry& each, const interaction& one)
    {
        return name_of_put(each.sender, one.type, one.id);
    }

    /// Which of them are there, asked at once.
    fhir::result<void> puts()
    {
        std::map<store::name_key, interaction*> asked;
        for (const fhir::entry& each : of_.entries()) {
            interaction& one = all_.all[each.index];
            if (one.what != kind::update) continue;
            asked.emplace(key_of_name(name_of(each, one)), &one);
            const auto first = created(one);
            if (!first) return first.error();
            one.exists = !first->empty();
        }
        if (asked.empty() || !in_) return {};
        std::vector<store::name_key> names;
        for (const auto& [name, one] : asked)
            names.push_back(name);
        const auto found = in_->find_resources(names);
        if (!found) return found.error();
        for (const store::found_resource& each : *found)
            asked.at(each.name)->exists = true;
        return {};
    }

    /// Where the one was created that has the id; empty: it was not created here.
    fhir::result<std::string> created(const interaction& one)
    {
        const auto entry = entry_of(one.id);
        if (!entry) return std::string{};
        auto at = names_.location(*entry, one.type);
        if (at && without_version(*at) != one.type + "/" + one.id) at->clear();
        return at;
    }

    fhir::result<void> if_match(const fhir::entry& each, const interaction& one)
    {
        const value& sent = (*each.node)[name::request][name::ifMatch];
        if (!sent) return {};
        const std::string name = name_of(each, one);
        if (asked_.insert(name).second)
            if (const auto own = claim(name); !own) return own;
        const auto found = names_.find(name, one.type);
        if (!found) return found.error();
        const auto first = created(one);
        if (!first) return first.error();
        const std::string& last = found->location.empty() ? *first : found->location;
        return is_of_version(sent.text(), last) ? fhir::result<void>{} : refused(each, of_another_version, sent);
    }

    /// Nobody else is to find, or not to find, the same before this is kept.
    fhir::result<void> claim(const std::string& name)
    {
        if (!by_) return {};
        claims_.push_back(by_->running.begin(store::digest_of({"condition", name})));
        if (claims_.back()) return {};
        return fhir::fault{
            fhir::fault_kind::in_progress,
            "Another Bundle that is being kept depends on the same resource: try again.",
            {},
            {}};
    }

    fhir::result<void> references(const fhir::entry& each)
    {
        std::vector<const value*> open{each.resource};
        while (!open.empty()) {
            const value& next = *open.back();
            open.pop_back();
            if (next.is_object() && fhir::literal_of(next).find('?') != std::string_view::npos)
                if (const auto met = reference(each, next); !met) return met;
            for (const value& inner : next.items())
                if (inner.is_object() || inner.is_array()) open.push_back(&inner);
        }
        return {};
    }

    fhir::result<void> reference(const fhir::entry& each, const value& at)
    {
        using form = fhir::literal_reference::form;
        const fhir::literal_reference literal = fhir::parse_reference(fhir::literal_of(at));
        if (literal.kind != form::conditional) return {};
        const fhir::resolution here = of_.resolve_here(at, {each.resource, &each}).how;
        if (here == fhir::resolution::found) return {};
        if (here == fhir::resolution::ambiguous) return refused(each, refers_to_several, at);
        const auto token = fhir::parse_criteria(literal.criteria);
        const std::string name =
            token && token->system ? fhir::identifier_name(literal.type, *token->system, token->value) : std::string{};
        if (name.empty()) return refused(each, token ? refers_to_nothing : reference_unsupported, at);
        const auto found = names_.find(name, literal.type);
        if (!found) return found.error();
        if (found->count == 0) return refused(each, refers_to_nothing, at);
        return found->count == 1 ? fhir::result<void>{} : refused(each, refers_to_several, at);
    }

    fhir::result<void> refused(const fhir::entry& each, const refusal& why, const value& at)
    {
        refuse(all_, each.index, why, at);
        return {};
    }

    interactions& all_;
    const fhir::submission& of_;
    store::keeping* by_;
    store::message_store* in_;
    named_places names_;
    std::set<std::string> asked_;
    claims claims_;
};

}  // namespace

fhir::result<claims> meet_conditions(interactions& all, const fhir::submission& of, store::keeping* by)
{
    return meeting{all, of, by}.run();
}

}  // namespace marrow::adapter
