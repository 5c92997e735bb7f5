#include "mappings/tables.hpp"

#include <toml++/toml.h>

namespace marrow::mappings {

namespace {

constexpr std::int64_t most_issues = 10'000;

fhir::fault refused(std::string text, const toml::source_position& at)
{
    fhir::position place{0, at.line, at.column};
    return {fhir::fault_kind::usage, "Policy: " + std::move(text), {}, place};
}

fhir::result<void> read_severities(const toml::node& node, const tables& known, policy& into)
{
    const toml::table* rows = node.as_table();
    if (!rows) return refused("severity is a table of finding = \"severity\".", node.source().begin);
    for (const auto& [key, value] : *rows) {
        const std::string finding{key.str()};
        if (!known.finding(finding)) return refused("there is no such finding.", key.source().begin);
        const auto level = fhir::severity_from(value.value_or(std::string_view{}));
        if (!level) {
            return refused(
                "one of \"fatal\", \"error\", \"warning\" and \"information\" is expected.", value.source().begin
            );
        }
        into.severities[finding] = *level;
    }
    return {};
}

fhir::result<void> read_key(const toml::key& key, const toml::node& value, const tables& known, policy& into)
{
    if (key == "severity") return read_severities(value, known, into);
    if (key == "add_ons") {
        const auto which = value.value_or(std::string_view{});
        if (which != "family" && which != "all") {
            return refused("add_ons is \"family\" or \"all\".", value.source().begin);
        }
        into.all_add_ons = which == "all";
        return {};
    }
    if (key == "max_issues") {
        const auto count = value.is_integer() ? value.value_or(std::int64_t{0}) : 0;
        if (count < 1 || count > most_issues) {
            return refused("max_issues is a whole number from 1 to 10000.", value.source().begin);
        }
        into.max_issues = static_cast<std::size_t>(count);
        return {};
    }
    return refused("the keys are add_ons, max_issues and severity; this is none of them.", key.source().begin);
}

}  // namespace

fhir::result<policy> policy::parse(std::string_view toml, const tables& known)
{
    constexpr std::size_t most_bytes = 1u << 20;
    if (toml.size() > most_bytes) return refused("the file is larger than 1 MB.", {1, 1});
    policy made;
    try {
        const toml::table root = toml::parse(toml);
        for (const auto& [key, value] : root) {
            if (const auto read = read_key(key, value, known, made); !read) return read.error();
        }
    } catch (const toml::parse_error& failed) {
        return refused(std::string{failed.description()} + ".", failed.source().begin);
    }
    return made;
}

}  // namespace marrow::mappings
