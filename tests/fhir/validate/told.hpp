#pragma once

#include "fhir/path.hpp"
#include "fhir/validate/validate.hpp"
#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

namespace marrow::tests {

/// A submission and all that the validation must say of it.
struct validated {
    const char* name;
    std::string sent;  ///< JSON with ' for "
    std::string told;  ///< "error value-malformed Patient.birthDate", separated by "; "
    fhir::version release{fhir::version::r4};
};

inline std::string with_quotes(std::string json)
{
    std::ranges::replace(json, '\'', '"');
    return json;
}

/// What was found, with what it is made of.
struct examined {
    explicit examined(std::string json, fhir::version release = fhir::version::r4, std::size_t most = 500)
        : what{with_quotes(std::move(json))}, of{what.document, release}, made{fhir::validate::validate(of, {most})}
    {
    }

    std::string told() const
    {
        std::string out;
        for (const fhir::issue& each : made.issues) {
            out.append(out.empty() ? "" : "; ").append(fhir::name_of(each.level)).append(" ");
            out.append(each.codings.empty() ? each.type : each.codings.front().code).append(" ");
            out.append(fhir::path_to(what.document, *each.at.front()));
        }
        return out;
    }

    given what;
    fhir::submission of;
    fhir::validate::result made;
};

inline void check(std::span<const validated> rows)
{
    for (const validated& row : rows) {
        BOOST_TEST_CONTEXT(row.name << ": " << row.sent)
        {
            BOOST_TEST(examined(row.sent, row.release).told() == row.told);
        }
    }
}

/// A resource of the type with the members.
inline std::string resource_with(std::string_view type, std::string_view members)
{
    return "{'resourceType':'" + std::string{type} + "'" + (members.empty() ? "" : ",") + std::string{members} + "}";
}

inline std::string patient(std::string_view members)
{
    return resource_with("Patient", members);
}

/// A Claim with all that R4 asks for.
inline std::string claim(std::string_view members)
{
    return resource_with(
        "Claim",
        "'status':'active','type':{'text':'t'},'use':'claim','patient':{'reference':'Patient/"
        "1'},'created':'2026-03-01',"
        "'provider':{'reference':'Organization/1'},'priority':{'text':'p'},"
        "'insurance':[{'sequence':1,'focal':true,'coverage':{'reference':'Coverage/1'}}]" +
            std::string{members.empty() ? "" : ","} + std::string{members}
    );
}

inline std::string bundle(std::string_view type, std::string_view entries)
{
    return resource_with("Bundle", "'type':'" + std::string{type} + "','entry':[" + std::string{entries} + "]");
}

}  // namespace marrow::tests
