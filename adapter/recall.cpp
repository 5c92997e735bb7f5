#include "adapter/recall.hpp"

#include "adapter/store/compressed.hpp"

#include <algorithm>

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

}  // namespace marrow::adapter
