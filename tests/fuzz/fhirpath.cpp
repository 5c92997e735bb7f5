// libFuzzer target. The input is an expression and, after a zero byte, a document; without one, a document of ours.
// What is refused has a place in the expression; what is evaluated ends, and its truth is that of its items.

#include "fhir/fhirpath/check.hpp"
#include "fhir/fhirpath/evaluator.hpp"
#include "fhir/fhirpath/text_form.hpp"
#include "fhir/json/parse.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace marrow::fhir;

constexpr std::string_view ordinary = R"({"resourceType":"Observation","id":"o","status":"final",
  "_status":{"extension":[{"url":"http://e","valueDateTime":"2026-01-05T10:30:00Z"}]},
  "code":{"coding":[{"system":"http://loinc.org","code":"3141-9"},{"code":"b"}],"text":"Weight"},
  "subject":{"reference":"#p"},"contained":[{"resourceType":"Patient","id":"p","birthDate":"2000-02-29",
  "name":[{"given":["A",null],"_given":[null,{"id":"g"}]}]}],"effectivePeriod":{"start":"2026","end":"2026-01"},
  "valueQuantity":{"value":1.50,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}})";

void require(bool holds)
{
    if (!holds) std::abort();
}

void require_told(const fault& why, std::string_view text)
{
    require(!why.text.empty() && why.at && why.at->offset <= text.size());
}

fhirpath::environment bounded()
{
    fhirpath::environment outside;
    outside.now = fhirpath::parse_date_time("2026-01-05T10:30:00.000+01:00");
    outside.limits = {.steps = 200'000, .items = 20'000, .text = 1 << 20};
    outside.html_checks = [](std::string_view xhtml) { return xhtml.size() % 2 == 0; };
    return outside;
}

fhirpath::truth truth_of(std::span<const fhirpath::item> items)
{
    if (items.empty()) return fhirpath::truth::unknown;
    const fhirpath::item one = fhirpath::system_value(items[0]);
    const bool is_no = one.is(fhirpath::kind::boolean) && !one.boolean();
    return is_no ? fhirpath::truth::no : fhirpath::truth::yes;
}

void evaluate(const fhirpath::expression& what, const json::document& on, const definitions::model& release)
{
    static const fhirpath::environment outside = bounded();
    fhirpath::evaluator at{on, release, outside};
    const fhirpath::focus focus{.at = at.root()};
    const auto found = fhirpath::check(what, release, focus.at.type);
    if (found) require_told(*found, what.text());

    const auto judged = at.test(what, focus);
    const auto items = at.evaluate(what, focus);
    if (!judged) require_told(judged.error(), what.text());
    if (!items) return require_told(items.error(), what.text());
    for (const fhirpath::item& each : *items)
        require(!fhirpath::type_form(each).empty() && fhirpath::text_form(each, on).size() < (1 << 22));
    if (items->size() > 1)
        require(judged.has_error());
    else if (judged)
        require(*judged == truth_of(*items));
}

void check(std::string_view text, std::string_view input, const definitions::model& release, fhirpath::dialect spoken)
{
    static json::arena memory;
    memory.reset();
    const auto compiled = fhirpath::compile(text, release, {}, spoken);
    if (!compiled) {
        require_told(compiled.error(), text);
        return;
    }
    if (const auto parsed = json::parse(input, memory)) evaluate(*compiled, *parsed, release);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input{reinterpret_cast<const char*>(data), size};
    const std::size_t end = input.find('\0');
    const std::string_view document = end == std::string_view::npos ? ordinary : input.substr(end + 1);
    const std::string_view text = input.substr(0, end);
    check(text, document, definitions::model::of(version::r4), fhirpath::dialect::invariant);
    check(text, document, definitions::model::of(version::r5), fhirpath::dialect::standard);
    return 0;
}
