#include "fhir/validate/profiles/criteria.hpp"

#include "fhir/packages/expansions.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace marrow::fhir::validate::profiles {

namespace {

using elements = std::vector<const element*>;

std::string_view url_of(const link& to)
{
    return packages::parse_canonical(to.url).url;
}

/// What stands before the next point that is in no brackets; taken from the path.
std::string_view take_step(std::string_view& path)
{
    std::size_t end = 0;
    int depth = 0;
    for (; end < path.size() && (path[end] != '.' || depth > 0); ++end)
        depth += path[end] == '(' ? 1 : path[end] == ')' ? -1 : 0;
    const std::string_view step = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    return step;
}

/// The argument of "function('argument')", or of "function(argument)"; empty for any other step.
std::string_view argument_of(std::string_view step, std::string_view function)
{
    if (!step.starts_with(function) || !step.ends_with(')')) return {};
    step = step.substr(function.size(), step.size() - function.size() - 1);
    if (step.size() > 1 && (step.front() == '\'' || step.front() == '"')) step = step.substr(1, step.size() - 2);
    return step;
}

/// Paths that meet again would multiply.
elements without_repeats(elements of)
{
    std::ranges::sort(of);
    of.erase(std::unique(of.begin(), of.end()), of.end());
    return of;
}

void add_named(const std::vector<element*>& among, std::string_view name, elements& to)
{
    for (const element* each : among) {
        if (each->name != name) continue;
        to.push_back(each);
        if (each->member == json::name::none) to.insert(to.end(), each->slices.begin(), each->slices.end());
    }
}

/// The children of that name, those of the profiles of its types included.
elements children_named(const elements& of, std::string_view name)
{
    elements found;
    for (const element* each : of) {
        add_named(each->inner(), name, found);
        for (const type_limit& type : each->types)
            for (const link& to : type.profiles)
                if (to.known) add_named(to.known->root->inner(), name, found);
    }
    return without_repeats(std::move(found));
}

bool has_url(const element& extension, std::string_view url)
{
    for (const type_limit& type : extension.types)
        if (std::ranges::find(type.profiles, url, url_of) != type.profiles.end()) return true;
    return std::ranges::any_of(extension.inner(), [&](const element* each) {
        return each->name == "url" && each->fixed && each->fixed->text() == url;
    });
}

elements extensions_of(const elements& of, std::string_view url)
{
    elements found;
    for (const element* head : children_named(of, "extension"))
        std::ranges::copy_if(head->slices, std::back_inserter(found), [&](const element* slice) {
            return has_url(*slice, url);
        });
    return found;
}

elements targets_of(const elements& of)
{
    elements found;
    for (const element* each : of)
        for (const type_limit& type : each->types)
            for (const link& to : type.targets)
                if (to.known) found.push_back(to.known->root);
    return without_repeats(std::move(found));
}

}  // namespace

criterion criterion_of(const element& slice, const discriminator& by)
{
    criterion made{{&slice}, false, {}};
    std::string_view path = by.path;
    while (!path.empty()) {
        const std::string_view step = take_step(path);
        if (step == "resolve()" && path.empty()) {
            made.of_targets = true;
        } else if (step == "resolve()") {
            made.at = targets_of(made.at);
        } else if (const std::string_view url = argument_of(step, "extension("); !url.empty()) {
            made.at = extensions_of(made.at, url);
        } else if (step != "$this" && !step.ends_with(')')) {
            made.at = children_named(made.at, step);
        }
    }
    const bool is_url = by.path == "url" && slice.types.size() == 1 && !slice.types.front().profiles.empty();
    if (is_url) made.extension_url = url_of(slice.types.front().profiles.front());
    return made;
}

}  // namespace marrow::fhir::validate::profiles
