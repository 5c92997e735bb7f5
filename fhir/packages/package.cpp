#include "fhir/packages/package.hpp"

#include "fhir/json/parse.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace marrow::fhir::packages {

namespace {

using json::name;
using json::value;

constexpr std::array<std::string_view, 3> kept{"CodeSystem", "StructureDefinition", "ValueSet"};

auto key_of(const package::resource& one)
{
    return std::tie(one.type, one.url, one.version);
}

fault at_file(const std::string& file, const fault& failed)
{
    std::string text = file;
    if (failed.at) text += ":" + std::to_string(failed.at->line) + ":" + std::to_string(failed.at->column);
    return {fault_kind::usage, text + ": " + failed.text, {}, {}};
}

}  // namespace

std::optional<fault> package::take(std::string file, std::string bytes)
{
    constexpr std::size_t block = 16 * 1024;
    if (!spare_) spare_ = std::make_unique<json::arena>(block);
    resource made{std::move(file), std::move(bytes), std::move(spare_), {}, {}, {}, {}};
    auto parsed = json::parse(made.bytes, *made.memory);
    if (!parsed) return at_file(made.file, parsed.error());
    made.document = *parsed;
    const value& root = made.document.root();
    if (made.file == "package.json") {
        name_ = root[name::name].text();
        version_ = root[name::version].text();
        fhir_version_ = root[name::fhirVersions].first().text();
    }
    made.type = root[name::resourceType].text();
    made.url = root[name::url].text();
    made.version = root[name::version].text();
    if (!made.url.empty() && std::ranges::find(kept, made.type) != kept.end()) {
        resources_.push_back(std::move(made));
    } else {
        spare_ = std::move(made.memory);
        spare_->reset();
    }
    return std::nullopt;
}

std::optional<fault> package::finish()
{
    spare_.reset();
    if (name_.empty())
        return fault{fault_kind::usage, "no package.json that names the package stands in its folder", {}, {}};
    std::ranges::sort(resources_, {}, key_of);
    const auto twice = std::ranges::adjacent_find(resources_, {}, key_of);
    if (twice == resources_.end()) return std::nullopt;
    return fault{
        fault_kind::usage,
        twice->file + " and " + std::next(twice)->file + ": both are " + std::string{twice->url} + " of one version",
        {},
        {}};
}

template <class Source>
result<package> package::read_from(const Source& source, const std::string& called)
{
    package made;
    auto wrong =
        source([&](std::string file, std::string bytes) { return made.take(std::move(file), std::move(bytes)); });
    if (!wrong) wrong = made.finish();
    if (wrong) return fault{fault_kind::usage, called + ": " + wrong->text, {}, {}};
    return made;
}

result<package> package::read(const std::filesystem::path& from, const limits& bounds)
{
    return read_from([&](const taker& take) { return each_file(from, bounds, take); }, from.string());
}

result<package> package::read(std::string_view archive, const std::string& called, const limits& bounds)
{
    return read_from([&](const taker& take) { return each_file_of(archive, bounds, take); }, called);
}

}  // namespace marrow::fhir::packages
