#include "adapter/operations/response_bundle.hpp"

#include "adapter/instant.hpp"
#include "adapter/operations/decisions.hpp"

#include <charconv>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;

namespace {

/// The entry that an expression leads into: Bundle.entry[INDEX] and on.
std::optional<std::size_t> entry_in(std::string_view expression)
{
    constexpr std::string_view before = "Bundle.entry[";
    if (!expression.starts_with(before)) return std::nullopt;
    std::size_t index = 0;
    const char* const begin = expression.data() + before.size();
    const auto [end, failed] = std::from_chars(begin, expression.data() + expression.size(), index);
    return failed == std::errc{} ? std::optional{index} : std::nullopt;
}

template <class Issues>
void write_issues(fhir::json::writer& to, const Issues& all)
{
    to.begin_object().member("resourceType", "OperationOutcome").key("issue").begin_array();
    for (const auto& [of, issue] : all)
        to.copy(*issue, *of);
    to.end_array().end_object();
}

}  // namespace

fhir::result<void> response_bundle::add(std::string text)
{
    if (text.empty()) return {};
    outcome& made = outcomes_.emplace_back();
    made.text = std::move(text);
    auto read = fhir::json::parse(made.text, made.memory);
    if (!read) return broken_decision();
    made.read = std::move(*read);
    for (const value& each : made.read.root()[name::issue].each())
        add_issue(made, each);
    return {};
}

void response_bundle::add_issue(const outcome& of, const value& issue)
{
    const std::string_view level = issue[name::severity].text();
    const bool is_error = level == "error" || level == "fatal";
    const auto entry = entry_in(issue[name::expression].first().text());
    if (entry && *entry < parts_.size()) {
        parts_[*entry].said.emplace_back(&of.read, &issue);
        parts_[*entry].has_errors |= is_error;
    } else if (release_ == fhir::version::r5 && !is_error) {
        of_the_whole_.emplace_back(&of.read, &issue);
    } else if (!parts_.empty()) {
        parts_.front().said.emplace_back(&of.read, &issue);
    }
}

void response_bundle::write(const heading& with, std::span<const interaction> entries, std::string& out) const
{
    fhir::json::writer to{out, with.pretty};
    to.begin_object().member("resourceType", "Bundle");
    to.member("type", with.of_transaction ? "transaction-response" : "batch-response");
    to.member("timestamp", instant_text(with.at));
    if (!entries.empty()) {
        to.key("entry").begin_array();
        for (std::size_t i = 0; i < entries.size(); ++i)
            write_entry(to, parts_[i], entries[i], with.at);
        to.end_array();
    }
    if (!of_the_whole_.empty()) write_issues(to.key("issues"), of_the_whole_);
    to.end_object();
}

void response_bundle::write_entry(fhir::json::writer& to, const part& of, const interaction& one, std::int64_t at) const
{
    to.begin_object();
    if (!of.resource.empty()) to.key("resource").raw(of.resource);
    to.key("response").begin_object().member("status", std::to_string(one.status));
    if (!one.location.empty()) to.member("location", one.location);
    const std::string version = one.location.empty() ? one.version : one.location.substr(one.location.rfind('/') + 1);
    if (!version.empty()) to.member("etag", "W/\"" + version + "\"");
    if (one.is_put) to.member("lastModified", instant_text(at));
    if (!of.said.empty()) write_issues(to.key("outcome"), of.said);
    to.end_object().end_object();
}

}  // namespace marrow::adapter
