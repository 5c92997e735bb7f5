#include "adapter/http/target.hpp"
#include "adapter/instant.hpp"
#include "adapter/operations/audited.hpp"
#include "adapter/operations/decisions.hpp"
#include "adapter/operations/marks.hpp"
#include "adapter/store/compressed.hpp"
#include "fhir/json/scan.hpp"
#include "fhir/json/write.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;

namespace {

constexpr std::size_t most_a_page = 200;
constexpr std::size_t most_values = 32;

fault refused(std::string text)
{
    return {fault_kind::usage, std::move(text), {}, {}};
}

/// UTF-8 without control characters: what a name or value can be, and what the audit can say of it.
bool is_text(std::string_view of)
{
    const char* const end = of.data() + of.size();
    for (const char* at = of.data(); at != end;) {
        const auto byte = static_cast<unsigned char>(*at);
        const std::size_t length = byte < 0x80 ? (byte < 0x20 ? 0 : 1) : fhir::json::utf8_length(at, end);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

std::string names_of_parameters()
{
    std::string out;
    for (const mark_parameter& each : mark_parameters())
        out.append(each.name).append(", ");
    return out + "received, _count, _format and _pretty";
}

template <class Number>
bool read_number(std::string_view text, Number& into)
{
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), into);
    return failed == std::errc{} && end == text.data() + text.size();
}

/// Alternatives stand between commas; a backslash takes its meaning from what follows, and stays.
std::vector<std::string> alternatives(std::string_view text)
{
    std::vector<std::string> out(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ',') {
            out.emplace_back();
            continue;
        }
        if (text[i] == '\\' && i + 1 < text.size()) out.back() += text[i++];
        out.back() += text[i];
    }
    return out;
}

fhir::result<void> add_marks(const mark_parameter& by, std::string_view text, store::search& to)
{
    std::vector<store::name_key> any;
    for (const std::string& each : alternatives(text)) {
        if (each.ends_with('|') && !each.ends_with("\\|"))
            return refused("The parameter " + std::string{by.name} + " takes a value, not a system alone.");
        if (!each.empty()) any.push_back(by.mark(each));
    }
    if (any.empty()) return refused("The parameter " + std::string{by.name} + " has no value.");
    to.marks.push_back(std::move(any));
    return {};
}

/// A prefix as search.html#prefix has it, and a date or dateTime.
fhir::result<void> narrow(std::string_view text, store::search& to)
{
    const bool has_prefix = text.size() > 2 && text[0] >= 'a' && text[0] <= 'z';
    const std::string_view prefix = has_prefix ? text.substr(0, 2) : "eq";
    const auto time = stretch_of(text.substr(has_prefix ? 2 : 0));
    const auto from = [&](std::int64_t at) { to.from = std::max(to.from, at); };
    const auto until = [&](std::int64_t at) { to.until = std::min(to.until, at); };
    if (time && prefix == "eq") {
        from(time->from);
        until(time->until);
    } else if (time && prefix == "ge") {
        from(time->from);
    } else if (time && prefix == "gt") {
        from(time->until);
    } else if (time && prefix == "lt") {
        until(time->from);
    } else if (time && prefix == "le") {
        until(time->until);
    } else {
        return refused("The parameter received takes a date or dateTime, after eq, ge, gt, le, lt or nothing.");
    }
    return {};
}

fhir::result<void> add(const std::string& name, const std::string& value, store::search& to)
{
    if (name == "received") return narrow(value, to);
    if (name == "_count") {
        if (!read_number(value, to.most) || to.most == 0)
            return refused("The parameter _count takes a number above 0.");
        to.most = std::min(to.most, most_a_page);
        return {};
    }
    if (name == "page") {
        if (!read_number(value, to.before) || to.before <= 0)
            return refused("The parameter page is not one given here.");
        return {};
    }
    if (name == "_format" || name == "_pretty") return {};
    const auto found = std::ranges::find(mark_parameters(), name, &mark_parameter::name);
    if (found == mark_parameters().end())
        return refused("A parameter of the search is not known here. There are " + names_of_parameters() + ".");
    return add_marks(*found, value, to);
}

