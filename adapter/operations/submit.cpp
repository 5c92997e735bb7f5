#include "adapter/operations/answer_entries.hpp"
#include "adapter/operations/audited.hpp"
#include "adapter/operations/decisions.hpp"
#include "adapter/operations/judgement.hpp"
#include "adapter/operations/kept_resources.hpp"
#include "adapter/operations/keys.hpp"
#include "adapter/operations/settle.hpp"
#include "adapter/operations/ties.hpp"
#include "adapter/store/compressed.hpp"
#include "adapter/version.hpp"

#include <map>
#include <span>
#include <vector>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;
using store::digest;

namespace {

reply write_decision(const question& asked, const payload& about, const mappings::decision& by, std::string& out)
{
    reply made = write_judgement(asked, about, by, out);
    if (made.errors != 0) made.status = 422;
    return made;
}

}  // namespace

fhir::result<reply> replay(const question& asked, const store::keyed& found, const digest& hash, std::string& out)
{
    if (found.hash != hash) {
        return fault{
            fault_kind::key_reused,
            "The key of this submission (Idempotency-Key, or else Bundle.identifier or MessageHeader.id) was given to "
            "another body before. Send what is new under a key of its own.",
            {},
            {}};
    }
    if (asked.release && *asked.release != found.made.release) {
        return fault{
            fault_kind::key_reused,
            "The key of this submission was given to the same body in another FHIR release before. Send it in that "
            "one, "
            "or under a key of its own.",
            {},
            {}};
    }
    const bool is_told = store::has_second(found.made.outcome) ? store::expand_second(found.made.outcome, out)
                                                               : store::expand(found.made.outcome, out);
    if (!is_told) return broken_decision();
    reply made = reply_of(found.made);
    if (const auto noted = note_read(asked, made.place, found.made.id); !noted) return noted.error();
    made.replayed = true;
    return made;
}

namespace {

fhir::result<entries_answer>
tell_entries(const question& asked, const payload& about, const mappings::decision& by, reply& made, std::string& out)
{
    auto told = answer_entries(asked, about, by, out);
    if (!told) return told;
    made.status = told->status;
    if (told->how == entries_answer::ending::refused) {
        made.errors = told->errors;
        made.refused = true;
        made.place.clear();
        made.version = 0;
    }
    return told;
}

/// What was put under an id of its sender goes by that, and nothing beside it in the Bundle does.
void add_puts(store::ties& to, std::span<const interaction> entries, std::string_view sender)
{
    std::map<store::name_key, std::uint32_t> put;
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        const interaction& one = entries[i];
        if (one.what == interaction::kind::update && one.is_put)
            put.emplace(key_of_name(name_of_put(sender, one.type, one.id)), i);
    }
    if (put.empty()) return;
    std::erase_if(to.resources, [&](const store::named_resource& each) { return put.contains(each.name); });
    for (const auto& [name, entry] : put)
        to.resources.push_back({name, entry});
}

/// One submission on its way through a store.
class kept_submission {
public:
    kept_submission(const question& asked, payload& about, std::string_view route, std::string& out)
        : asked_{asked}, about_{about}, route_{route}, by_{*asked.of.keeping}, out_{out}
    {
    }

    fhir::result<reply> run(const std::optional<digest>& key_of_body)
    {
        auto key = key_of_sender(asked_, route_);
        if (!key) return key.error();
        if (!*key) *key = key_of_body;
        if (auto ended = *key ? look_up(**key) : std::nullopt) return std::move(*ended);
        return decide_and_pack(about_, *key);
    }

private:
    /// The end of a submission that is not to be decided. Claims the key of one that is.
    std::optional<fhir::result<reply>> look_up(const digest& key)
    {
        claim_ = by_.running.begin(key);
        const auto found = by_.in.find(key, asked_.kept_as.received);
        if (!found) return found.error();
        if (*found) return replay(asked_, **found, hash_, out_);
        if (claim_) return std::nullopt;
        return fault{fault_kind::in_progress, "The same submission is being decided: try again.", {}, {}};
    }

