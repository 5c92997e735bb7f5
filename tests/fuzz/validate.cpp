// libFuzzer target. Any JSON is validated by each release; every issue has a text and an element of the submission, and
// what is found does not hang on how many issues are kept.

#include "fhir/validate/validate.hpp"

#include "fhir/json/parse.hpp"
#include "fhir/path.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace marrow::fhir;

void require(bool holds)
{
    if (!holds) std::abort();
}

void check(const submission& of)
{
    const validate::result all = validate::validate(of, {.most_issues = 100'000});
    for (const issue& each : all.issues) {
        require(!each.text.empty() && !each.at.empty());
        require(!path_to(of.source(), *each.at.front()).empty());
    }
    const validate::result some = validate::validate(of, {.most_issues = 3});
    require(some.issues.size() <= 4 && some.broken == all.broken);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 1 << 16) return 0;
    const std::string input(reinterpret_cast<const char*>(data), size);
    json::arena memory;
    const auto parsed = json::parse(input, memory);
    if (!parsed) return 0;
    for (const version release : {version::r4, version::r4b, version::r5})
        check(submission{*parsed, release});
    return 0;
}
