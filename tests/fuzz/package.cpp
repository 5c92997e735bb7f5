// libFuzzer target. Any bytes are refused as a package, or their profiles are compiled and a submission is held against
// each of them, twice with the same outcome.

#include "fhir/json/parse.hpp"
#include "fhir/validate/profiles/library.hpp"
#include "fhir/validate/validate.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace marrow::fhir;

constexpr std::string_view sent = R"({"resourceType":"Bundle","type":"collection","entry":[
{"fullUrl":"http://s.example/Patient/1","resource":{"resourceType":"Patient","id":"1","meta":{"profile":["http://a.example/p"]},
"extension":[{"url":"http://a.example/e","valueBoolean":true}],"gender":"male","_gender":{"extension":[{"url":"http://a.example/e",
"valueString":"a"}]},"identifier":[{"system":"http://a.example","value":"1","type":{"coding":[{"system":"http://s.example","code":"MB"}]}},
{"system":"http://b.example"}],"name":[{"family":"a","given":["b","c"]},{"text":"d"}],"deceasedBoolean":true,
"link":[{"type":"seealso","other":{"reference":"Patient/1"}}]}}]})";

std::vector<std::string>
codes_of(const submission& of, const validate::profiles::library& known, const std::vector<std::string>& asked)
{
    validate::options how;
    how.known = &known;
    how.profile_urls = asked;
    std::vector<std::string> out;
    for (const issue& each : validate::validate(of, how).issues)
        out.push_back(each.text);
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    auto read = packages::package::read(bytes, "p", {.bytes = 1 << 22, .file_bytes = 1 << 20, .files = 64});
    if (!read) return 0;
    std::vector<std::string> asked;
    for (const packages::package::resource& each : read->resources())
        asked.emplace_back(each.url);
    std::vector<packages::package> all;
    all.push_back(std::move(*read));
    const auto known = validate::profiles::library::load(std::move(all));
    if (!known) return 0;
    json::arena memory;
    const auto parsed = json::parse(sent, memory);
    const submission of{*parsed, version::r4};
    if (codes_of(of, **known, asked) != codes_of(of, **known, asked)) std::abort();
    return 0;
}
