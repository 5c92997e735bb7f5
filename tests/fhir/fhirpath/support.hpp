#pragma once

#include "fhir/fhirpath/evaluator.hpp"
#include "fhir/fhirpath/text_form.hpp"
#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

#include <span>
#include <string>
#include <string_view>

namespace marrow::tests {

/// A document on which expressions are evaluated, with a clock that stands.
struct asked : given {
    explicit asked(std::string text = "{}", fhir::version release = fhir::version::r4)
        : given{std::move(text)}, model{fhir::definitions::model::of(release)}, on{document, model, outside}
    {
        outside.now = fhir::fhirpath::parse_date_time("2026-01-05T10:30:00.000+01:00");
    }

    /// The items with " | " between them; "fault: " and the text where there is no result.
    std::string
    operator()(std::string_view expression, fhir::fhirpath::dialect spoken = fhir::fhirpath::dialect::standard)
    {
        const auto compiled = fhir::fhirpath::compile(expression, model, {}, spoken);
        if (!compiled) return "fault: " + compiled.error().text;
        const auto result = on.evaluate(*compiled, {.at = on.root()});
        if (!result) return "fault: " + result.error().text;
        std::string all;
        for (const fhir::fhirpath::item& each : *result)
            all.append(all.empty() ? "" : " | ").append(text_form(each, document));
        return all;
    }

    fhir::fhirpath::environment outside;
    const fhir::definitions::model& model;
    fhir::fhirpath::evaluator on;
};

struct row {
    std::string_view text;
    std::string_view gives;
};

inline void check_rows(asked& on, std::span<const row> rows)
{
    for (const row& each : rows)
        BOOST_TEST_CONTEXT(each.text) BOOST_TEST(on(each.text) == each.gives);
}

}  // namespace marrow::tests
