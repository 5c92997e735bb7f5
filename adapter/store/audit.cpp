#include "adapter/store/audit.hpp"

#include "adapter/store/store.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/json/write.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iterator>
#include <pwd.h>
#include <unistd.h>

namespace marrow::adapter::store {

namespace {

constexpr std::array<std::string_view, 12> names{
    "kept",
    "decided",
    "read",
    "searched",
    "replayed",
    "exported",
    "backed-up",
    "purged",
    "cut",
    "rekeyed",
    "refused",
    "indexed"};

constexpr struct {
    std::string_view name;
    std::string audit_event::*text;
} texts[] = {
    {"of", &audit_event::of},
    {"query", &audit_event::query},
    {"request", &audit_event::request},
    {"sender", &audit_event::sender},
    {"peer", &audit_event::peer},
    {"node", &audit_event::node},
    {"rows", &audit_event::rows},
};

const std::string& this_node()
{
    static const std::string name = [] {
        char text[256]{};
        return std::string{::gethostname(text, sizeof text - 1) == 0 ? text : ""};
    }();
    return name;
}

void append_number(std::string& to, std::int64_t number)
{
    for (int shift = 56; shift >= 0; shift -= 8)
        to.push_back(static_cast<char>(static_cast<std::uint64_t>(number) >> shift));
}

template <class Number>
void read_number(std::string_view text, Number& into)
{
    std::from_chars(text.data(), text.data() + text.size(), into);
}

void read_member(std::string_view name, const fhir::json::value& from, audit_event& into)
{
    const auto text = std::ranges::find(texts, name, [](const auto& each) { return each.name; });
    if (text != std::end(texts)) into.*text->text = from.text();
    if (name == "status") read_number(from.text(), into.status);
    if (name == "count") read_number(from.text(), into.count);
    if (name == "before") read_number(from.text(), into.before);
    if (name == "last") read_number(from.text(), into.last);
    if (name == "patients")
        for (const fhir::json::value& each : from.items())
            into.patients.emplace_back(each.text());
}

}  // namespace

std::string_view name_of(deed what)
{
    return names[static_cast<std::size_t>(what)];
}

std::optional<deed> deed_from(std::string_view name)
{
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<deed>(found - names.begin());
}

audit_event event_of(const record& what)
{
    audit_event made{deed::kept, what.received.received};
    made.of = what.received.type + "/" + what.received.id;
    made.request = what.received.request_id;
    made.sender = what.received.sender;
    made.peer = what.peer;
    made.status = what.made.status;
    made.patients = what.told.patients;
    made.rows = what.told.rows;
    return made;
}

audit_event event_of(const revision& what)
{
    audit_event made{what.made ? deed::decided : deed::indexed, what.at};
    made.of = "OperationOutcome/" + what.of.message;
    if (what.made) made.of += "/_history/" + std::to_string(what.made->number);
    if (what.made) made.status = what.made->status;
    made.patients = what.told.patients;
    made.rows = what.told.rows;
    return made;
}

void patient_list::add(const patient_line& one)
{
    const bool is_same_line = last_ == one.what;
    last_ = one.what;
    std::string key = hex(one.patient);
    if (!is_same_line && all_.size() < most_ && std::ranges::find(all_, key) == all_.end())
        all_.push_back(std::move(key));
}

std::vector<std::string> patients_of(std::span<const patient_line> lines)
{
    patient_list all{patient_list::most_kept};
    for (const patient_line& each : lines)
        all.add(each);
    return all.take();
}

audit_event of_command(deed what)
{
    using namespace std::chrono;
    audit_event made{what, duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
    const passwd* const user = ::getpwuid(::geteuid());
    made.sender = user ? user->pw_name : std::to_string(::geteuid());
    return made;
}

std::optional<audit_event> cut_of(std::span<const audit_link> first, std::int64_t before)
{
    const auto stays = std::ranges::find_if(first, [&](const audit_link& each) { return each.at >= before; });
    if (stays == first.begin()) return std::nullopt;
    audit_event made = of_command(deed::cut);
    made.of = hex(std::prev(stays)->hash);
    made.count = static_cast<std::uint64_t>(std::prev(stays)->number);
    made.before = before;
    return made;
}

std::string text_of(const audit_event& what)
{
    std::string out;
    fhir::json::writer to{out};
    to.begin_object().member("what", name_of(what.what));
    for (const auto& [name, text] : texts) {
        const std::string& value = name == "node" && what.node.empty() ? this_node() : what.*text;
        if (!value.empty()) to.member(name, value);
    }
    if (what.status != 0) to.key("status").number(std::int64_t{what.status});
    if (what.count != 0) to.key("count").number(static_cast<std::int64_t>(what.count));
    if (what.before != 0) to.key("before").number(what.before);
    if (what.last != 0) to.key("last").number(what.last);
    if (!what.patients.empty()) to.key("patients").begin_array();
    for (const std::string& each : what.patients)
        to.string(each);
    if (!what.patients.empty()) to.end_array();
    to.end_object();
    return out;
}

std::optional<audit_event> read_event(std::string_view text, std::int64_t at)
{
    fhir::json::arena memory;
    const auto read = fhir::json::parse(text, memory);
    if (!read) return std::nullopt;
    audit_event made{.at = at};
    std::optional<deed> what;
    for (const fhir::json::value& each : read->root().items()) {
        const std::string_view name = read->spelling(each.key());
        if (name == "what") what = deed_from(each.text());
        read_member(name, each, made);
    }
    if (!what) return std::nullopt;
    made.what = *what;
    return made;
}

digest hash_of(const audit_link& what)
{
    std::string all{what.previous.begin(), what.previous.end()};
    append_number(all, what.number);
    append_number(all, what.at);
    return digest_of(std::string_view{all += what.text});
}

std::optional<audit_event> chain_check::add(const audit_link& next)
{
    const auto say = [&](const char* what) {
        if (first_wrong_.empty()) first_wrong_ = "audit event " + std::to_string(next.number) + ": " + what;
    };
    const bool is_first = count_++ == 0;
    if (is_first) first_ = next;
    if (is_first ? next.number == 1 && next.previous != digest{} : next.number != last_.number + 1)
        say("the one before it is gone");
    if (!is_first && next.previous != last_.hash) say("it does not follow from the one before it");
    if (hash_of(next) != next.hash) say("it is not what was written");
    auto told = read_event(next.text, next.at);
    if (!told) say("it cannot be read");
    if (told && told->what == deed::cut) {
        cut_ = static_cast<std::int64_t>(told->count);
        cut_hash_ = told->of;
    }
    last_ = next;
    return told;
}

std::string chain_check::wrong() const
{
    const bool begins = count_ == 0 || first_.number == 1;
    if (!first_wrong_.empty() || begins) return first_wrong_;
    if (cut_ == first_.number - 1 && cut_hash_ == hex(first_.previous)) return {};
    return "audit event " + std::to_string(first_.number) + ": those before it are gone, and none tells of it";
}

}  // namespace marrow::adapter::store
