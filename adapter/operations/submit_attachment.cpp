#include "adapter/attachments.hpp"
#include "adapter/operations/attachment_request.hpp"
#include "adapter/operations/audited.hpp"
#include "adapter/operations/decisions.hpp"
#include "adapter/operations/faces.hpp"
#include "adapter/operations/judgement.hpp"
#include "adapter/operations/keys.hpp"
#include "adapter/operations/marks.hpp"
#include "adapter/operations/settle.hpp"
#include "adapter/operations/ties.hpp"
#include "adapter/recall.hpp"
#include "adapter/store/compressed.hpp"
#include "adapter/version.hpp"
#include "fhir/outcome.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <vector>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;
using fhir::json::name;
using fhir::json::value;

namespace {

constexpr std::string_view route = "$submit-attachment";

fhir::issue told(bool is_here)
{
    return {
        fhir::severity::information,
        "informational",
        {},
        is_here ? "Kept. The claim with this TrackingId is here: what waits for a document is decided anew."
                : "Kept. No claim with this TrackingId has come yet: the documents are held for it.",
        is_here ? "Nothing to do." : "Send the claim with the TrackingId as one of its identifiers.",
        {},
        nullptr};
}

fhir::issue told_of_line(const std::string& line)
{
    return {
        fhir::severity::warning,
        "not-found",
        {},
        "LineItem " + line + " is the sequence of no item of the claim.",
        "Name the item by its sequence, not by its position.",
        {},
        nullptr};
}

constexpr std::size_t most_lines_told = 16;

/// One $submit-attachment on its way into the store.
class kept_attachment {
public:
    kept_attachment(const question& asked, std::string& out) : asked_{asked}, by_{*asked.of.keeping}, out_{out} {}

    fhir::result<reply> run()
    {
        const auto sent = payload::of_body(asked_);
        if (!sent) return sent.error();
        const auto wanted = attachment_request::read((*sent)->document);
        if (!wanted) return wanted.error();
        release_ = (*sent)->submission.release();
        sender_ = (*sent)->sender;
        system_ = (*wanted->tracking)[name::system].text();
        value_ = (*wanted->tracking)[name::value].text();
        if (attachment_name(system_, value_, 1).empty())
            return fault{fault_kind::not_fhir, "The TrackingId is longer than an identifier may be here.", {}, {}};
        count_ = static_cast<std::uint32_t>(wanted->all.size());
        for (const attached& each : wanted->all)
            lines_.insert(each.lines.begin(), each.lines.end());
        body_ = bundle_of(*wanted, (*sent)->document, release_);
        auto key = key_of_sender(asked_, route);
        if (!key) return key.error();
        hash_ = store::digest_of(body_);
        key_ = *key ? **key : store::digest_of({route, sender_, asked_.body});
        return keep();
    }

private:
    fhir::result<reply> keep()
    {
        store::keys_in_progress::claim claim = by_.running.begin(store::digest_of({route, system_, value_}));
        const auto found = by_.in.find(key_, asked_.kept_as.received);
        if (!found) return found.error();
        if (*found) return replay(asked_, **found, hash_, out_);
        if (!claim)
            return fault{fault_kind::in_progress, "Another document for this claim is being kept: try again.", {}, {}};
        if (const auto looked = look_for_claim(); !looked) return looked.error();
        const auto read = asked_.with.read(body_, release_, sender_);
        if (!read) return read.error();
        const mappings::decision checked = asked_.with.decide(**read);
        if (auto no = refuse(**read, checked)) return std::move(*no);
        const auto names = free_names();
        if (!names) return names.error();
        return pack(**read, checked, *names, std::move(claim));
    }

    /// Whether the claim is here, and which of the lines it has: those are dropped.
    fhir::result<void> look_for_claim()
    {
        const auto found = by_.in.find({.marks = {{identifier_mark(system_, value_)}}, .most = 1});
        if (!found) return found.error();
        is_here_ = !found->found.empty();
        if (!is_here_ || lines_.empty()) return {};
        const auto came = by_.in.find_message(found->found.front().id);
        if (!came) return came.error();
        std::string body;
        if (!*came || !store::expand((*came)->body, body)) return broken_decision();
        const auto read = asked_.with.read(body, found->found.front().release, (*came)->sender);
        if (!read) return read.error();
        for (const fhir::entry& entry : (*read)->submission.entries())
            for (const value& item : (*entry.resource)[name::item].items())
                if (entry.type == "Claim") lines_.erase(std::string{item[name::sequence].text()});
        return {};
    }