fhir::result<store::search> read_search(std::string_view query)
{
    store::search wanted;
    std::size_t values = 0;
    for (const auto& [name, value] : http::query_parameters(query)) {
        if (!is_text(name) || !is_text(value)) return refused("A search takes UTF-8 without control characters.");
        if (const auto added = add(name, value, wanted); !added) return added.error();
        values += 1 + static_cast<std::size_t>(std::ranges::count(value, ','));
        if (values > most_values) return refused("A search takes " + std::to_string(most_values) + " values at most.");
    }
    return wanted;
}

/// The pairs of a query for which `stays` is true, each with an & after it.
template <class Test>
std::string pairs_of(std::string_view query, Test stays)
{
    std::string out;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        if (stays(pair)) out.append(pair).append("&");
    }
    return out;
}

std::string without_page(std::string_view query)
{
    return pairs_of(query, [](std::string_view pair) { return !pair.starts_with("page="); });
}

/// Without the parameters that are not known here.
std::string without_unknown(std::string_view query)
{
    constexpr std::array others{"received", "_count", "page", "_format", "_pretty"};
    return pairs_of(query, [&](std::string_view pair) {
        const auto read = http::query_parameters(pair);
        const std::string_view name = read.empty() ? std::string_view{} : read.front().first;
        return std::ranges::find(others, name) != others.end() ||
               std::ranges::find(mark_parameters(), name, &mark_parameter::name) != mark_parameters().end();
    });
}

void write_link(fhir::json::writer& to, std::string_view relation, std::string url)
{
    if (url.ends_with('&') || url.ends_with('?')) url.pop_back();
    to.begin_object().member("relation", relation).member("url", url).end_object();
}

/// What came in a form goes into no link: the form is sent there again.
void write_links(fhir::json::writer& to, bool is_form, std::string_view query, std::int64_t next)
{
    const std::string base = is_form ? "/fhir/OperationOutcome/_search?" : "/fhir/OperationOutcome?";
    if (is_form) query = {};
    to.key("link").begin_array();
    write_link(to, "self", base + std::string{query});
    if (next != 0) write_link(to, "next", base + without_page(query) + "page=" + std::to_string(next));
    to.end_array();
}

/// The parameters for the audit: of an identifier, what it is called there.
std::string audited_query(std::string_view query, const store::message_store& in)
{
    std::string out;
    for (const auto& [name, value] : http::query_parameters(query)) {
        const auto by = std::ranges::find(mark_parameters(), name, &mark_parameter::name);
        const bool is_hidden = by != mark_parameters().end() && by->is_identifier;
        out.append(out.empty() ? "" : "&").append(name).append("=");
        for (const std::string& each : alternatives(value))
            out.append(is_hidden ? in.name_in_audit(by->mark(each)) : each).append(",");
        out.pop_back();
    }
    return out;
}

}  // namespace

fhir::result<reply> search_decisions(const question& asked, std::string& out)
{
    if (!asked.of.keeping) return nothing_is_kept();
    const bool is_lenient = asked.prefer.how == preferences::handling::lenient;
    const std::string query = is_lenient ? without_unknown(asked.query) : std::string{asked.query};
    const auto wanted = read_search(query);
    if (!wanted) return wanted.error();
    const auto page = asked.of.keeping->in.find(*wanted);
    if (!page) return page.error();
    fhir::json::writer made{out, asked.pretty};
    made.begin_object().member("resourceType", "Bundle").member("type", "searchset");
    write_links(made, !asked.body.empty(), query, page->next);
    if (!page->found.empty()) made.key("entry").begin_array();
    for (const store::decision& each : page->found) {
        std::string outcome;
        if (!store::expand(each.outcome, outcome)) return broken_decision();
        made.begin_object().member("fullUrl", "urn:uuid:" + each.id).key("resource").raw(outcome);
        made.key("search").begin_object().member("mode", "match").end_object().end_object();
    }
    if (!page->found.empty()) made.end_array();
    made.end_object();
    std::vector<std::string> ids;
    for (const store::decision& each : page->found)
        ids.push_back(each.id);
    const auto noted = note_search(asked, audited_query(query, asked.of.keeping->in), ids);
    if (!noted) return noted.error();
    return reply{200, asked.release.value_or(fhir::version::r4), 0};
}

}  // namespace marrow::adapter