    fhir::result<reply> decide_and_pack(payload& about, const std::optional<digest>& key)
    {
        const receipt& as = asked_.kept_as;
        question named = asked_;
        named.id = as.id;
        recall earlier{by_.in};
        const auto by = asked_.with.decide(about.read(), asked_.with.usual_profiles(), earlier);
        if (!by) return by.error();
        reply made = write_decision(named, about, *by, out_);
        made.place = place_of_decision(as.id);
        made.version = 1;
        store::record what;
        what.received = {
            std::string{as.id},
            as.received,
            std::string{about->document.root()[fhir::json::name::resourceType].text()},
            std::string{as.request_id},
            about->sender,
            key,
            hash_,
            store::compressed(about->document.input())};
        what.made = {
            std::string{as.id},
            1,
            as.received,
            made.status,
            made.release,
            made.errors,
            std::string{version()},
            by_.basis,
            store::compressed(out_)};
        what.with = ties_of(*about, *by, earlier);
        what.peer = as.peer;
        if (route_ == "Bundle" && is_interactive(about->submission)) {
            const auto kept = answer(about, *by, made, what);
            if (!kept) return kept.error();
            if (!*kept) return made;
        }
        made.to_keep =
            std::make_unique<store::pending>(store::pending{std::move(what), std::move(claim_), std::move(held_)});
        return made;
    }

    /// A batch or transaction; false when nothing of it is to be kept.
    fhir::result<bool> answer(const payload& about, const mappings::decision& by, reply& made, store::record& what)
    {
        auto told = tell_entries(asked_, about, by, made, out_);
        if (!told) return told.error();
        if (told->how == entries_answer::ending::refused) {
            note_refusal(asked_.of, asked_.kept_as, asked_.type, made.status);
            return false;
        }
        what.made.status = made.status;
        if (told->how == entries_answer::ending::told) what.made.outcome += store::compressed(out_);
        add_puts(what.with, told->entries, what.received.sender);
        held_ = std::move(told->held);
        return true;
    }

    const question& asked_;
    payload& about_;
    const std::string_view route_;
    store::keeping& by_;
    std::string& out_;
    digest hash_{store::digest_of(about_->document.input())};
    store::keys_in_progress::claim claim_;
    claims held_;
};

}  // namespace

fhir::result<reply> submit(const question& asked, std::string& out)
{
    auto about = payload::of_body(asked);
    if (!about) return about.error();
    if (asked.of.keeping) return kept_submission{asked, *about, asked.type, out}.run(key_of_body(asked.type, **about));
    const mappings::decision by = asked.with.decide(**about);
    reply made = write_decision(asked, *about, by, out);
    if (!is_interactive((*about)->submission)) return made;
    const auto told = tell_entries(asked, *about, by, made, out);
    return told ? fhir::result<reply>{std::move(made)} : told.error();
}

fhir::result<settled> settle(
    const question& asked,
    payload& about,
    std::string_view route,
    const std::optional<digest>& key_of_body,
    std::string& outcome
)
{
    const receipt& as = asked.kept_as;
    settled made{{}, std::string{as.id}, as.received};
    if (!asked.of.keeping) {
        made.answer = write_decision(asked, about, asked.with.decide(*about), outcome);
        return made;
    }
    auto answer = kept_submission{asked, about, route, outcome}.run(key_of_body);
    if (!answer) return answer.error();
    made.answer = std::move(*answer);
    if (!made.answer.replayed) return made;
    made.id = made.answer.place.substr(made.answer.place.rfind('/') + 1);
    const auto first = asked.of.keeping->in.find_decision(made.id, 1);
    if (!first) return first.error();
    if (*first) made.made = (*first)->made;
    return made;
}

fhir::result<reply> point_to_base(const question&, std::string&)
{
    return fhir::fault{
        fhir::fault_kind::usage,
        "A Bundle posted to [base]/Bundle would be kept, not processed. Post it to [base] itself (without /Bundle); "
        "for "
        "a ClaimResponse to [base]/Claim/$submit, for a check alone to [base]/Bundle/$validate.",
        {},
        {}};
}

}  // namespace marrow::adapter
