#include "adapter/operations/kept_resources.hpp"

#include "adapter/operations/decisions.hpp"
#include "adapter/recall.hpp"
#include "adapter/store/compressed.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/names.hpp"

#include <charconv>
#include <span>
#include <utility>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;

namespace {

/// What the entries of a response Bundle name as the places of what was created or updated.
std::optional<std::vector<std::string>> locations_in(std::string_view answer)
{
    fhir::json::arena memory;
    const auto read = fhir::json::parse(answer, memory);
    if (!read) return std::nullopt;
    std::vector<std::string> out;
    for (const value& each : read->root()[name::entry].each())
        out.emplace_back(each[name::response][name::location].text());
    return out;
}

fhir::fault too_many()
{
    return {
        fhir::fault_kind::too_large,
        "The Bundle asks for more than the " + std::to_string(named_places::most) +
            " different resources that are looked up for one: send its entries in several.",
        {},
        {}};
}

}  // namespace

std::string id_of(const kept_entry& one)
{
    return one.message + "." + std::to_string(one.index);
}

std::optional<kept_entry> entry_of(std::string_view id)
{
    const std::size_t point = id.rfind('.');
    if (point == std::string_view::npos || point == 0) return std::nullopt;
    const std::string_view digits = id.substr(point + 1);
    kept_entry made{std::string{id.substr(0, point)}};
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), made.index);
    if (failed != std::errc{} || id_of(made) != id) return std::nullopt;
    return made;
}

std::string name_of_put(std::string_view sender, std::string_view type, std::string_view id)
{
    const std::string place = std::string{type}.append("/").append(id);
    return entry_of(id) ? place : fhir::name_to(sender, place);
}

fhir::result<kept_places> kept_places::of(store::message_store& in, const std::string& message)
{
    const auto first = in.find_decision(message, 1);
    if (!first) return first.error();
    kept_places made;
    if (!*first) return made;
    made.message_ = message;
    made.is_accepted_ = (*first)->status == 200;
    if (!store::has_second((*first)->outcome)) {
        const auto came = in.find_message(message);
        if (!came) return came.error();
        if (*came && (*came)->type != "Bundle") made.lone_type_ = (*came)->type;
        return made;
    }
    std::string answer;
    if (!store::expand_second((*first)->outcome, answer)) return broken_decision();
    made.told_ = locations_in(answer);
    if (!made.told_) return broken_decision();
    return made;
}

std::string kept_places::location(std::uint32_t index, std::string_view type) const
{
    if (!lone_type_.empty()) return lone_type_ + "/" + message_ + "/_history/1";
    if (!is_accepted_) return {};
    if (told_) return index < told_->size() ? (*told_)[index] : std::string{};
    return std::string{type}.append("/").append(id_of({message_, index})).append("/_history/1");
}

fhir::result<match> named_places::find(const std::string& name, std::string_view type)
{
    if (!in_) return match{};
    if (const auto known = known_.find(name); known != known_.end()) return known->second;
    if (known_.size() == most) return too_many();
    auto found = look_up(name, type);
    if (found) known_.emplace(name, *found);
    return found;
}

fhir::result<match> named_places::look_up(const std::string& name, std::string_view type)
{
    const store::name_key key = key_of_name(name);
    const auto found = in_->find_resources(std::span{&key, 1});
    if (!found) return found.error();
    if (found->empty()) return match{};
    const store::found_resource& newest = found->front();
    if (!newest.entry) return match{2, {}};
    auto at = location({newest.message, *newest.entry}, type);
    if (!at) return at.error();
    return match{1, std::move(*at)};
}

fhir::result<std::string> named_places::location(const kept_entry& of, std::string_view type)
{
    if (!in_) return std::string{};
    auto at = places_.find(of.message);
    if (at == places_.end()) {
        if (places_.size() == most) return too_many();
        auto places = kept_places::of(*in_, of.message);
        if (!places) return places.error();
        at = places_.emplace(of.message, std::move(*places)).first;
    }
    return at->second.location(of.index, type);
}

std::string_view without_version(std::string_view location)
{
    return location.substr(0, location.find("/_history/"));
}

}  // namespace marrow::adapter