    /// Where the documents are against the definitions of FHIR.
    std::optional<reply> refuse(const examiner::reading& of, const mappings::decision& checked)
    {
        const auto is_error = [](const fhir::issue& one) { return one.level <= fhir::severity::error; };
        const auto errors = std::ranges::count_if(checked.issues, is_error);
        if (errors == 0) return std::nullopt;
        fhir::json::writer to{out_, asked_.pretty};
        fhir::write_outcome(to, checked.issues, of.document, asked_.id);
        note_refusal(asked_.of, asked_.kept_as, asked_.type, 422);
        return reply{422, release_, static_cast<std::uint32_t>(errors)};
    }

    /// Names for the documents, the first that are free: where one was deleted, the next takes its place.
    fhir::result<std::vector<store::name_key>> free_names() const
    {
        std::vector<store::name_key> names;
        for (std::uint32_t i = 1; i <= most_attachments; ++i)
            names.push_back(key_of_name(attachment_name(system_, value_, i)));
        const auto known = by_.in.find_resources(names);
        if (!known) return known.error();
        std::erase_if(names, [&](const store::name_key& one) {
            return std::ranges::find(*known, one, &store::found_resource::name) != known->end();
        });
        if (count_ > names.size()) {
            return fault{
                fault_kind::too_large,
                "No more than " + std::to_string(most_attachments) + " documents are taken for one claim.",
                {},
                {}};
        }
        names.resize(count_);
        return names;
    }

    fhir::result<reply> pack(
        const examiner::reading& of,
        const mappings::decision& checked,
        std::span<const store::name_key> names,
        store::keys_in_progress::claim claim
    )
    {
        const receipt& as = asked_.kept_as;
        std::vector<fhir::issue> said{told(is_here_)};
        for (const std::string& line : lines_)
            if (is_here_ && said.size() <= most_lines_told) said.push_back(told_of_line(line));
        fhir::json::writer to{out_, asked_.pretty};
        fhir::write_outcome(to, said, of.document, as.id);
        std::string decided;
        fhir::json::writer decision{decided};
        fhir::write_outcome(decision, checked.issues, of.document, as.id);
        store::record what;
        what.received = {
            std::string{as.id},
            as.received,
            "Bundle",
            std::string{as.request_id},
            sender_,
            key_,
            hash_,
            store::compressed(body_)};
        what.made = {
            std::string{as.id},
            1,
            as.received,
            200,
            release_,
            0,
            std::string{version()},
            by_.basis,
            store::compressed(decided) + store::compressed(out_)};
        what.with = ties_of(of, checked, recall{by_.in});
        for (std::uint32_t i = 0; i < count_; ++i)
            what.with.resources.push_back({names[i], i});
        what.peer = as.peer;
        reply answer{200, release_, 0};
        answer.to_keep = std::make_unique<store::pending>(store::pending{std::move(what), std::move(claim)});
        return answer;
    }

    const question& asked_;
    store::keeping& by_;
    std::string& out_;
    fhir::version release_{};
    std::string sender_;
    std::string system_;  ///< of the TrackingId, as is value_
    std::string value_;
    std::uint32_t count_{};
    std::set<std::string> lines_;  ///< LineItems; those alone that the claim has not, once it was looked for
    bool is_here_{};               ///< the claim
    std::string body_;             ///< what is kept
    store::digest hash_{};
    store::digest key_{};
};

}  // namespace

fhir::result<reply> submit_attachment(const question& asked, std::string& out)
{
    if (!asked.of.keeping) return nothing_is_kept();
    auto made = kept_attachment{asked, out}.run();
    if (!made) return made;
    made->place.clear();  // what is kept there is the decision on the documents, and this is none
    made->version = 0;
    return made;
}

}  // namespace marrow::adapter
