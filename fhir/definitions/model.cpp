#include "fhir/definitions/model.hpp"

#include "fhir/definitions/embedded.hpp"
#include "fhir/definitions/hash.hpp"

#include <algorithm>
#include <string>

namespace marrow::fhir::definitions {

namespace {

std::string_view table(std::string_view file)
{
    const auto files = embedded_tables();
    const auto found = std::ranges::find(files, file, &embedded_file::name);
    return found == files.end() ? std::string_view{} : found->bytes;
}

model embedded(version release, std::string_view file)
{
    auto loaded = model::load(release, table(file));
    if (loaded.has_error())
        throw broken_invariant("the definitions of FHIR in this binary cannot be loaded: " + loaded.error().text);
    return std::move(*loaded);
}

}  // namespace

type::member type::find(json::name key) const
{
    if (key == json::name::none) return {};
    const std::size_t mask = slots.size() - 1;
    for (std::size_t at = hash_of(key) & mask;; at = (at + 1) & mask) {
        const slot& met = slots[at];
        if (met.name == key) return {&elements[met.element], &elements[met.element].types[met.type_ref]};
        if (met.name == json::name::none) return {};
    }
}

bool type::derives_from(const type& other) const
{
    for (const type* each = this; each != nullptr; each = each->base)
        if (each == &other) return true;
    return false;
}

const model& model::of(version release)
{
    switch (release) {
    case version::r4: {
        static const model r4 = embedded(release, "r4.txt");
        return r4;
    }
    case version::r4b: {
        static const model r4b = embedded(release, "r4b.txt");
        return r4b;
    }
    case version::r5: {
        static const model r5 = embedded(release, "r5.txt");
        return r5;
    }
    }
    throw broken_invariant("no such release of FHIR");
}

const type* model::find(std::string_view name) const
{
    const auto found = type_by_name_.find(name);
    return found == type_by_name_.end() ? nullptr : found->second;
}

const value_set* model::find_value_set(std::string_view url) const
{
    const auto found = set_by_url_.find(url);
    return found == set_by_url_.end() ? nullptr : found->second;
}

}  // namespace marrow::fhir::definitions
