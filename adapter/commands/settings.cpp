#include "adapter/commands/settings.hpp"

#include "adapter/commands/file.hpp"
#include "adapter/commands/nearest.hpp"
#include "adapter/render/shown_value.hpp"

#include <CLI/CLI.hpp>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <optional>
#include <span>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;

namespace {

constexpr std::size_t most_bytes = 1u << 20;

/// MARROW_STORE_KEY holds the keys themselves.
constexpr std::string_view key_file = "store_key";

/// What one place says of one setting.
struct given {
    std::vector<std::string> values;
    fhir::position at;
};
using given_by_key = std::map<std::string, given>;

std::string variable_of(const std::string& key)
{
    std::string name = "MARROW_" + key + (key == key_file ? "_FILE" : "");
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    });
    return name;
}

std::vector<setting> settings_of(const CLI::App& command)
{
    std::vector<setting> all;
    for (CLI::Option* const each : const_cast<CLI::App&>(command).get_options()) {
        if (each->get_lnames().empty()) continue;
        std::string key = each->get_lnames().front();
        if (key == "help" || key == "config") continue;
        std::ranges::replace(key, '-', '_');
        all.push_back({each, key, variable_of(key)});
    }
    return all;
}

fhir::position position_of(const toml::source_region& region)
{
    return {0, region.begin.line, region.begin.column};
}

fault refused(const std::string& place, const std::string& text)
{
    return {fault_kind::usage, place + text, {}, {}};
}

std::string expected(const setting& of)
{
    const std::string one = of.is_switch() ? "true or false" : of.is_number() ? "a whole number" : "a text in quotes";
    return of.key + (of.is_list() ? " is " + one + ", or an array of such." : " is " + one + ".");
}

/// One value, as a flag has it; nothing when it is of another type.
std::optional<std::string> text_of(const setting& of, const toml::node& value)
{
    if (of.is_switch()) {
        const auto on = value.value_exact<bool>();
        return on ? std::optional{std::string{*on ? "true" : "false"}} : std::nullopt;
    }
    if (of.is_number()) {
        const auto number = value.value_exact<std::int64_t>();
        return number ? std::optional{std::to_string(*number)} : std::nullopt;
    }
    return value.value_exact<std::string>();
}

std::optional<std::vector<std::string>> texts_of(const setting& of, const toml::node& value)
{
    std::vector<std::string> all;
    const auto add = [&](const toml::node& one) {
        const auto text = text_of(of, one);
        if (text) all.push_back(*text);
        return text.has_value();
    };
    const toml::array* const several = of.is_list() ? value.as_array() : nullptr;
    const bool is_good = several ? std::ranges::all_of(*several, add) : add(value);
    return is_good ? std::optional{std::move(all)} : std::nullopt;
}

fault unknown(const std::string& place, std::string_view key, std::span<const setting> known)
{
    std::vector<std::string> keys;
    for (const setting& each : known)
        keys.push_back(each.key);
    const auto next = nearest(key, keys, 1);
    return refused(
        place,
        "there is no setting " + printable(key) +
            (next.empty() ? "; marrow config show lists them." : "; did you mean " + next.front() + "?")
    );
}

fhir::result<given_by_key> read_settings(const std::string& file, std::span<const setting> known)
{
    const auto text = read_file(file);
    if (!text) return refused({}, text.error().text);
    if (text->size() > most_bytes) return refused(file + ": ", "the file is larger than 1 MB.");
    given_by_key all;
    try {
        const toml::table root = toml::parse(*text);
        for (const auto& [key, value] : root) {
            const auto row = std::ranges::find(known, key.str(), &setting::key);
            if (row == known.end()) return unknown(placed(file, position_of(key.source())), key.str(), known);
            const fhir::position at = position_of(value.source());
            const auto texts = texts_of(*row, value);
            if (!texts) return refused(placed(file, at), expected(*row));
            all[row->key] = {*texts, at};
        }
    } catch (const toml::parse_error& failed) {
        return refused(placed(file, position_of(failed.source())), std::string{failed.description()} + ".");
    }
    return all;
}

std::vector<std::string> values_of_variable(const setting& of, const char* text)
{
    return of.is_list() ? CLI::detail::split(text, ',') : std::vector<std::string>{text};
}

/// As if its flag had been given; CLI11 begins what it says with the flag.
fhir::result<void> give(const setting& to, const std::vector<std::string>& values, const std::string& place)
{
    try {
        for (const std::string& each : values)
            to.option->add_result(each);
        if (!values.empty()) to.option->run_callback();
    } catch (const CLI::ConversionError&) {
        return refused(place, expected(to));
    } catch (const CLI::ParseError& why) {
        std::string said = why.what();
        const std::string flag = to.option->get_name() + ": ";
        if (said.starts_with(flag)) said.erase(0, flag.size());
        return refused(place, to.key + ": " + said);
    }
    return {};
}

const char* value_of(const std::string& variable)
{
    const char* const value = std::getenv(variable.c_str());
    return value && *value ? value : nullptr;
}

}  // namespace

bool setting::is_switch() const
{
    return option->get_items_expected_max() == 0;
}

bool setting::is_list() const
{
    return option->get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
}

bool setting::is_number() const
{
    constexpr std::array<std::string_view, 4> units{"N", "BYTES", "DAYS", "SECONDS"};
    return std::ranges::find(units, option->get_type_name()) != units.end();
}

bool setting::is_set() const
{
    return is_switch() || !values().empty();
}

std::vector<std::string> setting::values() const
{
    if (option->count() != 0) return option->results();
    if (is_switch()) return {"false"};
    return option->get_default_str().empty() ? std::vector<std::string>{} : std::vector{option->get_default_str()};
}

void add_config_option(CLI::App& to, std::string& into)
{
    to.add_option("--config", into, "Settings (see: marrow config --help); else the file that MARROW_CONFIG names")
        ->type_name("FILE");
}

fhir::result<std::vector<setting>> settle(const CLI::App& command, std::string file)
{
    std::vector<setting> all = settings_of(command);
    if (const char* named = value_of("MARROW_CONFIG"); named && file.empty()) file = named;
    given_by_key in_file;
    if (!file.empty()) {
        auto read = read_settings(file, all);
        if (!read) return read.error();
        in_file = std::move(*read);
    }
    for (setting& each : all) {
        const char* const variable = value_of(each.variable);
        const auto row = in_file.find(each.key);
        fhir::result<void> taken;
        if (each.option->count() != 0) {
            each.from = "flag --" + each.option->get_lnames().front();
        } else if (variable) {
            each.from = "environment " + each.variable;
            taken = give(each, values_of_variable(each, variable), each.variable + ": ");
        } else if (row != in_file.end()) {
            const std::string place = placed(file, row->second.at);
            each.from = "file " + place.substr(0, place.size() - 2);
            taken = give(each, row->second.values, place);
        }
        if (!taken) return taken.error();
    }
    return all;
}

}  // namespace marrow::adapter
