#include "adapter/recall.hpp"

#include "adapter/kept_line.hpp"
#include "adapter/store/compressed.hpp"

#include <algorithm>
#include <set>

namespace marrow::adapter {

/// A message that was received earlier, as it was sent.
struct recall::payload {
    std::string body;
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

fhir::result<bool> recall::find(std::span<const std::string> names)
{
    std::vector<store::name_key> wanted;
    for (const std::string& name : names)
        if (asked_.size() < most_names && asked_.emplace(key_of_name(name), false).second)
            wanted.push_back(key_of_name(name));
    if (wanted.empty()) return false;
    const auto known = in_.find_resources(wanted);
    if (!known) return known.error();
    bool is_new = false;
    for (const store::found_resource& each : *known) {
        const auto from = load(each.message);
        if (!from) return from.error();
        if (!*from || each.entry >= (*from)->read->entries().size()) continue;
        asked_[each.name] = true;
        is_new |= found_.emplace(std::pair{each.message, each.entry}, (*from)->read->entries()[each.entry]).second;
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
    auto parsed = fhir::json::parse(made->body, made->memory, {});
    if (!parsed) return nullptr;
    made->document = std::move(*parsed);
    made->read = std::make_unique<fhir::submission>(made->document, fhir::detect_version(made->document));
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
    for (const store::name_key& key : keys)
        patients_[key] = 0;

    std::map<std::pair<std::string, std::string>, kept_line> lines;  // by message, which sorts by time, and text
    for (const store::found_line& each : *found) {
        if (each.message == self_) continue;
        ++patients_[each.line.patient];
        if (auto read = kept_line_from(each.line.what))
            lines.try_emplace({each.message, each.line.what}, std::move(*read));
    }
    std::vector<mappings::earlier_line> out;
    std::set<std::string> replaced;
    for (auto one = lines.rbegin(); one != lines.rend();) {
        const std::string& message = one->first.first;
        std::set<std::string> by_this;
        for (; one != lines.rend() && one->first.first == message; ++one) {
            by_this.insert(one->second.replaces.begin(), one->second.replaces.end());
            if (std::ranges::any_of(one->second.line.from, [&](const auto& name) { return replaced.contains(name); }))
                continue;
            const auto is_old = is_replaced(one->second.line, message);
            if (!is_old) return is_old.error();
            if (!*is_old) out.push_back(std::move(one->second.line));
        }
        replaced.merge(by_this);
    }
    return out;
}

/// Whether a later message has the Claim or Procedure that made the line.
fhir::result<bool> recall::is_replaced(const mappings::earlier_line& line, const std::string& message)
{
    std::vector<store::name_key> keys;
    for (const std::string& name : line.from)
        keys.push_back(key_of_name(name));
    const auto newest = in_.find_resources(keys);
    if (!newest) return newest.error();
    return std::ranges::any_of(*newest, [&](const store::found_resource& each) { return each.message > message; });
}

std::vector<store::name_key> recall::missed() const
{
    std::vector<store::name_key> out;
    for (const auto& [name, was_found] : asked_)
        if (!was_found) out.push_back(name);
    return out;
}

std::vector<store::awaited_patient> recall::patients() const
{
    std::vector<store::awaited_patient> out;
    for (const auto& [patient, known] : patients_)
        out.push_back({patient, known});
    return out;
}

}  // namespace marrow::adapter
