#include "adapter/recall.hpp"

#include "adapter/store/compressed.hpp"
#include "fhir/form.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace marrow::adapter {

/// A message that was received earlier, as it was sent.
struct recall::payload {
    std::string body;
    std::string sender;
    fhir::json::arena memory;
    fhir::json::document document;
    std::unique_ptr<const fhir::submission> read;
};

void recall::freed::operator()(payload* one) const
{
    delete one;
}

store::name_key key_of_name(std::string_view name)
{
    return store::name_key_of({"name", name});
}

store::name_key key_of_patient(std::string_view name)
{
    return store::name_key_of({"patient", name});
}

namespace {

bool is_common_to_many(std::string_view type)
{
    constexpr std::string_view types[] = {
        "Coverage", "Location", "Organization", "Patient", "Practitioner", "PractitionerRole", "RelatedPerson"};
    return std::ranges::find(types, type) != std::end(types);
}

}  // namespace

fhir::result<bool> recall::find(std::span<const std::string> names)
{
    std::vector<store::name_key> wanted;
    for (const std::string& name : names)
        if (asked_.size() < most_names && asked_.try_emplace(key_of_name(name)).second)
            wanted.push_back(key_of_name(name));
    if (wanted.empty()) return false;
    const auto known = in_.find_resources(wanted);
    if (!known) return known.error();
    bool is_new = false;
    for (const store::found_resource& each : *known) {
        asked& name = asked_[each.name];
        name.newest = each.message;
        if (!each.entry) continue;
        const auto from = load(each.message);
        if (!from) return from.error();
        if (!*from || *each.entry >= (*from)->read->entries().size()) continue;
        const fhir::entry& found = (*from)->read->entries()[*each.entry];
        name.is_common = is_common_to_many(found.type);
        is_new |= found_.emplace(std::pair{each.came, *each.entry}, found).second;
    }
    return is_new;
}

std::vector<fhir::entry> recall::entries() const
{
    std::vector<fhir::entry> out;
    for (const auto& [from, each] : found_)
        out.push_back(each);
    return out;
}

fhir::result<const recall::payload*> recall::load(const std::string& message)
{
    if (const auto known = messages_.find(message); known != messages_.end()) return known->second.get();
    if (messages_.size() == most_messages || bytes_ >= most_bytes) return nullptr;
    auto& place = messages_[message];
    const auto kept = in_.find_message(message);
    if (!kept) return kept.error();
    std::unique_ptr<payload, freed> made{new payload};
    if (!*kept || !store::expand((*kept)->body, made->body)) return nullptr;
    bytes_ += made->body.size();
    auto parsed = fhir::read(made->body, made->memory);
    if (!parsed) return nullptr;
    made->document = std::move(parsed->document);
    made->sender = (*kept)->sender;
    made->read = std::make_unique<fhir::submission>(
        made->document, parsed->release, std::span<const fhir::entry>{}, made->sender
    );
    place = std::move(made);
    return place.get();
}

fhir::result<std::vector<mappings::earlier_line>> recall::lines_of(std::span<const std::string> patients)
{
    std::vector<store::name_key> keys;
    for (const std::string& name : patients.first(std::min(patients.size(), most_patients)))
        keys.push_back(key_of_patient(name));
    const auto found = in_.find_lines(keys);
    if (!found) return found.error();
    count(keys, *found);

    std::map<std::string_view, std::optional<kept_line>> read;  // by text: what is sent again says the same
    std::set<std::pair<std::string_view, std::string_view>> seen;
    std::vector<sent_line> lines;
    for (const store::found_line& each : *found) {
        if (each.message == self_ || !seen.emplace(each.message, each.line.what).second) continue;
        const auto [place, is_new] = read.try_emplace(each.line.what);
        if (is_new) place->second = kept_line_from(each.line.what);
        if (place->second) lines.push_back({each.came, &*place->second});
    }
    return in_force(lines);
}

/// A patient with more lines than are looked at is not waited for: what is new could not be told from what is old.
void recall::count(std::span<const store::name_key> keys, std::span<const store::found_line> found)
{
    std::map<store::name_key, std::uint32_t> all;
    for (const store::name_key& key : keys)
        patients_[key] = 0;
    for (const store::found_line& each : found) {
        ++all[each.line.patient];
        if (each.message != self_) ++patients_[each.line.patient];
    }
    for (const auto& [key, number] : all)
        if (number >= store::message_store::most_lines) patients_.erase(key);
}

/// Those whose Claim or Procedure no later message has, or says to replace.
fhir::result<std::vector<mappings::earlier_line>> recall::in_force(std::span<const sent_line> lines)
{
    std::map<std::string_view, std::int64_t> replaced;  // name of a Claim or Procedure, and the last message with it
    const auto note = [&](std::string_view name, std::int64_t came) {
        std::int64_t& last = replaced.try_emplace(name, came).first->second;
        last = std::max(last, came);
    };
    std::map<store::name_key, std::string_view> makers;
    for (const sent_line& each : lines) {
        for (const std::string& name : each.line->replaces)
            note(name, each.came);
        for (const std::string& name : each.line->line.from)
            makers.emplace(key_of_name(name), name);
    }
    std::vector<store::name_key> keys;
    for (const auto& [key, name] : makers)
        keys.push_back(key);
    const auto newest = in_.find_resources(keys);
    if (!newest) return newest.error();
    for (const store::found_resource& each : *newest) {
        note(makers.at(each.name), each.came);
        makers_[each.name] = each.message;
    }

    std::vector<mappings::earlier_line> out;
    for (const sent_line& each : lines) {
        const auto is_old = [&](const std::string& name) {
            const auto last = replaced.find(name);
            return last != replaced.end() && last->second > each.came;
        };
        if (std::ranges::none_of(each.line->line.from, is_old)) out.push_back(each.line->line);
    }
    return out;
}

std::vector<store::awaited_name> recall::awaited(std::span<const std::string> claims) const
{
    std::map<store::name_key, std::string> all;
    for (const auto& [name, known] : asked_)
        if (!known.is_common) all.emplace(name, known.newest);
    for (const std::string& each : claims) {
        const auto maker = makers_.find(key_of_name(each));
        all.emplace(key_of_name(each), maker == makers_.end() ? std::string{} : maker->second);
    }
    std::vector<store::awaited_name> out;
    for (const auto& [name, newest] : all)
        out.emplace_back(name, newest);
    return out;
}

std::vector<store::known_patient> recall::patients() const
{
    std::vector<store::known_patient> out;
    for (const auto& [patient, known] : patients_)
        out.push_back({patient, known});
    return out;
}

}  // namespace marrow::adapter
