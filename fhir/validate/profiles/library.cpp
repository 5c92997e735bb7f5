#include "fhir/validate/profiles/library.hpp"

#include "fhir/validate/profiles/compile.hpp"
#include "fhir/validate/profiles/criteria.hpp"

#include <algorithm>
#include <string>

namespace marrow::fhir::validate::profiles {

using json::name;

namespace {

constexpr std::string_view core = "http://hl7.org/fhir/StructureDefinition/";

/// Profiles of the standard on Quantity: the rules of the elements that have them are in its own tables.
constexpr std::array<std::string_view, 2> quantities{"SimpleQuantity", "MoneyQuantity"};

const definitions::type* standard_type(std::string_view url, const definitions::model& of)
{
    if (!url.starts_with(core)) return nullptr;
    const std::string_view type = url.substr(core.size());
    return of.find(std::ranges::find(quantities, type) == quantities.end() ? type : "Quantity");
}

}  // namespace

fhir::result<std::unique_ptr<const library>> library::load(std::vector<packages::package> from)
{
    std::unique_ptr<library> made{new library};
    made->packages_ = std::move(from);
    for (const packages::package& each : made->packages_)
        if (auto wrong = made->add(each)) return *wrong;
    made->link_all();
    return std::unique_ptr<const library>{std::move(made)};
}

packages::expansions& library::sets_of(version release)
{
    auto& sets = sets_[static_cast<std::size_t>(release)];
    if (!sets) sets = std::make_unique<packages::expansions>(packages_, definitions::model::of(release));
    return *sets;
}

std::optional<fault> library::add(const packages::package& from)
{
    for (const packages::package::resource& each : from.resources()) {
        if (each.type != "StructureDefinition") continue;
        const std::string_view said = each.document.root()[name::fhirVersion].text();
        const auto release = version_from(said.empty() ? from.fhir_version() : said);
        if (!release) continue;
        auto made = compile(each, *release, definitions::model::of(*release), sets_of(*release));
        if (!made) return fault{fault_kind::usage, from.name() + ": " + made.error().text, {}, {}};
        if (!*made) continue;
        by_url_[each.url].push_back(made->get());
        all_.push_back(std::move(*made));
    }
    return std::nullopt;
}

link library::look_up(std::string_view canonical, version release) const
{
    if (const profile* known = find(canonical, release)) return {canonical, known, nullptr};
    const std::string_view url = packages::parse_canonical(canonical).url;
    return {canonical, nullptr, standard_type(url, definitions::model::of(release))};
}

void library::link_all()
{
    for (const auto& each : all_) {
        for (element& at : each->elements) {
            for (type_limit& limit : at.types) {
                for (link& to : limit.profiles)
                    to = look_up(to.url, each->release);
                for (link& to : limit.targets)
                    to = look_up(to.url, each->release);
            }
        }
    }
    for (const auto& each : all_) {
        for (element& slice : each->elements) {
            if (!slice.sliced) continue;
            for (const discriminator& by : slice.sliced->discriminators)
                slice.criteria.push_back(criterion_of(slice, by));
        }
    }
}

const profile* library::find(std::string_view canonical, version release) const
{
    const auto [url, version] = packages::parse_canonical(canonical);
    const auto found = by_url_.find(url);
    if (found == by_url_.end()) return nullptr;
    for (const profile* each : found->second)
        if (each->release == release && (version.empty() || each->version == version)) return each;
    return nullptr;
}

bool library::holds(std::string_view canonical) const
{
    for (const version each : {version::r4, version::r4b, version::r5})
        if (find(canonical, each)) return true;
    return false;
}

}  // namespace marrow::fhir::validate::profiles
