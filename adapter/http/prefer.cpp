#include "adapter/http/prefer.hpp"

#include "adapter/http/target.hpp"
#include "adapter/http/text.hpp"

#include <algorithm>
#include <array>

namespace marrow::adapter::http {

namespace {

using returned = preferences::returned;
using handling = preferences::handling;

template <class Value>
struct row {
    std::string_view text;
    Value value;
};

constexpr row<returned> returns[] = {
    {"minimal", returned::minimal},
    {"representation", returned::representation},
    {"OperationOutcome", returned::outcome},
};

constexpr row<handling> handlings[] = {
    {"lenient", handling::lenient},
    {"strict", handling::strict},
};

constexpr std::array common{std::string_view{"_format"}, std::string_view{"_pretty"}};

std::string_view unquoted(std::string_view text)
{
    return text.size() >= 2 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2) : text;
}

template <class Value, std::size_t Size>
void read_first(std::string_view text, const row<Value> (&known)[Size], Value& into)
{
    const auto found = std::ranges::find_if(known, [&](const auto& each) { return same(each.text, text); });
    if (into == Value{} && found != std::end(known)) into = found->value;
}

bool is_among(std::string_view names, std::string_view name)
{
    while (!names.empty()) {
        const std::string_view each = next_part(names, ' ');
        if (each == name || each == "*") return true;
    }
    return std::ranges::find(common, name) != common.end();
}

}  // namespace

preferences read_prefer(std::string_view field)
{
    preferences read;
    while (!field.empty()) {
        std::string_view each = next_part(field, ',');
        std::string_view preference = next_part(each, ';');
        const std::string_view name = next_part(preference, '=');
        const std::string_view value = unquoted(stripped(preference));
        if (same(name, "return")) read_first(value, returns, read.what);
        if (same(name, "handling")) read_first(value, handlings, read.how);
    }
    return read;
}

fhir::result<void> refuse_unknown_parameters(std::string_view query, const route& of)
{
    const auto is_known = [&](const auto& parameter) { return is_among(of.parameters, parameter.first); };
    if (std::ranges::all_of(query_parameters(query), is_known)) return {};
    std::string text = "The address has a parameter that is not known here, and Prefer: handling=strict asks to refuse "
                       "it. Known are";
    for (std::string_view names = of.parameters; !names.empty();)
        text.append(" ").append(next_part(names, ' ')).append(",");
    return fhir::fault{fhir::fault_kind::usage, text + " _format and _pretty.", {}, {}};
}

void add_applied(std::string_view preference, std::string& applied)
{
    applied.append(applied.empty() ? "" : ", ").append(preference);
}

}  // namespace marrow::adapter::http
