#include "adapter/operations/as_kept.hpp"
#include "adapter/operations/audited.hpp"
#include "adapter/operations/decisions.hpp"
#include "adapter/operations/kept_resources.hpp"
#include "adapter/recall.hpp"
#include "adapter/sender.hpp"
#include "adapter/store/compressed.hpp"

#include <span>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;

namespace {

fault nothing_there()
{
    return {fault_kind::not_found, "No resource of this type and id, or version, is kept.", {}, {}};
}

/// Where the one was put to last that goes by type and id, as their sender calls it.
fhir::result<std::optional<kept_entry>> last_put(store::message_store& in, const question& asked)
{
    const std::string sender = sender_of(asked.kept_as.sender, fhir::json::missing);
    const store::name_key key = key_of_name(name_of_put(sender, asked.type, asked.instance));
    const auto found = in.find_resources(std::span{&key, 1});
    if (!found) return found.error();
    if (found->empty() || !found->front().entry) return std::optional<kept_entry>{};
    return std::optional{kept_entry{found->front().message, *found->front().entry}};
}

/// The entry that the URL may mean: by the version of what was put, by name, or by its id.
fhir::result<std::optional<kept_entry>> entry_meant(store::message_store& in, const question& asked)
{
    if (auto put = entry_of(asked.version)) return put;
    if (!asked.version.empty()) return entry_of(asked.instance);
    auto last = last_put(in, asked);
    if (last && !*last) return entry_of(asked.instance);
    return last;
}

}  // namespace

fhir::result<reply> read_entry(const question& asked, std::string& out)
{
    if (!asked.of.keeping) return nothing_is_kept();
    store::message_store& in = asked.of.keeping->in;
    const auto meant = entry_meant(in, asked);
    if (!meant) return meant.error();
    if (!*meant) return nothing_there();
    const auto came = in.find_message((*meant)->message);
    if (!came) return came.error();
    const auto places = kept_places::of(in, (*meant)->message);
    if (!places) return places.error();
    const auto decided = in.find_decision((*meant)->message, 1);
    if (!decided) return decided.error();
    if (!*came || !*decided) return nothing_there();
    std::string body;
    if (!store::expand((*came)->body, body))
        return fault{fault_kind::internal, "The stored submission is broken.", "a body cannot be expanded", {}};
    const auto read = asked.with.read(body, (*decided)->release, (*came)->sender);
    if (!read) return read.error();
    const fhir::submission& sent = (*read)->submission;
    if ((*meant)->index >= sent.entries().size()) return nothing_there();

    const fhir::entry& wanted = sent.entries()[(*meant)->index];
    const std::string location = places->location(wanted.index, wanted.type);
    const std::string place = std::string{asked.type}.append("/").append(asked.instance);
    if (location.empty() || without_version(location) != place) return nothing_there();
    const std::string version = location.substr(location.rfind('/') + 1);
    if (!asked.version.empty() && asked.version != version) return nothing_there();
    fhir::json::writer made{out, asked.pretty};
    write_as_kept(
        made,
        {wanted.resource, &wanted},
        sent,
        {asked.type, asked.instance, version, (*came)->received},
        [&](const fhir::entry& one) { return std::string{without_version(places->location(one.index, one.type))}; }
    );
    reply given{200, sent.release(), 0};
    given.place = "/fhir/" + place;
    given.version = version == "1" ? 1 : 0;
    given.modified = (*came)->received;
    if (const auto noted = note_read(asked, given.place, (*came)->id); !noted) return noted.error();
    return given;
}

}  // namespace marrow::adapter
