#include "adapter/store/reckoning.hpp"

#include "adapter/store/proof.hpp"

#include <algorithm>
#include <charconv>

namespace marrow::adapter::store {

namespace {

constexpr std::size_t most_followed = 100'000;

/// The proofs that a text of an event holds.
class proofs {
public:
    explicit proofs(std::string_view all) : left_{all} {}

    std::string_view next()
    {
        const std::string_view one = left_.substr(0, part_proof_size);
        left_.remove_prefix(one.size());
        return one;
    }

private:
    std::string_view left_;
};

std::string name_of_decision(std::string_view id, std::uint32_t version)
{
    const std::string of = "decision " + std::string{id};
    return version == 1 ? of : of + " version " + std::to_string(version);
}

std::optional<telling> telling_of(audit_event by)
{
    constexpr std::string_view history = "/_history/";
    const std::size_t begin = by.of.find('/') + 1;
    const std::size_t end = std::min(by.of.find(history, begin), by.of.size());
    if (by.what != deed::kept && by.what != deed::decided && by.what != deed::indexed) return std::nullopt;
    telling made{.id = by.of.substr(begin, end - begin), .decision = by.what == deed::kept ? 1u : 0u};
    if (by.what == deed::decided && end < by.of.size()) {
        const std::string_view number = std::string_view{by.of}.substr(end + history.size());
        std::from_chars(number.data(), number.data() + number.size(), made.decision);
    }
    made.by = std::move(by);
    return made;
}

}  // namespace

std::optional<telling> reckoning::add(const audit_link& next)
{
    auto event = chain_.add(next);
    if (!event) return std::nullopt;
    if (event->what == deed::purged) purged_ = std::max(purged_, event->last != 0 ? event->last : event->before - 1);
    if (event->what == deed::cut) cut_ = std::max(cut_, event->before);
    return telling_of(std::move(*event));
}

void reckoning::hold(const telling& told, found_rows there)
{
    if (there.message == 0) {
        if (told.by.what != deed::kept) return;
        gone_.emplace(told.by.at, told.id);
        if (gone_.size() > soundness::most_named) gone_.erase(gone_.begin());
        return;
    }
    if (told.by.what == deed::kept) messages_.insert(there.message);
    if (told.by.rows.empty() && told.by.what == deed::kept) ++made_.uncovered;
    if (told.decision != 0 && there.decision == 0) {
        return made_.say(name_of_decision(told.id, told.decision) + ": it is gone");
    }
    if (there.decision != 0) decisions_.insert(there.decision);
    if (told.by.rows.empty()) return;
    if (told.by.what == deed::kept) hold_message(told, there);
    if (told.decision != 0) hold_decision(told, there);
    hold_index(told, there);
}

/// What differs is named as far as the event says it by itself.
void reckoning::hold_message(const telling& told, const found_rows& there)
{
    const store::message& came = there.came;
    proofs all{told.by.rows};
    const std::string name = "message " + told.id + ": ";
    if (all.next() != proof_of(came)) {
        std::string what;
        const auto add = [&](bool differs, const char* part) {
            if (differs) what.append(what.empty() ? "" : ", ").append(part);
        };
        add(came.received != told.by.at, "time");
        add(came.type + "/" + came.id != told.by.of, "type");
        add(came.request_id != told.by.request, "request id");
        add(came.sender != told.by.sender, "sender");
        made_.say(name + (what.empty() ? "key or hash" : what) + ": not as the audit tells");
    }
    all.next();
    all.next();
    if (all.next() != proof_of_resources(there.resources))
        made_.say(name + "names of resources: not as the audit tells");
}

void reckoning::hold_decision(const telling& told, found_rows& there)
{
    proofs all{told.by.rows};
    if (told.by.what == deed::kept) all.next();
    const std::string name = name_of_decision(told.id, told.decision) + ": ";
    if (all.next() != proof_of(there.made)) {
        const bool is_status = there.made.status != told.by.status;
        made_.say(
            name + (is_status ? "status" : "time, release, errors, version or basis") + ": not as the audit tells"
        );
    }
    if (there.message_of_decision != there.message) made_.say(name + "it belongs to another message");
    const auto outcome = by_.open(there.made.outcome, bound_outcome(told.id, told.decision));
    if (outcome && all.next() != proof_of_outcome(*outcome)) made_.say(name + "outcome: not as the audit tells");
}

/// The last event of a message decides.
void reckoning::hold_index(const telling& told, found_rows& there)
{
    if (told.decision < there.last_decision && told.by.what != deed::indexed) return;
    bool opens = true;
    for (patient_line& each : there.lines) {
        auto text = by_.open_text(each.what, bound_line(told.id));
        opens = opens && text;
        if (text) each.what = std::move(*text);
    }
    const std::string_view rows = told.by.rows;
    const bool is_same = rows.ends_with(proof_of_index(there.lines, there.marks)) && opens;
    if (is_same) {
        other_index_.erase(told.id);
    } else if (other_index_.size() < most_followed) {
        other_index_[told.id] = opens;
    }
}

void reckoning::end_of_chain()
{
    made_.events = chain_.count();
    made_.head = chain_.head();
    if (!chain_.wrong().empty()) made_.say(chain_.wrong());
    for (const auto& [received, id] : gone_)
        if (received > purged_) made_.say("message " + id + ": it is gone, and no purge of the audit tells of it");
    for (const auto& [id, opens] : other_index_)
        made_.say(
            "message " + id +
            (opens ? ": lines or marks: not as the audit tells" : ": a line does not open: it was altered")
        );
}

void reckoning::message(std::int64_t number, std::string_view id, std::int64_t received)
{
    if (messages_.contains(number)) return;
    if (number <= unproven_.message || received < cut_) {
        ++made_.uncovered;
    } else {
        made_.say("message " + std::string{id} + ": the audit does not tell of it");
    }
}

void reckoning::decision(std::int64_t number, std::string_view id, std::uint32_t version, std::int64_t made)
{
    if (decisions_.contains(number) || number <= unproven_.decision || made < cut_) return;
    made_.say(name_of_decision(id, version) + ": the audit does not tell of it");
}

}  // namespace marrow::adapter::store
