#pragma once

#include "fhir/json/arena.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/path.hpp"
#include "fhir/submission.hpp"
#include "mappings/decide.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace marrow::tests {

inline const mappings::tables& built_in()
{
    static const mappings::tables known = mappings::tables::load().value();
    return known;
}

/// JSON with ' for ", read and held.
struct sent {
    explicit sent(std::string json, std::string_view sender = {}) : text{std::move(json)}
    {
        std::ranges::replace(text, '\'', '"');
        auto parsed = fhir::json::parse(text, memory);
        BOOST_REQUIRE_MESSAGE(parsed, (parsed ? "" : parsed.error().text));
        document = std::make_unique<fhir::json::document>(std::move(*parsed));
        submission = std::make_unique<fhir::submission>(
            *document, fhir::detect_version(*document), std::span<const fhir::entry>{}, sender
        );
    }

    std::string path(const fhir::json::value& of) const { return fhir::path_to(*document, of); }

    std::string text;
    fhir::json::arena memory;
    std::unique_ptr<fhir::json::document> document;
    std::unique_ptr<fhir::submission> submission;
};

/// Findings as "severity code expression", in order.
inline std::vector<std::string> told(const sent& what, const mappings::policy& weighed = {})
{
    std::vector<std::string> out;
    for (const fhir::issue& issue : mappings::decide(*what.submission, built_in(), weighed).issues) {
        out.push_back(
            std::string{fhir::name_of(issue.level)} + " " +
            std::string{issue.codings.empty() ? "-" : issue.codings.front().code} + " " + what.path(*issue.at.front())
        );
    }
    return out;
}

inline bool tells(const std::vector<std::string>& told, std::string_view what)
{
    return std::ranges::any_of(told, [&](const std::string& each) { return each.find(what) != std::string::npos; });
}

/// A professional Claim of one patient; the items and the other lists as given.
inline std::string claim_with(const std::string& items, const std::string& more = {})
{
    return "{'resourceType':'Claim','status':'active','use':'claim','type':{'coding':[{'code':'professional'}]},"
           "'patient':{'reference':'Patient/p1'},'provider':{'reference':'Organization/o1'}," +
           more + "'item':[" + items + "]}";
}

/// An item with a CPT code and a date.
inline std::string item_of(const std::string& sequence, const std::string& code, const std::string& more = {})
{
    return "{'sequence':" + sequence +
           ",'productOrService':{'coding':[{'system':'http://www.ama-assn.org/go/cpt','code':'" + code + "'}]}" +
           (more.empty() ? ",'servicedDate':'2026-03-02'" : "," + more) + "}";
}

inline std::string bundle_of(std::initializer_list<std::string> resources)
{
    std::string out = "{'resourceType':'Bundle','type':'collection','entry':[";
    const char* comma = "";
    for (const std::string& resource : resources) {
        out.append(comma).append("{'resource':").append(resource).append("}");
        comma = ",";
    }
    return out + "]}";
}

inline std::string procedure_of(const std::string& id, const std::string& code, const std::string& more)
{
    return "{'resourceType':'Procedure','id':'" + id +
           "','code':{'coding':[{'system':'http://www.ama-assn.org/go/cpt','code':'" + code + "'}]}," + more + "}";
}

}  // namespace marrow::tests
