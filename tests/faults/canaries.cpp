#include "tests/faults/canaries.hpp"

#include "tests/adapter/commands/marrow.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace marrow::test {

namespace {

/// A text or number of a JSON, or an object.
struct part {
    std::size_t begin{};
    std::size_t end{};
    std::string element;  ///< the member it stands in
    char kind{};          ///< " text, 0 number, { object
};

std::size_t end_of_text(std::string_view json, std::size_t at)
{
    for (++at; json[at] != '"'; ++at)
        if (json[at] == '\\') ++at;
    return at + 1;
}

/// Of a JSON that is well formed.
std::vector<part> parts_of(std::string_view json)
{
    std::vector<part> all;
    std::string element;
    for (std::size_t at = 0; at < json.size();) {
        std::size_t end = at + 1;
        if (json[at] == '{') {
            all.push_back({at, end, element, '{'});
        } else if (json[at] == '"') {
            end = end_of_text(json, at);
            const bool is_name = json[json.find_first_not_of(" \r\n", end)] == ':';
            if (is_name) {
                element = json.substr(at + 1, end - at - 2);
            } else {
                all.push_back({at, end, element, '"'});
            }
        } else if (std::isdigit(static_cast<unsigned char>(json[at]))) {
            end = json.find_first_not_of("0123456789.", at);
            all.push_back({at, end, element, '0'});
        }
        at = end;
    }
    return all;
}

constexpr std::string_view a_patient = R"({"fullUrl": "http://zqxk.example/Patient/Zqxk-id", "resource": {
  "resourceType": "Patient", "id": "Zqxk-id", "language": "en",
  "text": {"status": "generated", "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\">Zqxk Anna</div>"},
  "contained": [{"resourceType": "Organization", "id": "inside", "name": "Zqxk Organization"}],
  "extension": [{"url": "http://zqxk.example/one", "valueString": "Zqxk value"},
                {"url": "http://zqxk.example/two", "valueAddress": {"text": "Zqxk Road 7"}}],
  "identifier": [{"system": "http://zqxk.example/mrn", "value": "Zqxk-mrn", "assigner": {"display": "Zqxk Clinic"}}],
  "name": [{"text": "Zqxk Anna", "family": "Zqxk", "given": ["Anna", "Zqxkina"], "prefix": ["Zqxkdr"], "suffix": ["Zqxkjr"]}],
  "telecom": [{"system": "phone", "value": "Zqxk-phone"}, {"system": "email", "value": "zqxk@zqxk.example"}],
  "gender": "female", "birthDate": "1931-07-23", "_birthDate": {"extension": [{"url": "http://zqxk.example/t", "valueDateTime": "1931-07-23T01:02:03Z"}]},
  "deceasedDateTime": "1931-07-23",
  "address": [{"text": "Zqxk Road 7", "line": ["Zqxk Road 7"], "city": "Zqxkton", "district": "Zqxkshire", "state": "Zqxkstate", "postalCode": "Zqxk7", "country": "Zqxkland"}],
  "maritalStatus": {"text": "Zqxk married"},
  "photo": [{"contentType": "text/plain", "data": "WnF4aw==", "url": "http://zqxk.example/photo?name=Zqxk", "title": "Zqxk photo"}],
  "contact": [{"name": {"family": "Zqxkmother"}, "telecom": [{"system": "phone", "value": "Zqxk-contact"}], "address": {"city": "Zqxkville"}, "organization": {"display": "Zqxk Employer"}}],
  "communication": [{"language": {"text": "Zqxkish"}}],
  "generalPractitioner": [{"display": "Zqxk Doctor", "identifier": {"value": "Zqxk-gp"}}],
  "managingOrganization": {"reference": "#inside", "display": "Zqxk Managers"}
}})";

bool is_free(std::string_view element)
{
    static constexpr std::array free{
        "display",
        "text",
        "family",
        "given",
        "value",
        "valueString",
        "title",
        "line",
        "city",
        "state",
        "postalCode",
        "lotNumber",
        "serialNumber",
        "deviceIdentifier",
        "description",
        "name",
        "note",
        "conclusion",
        "subscriberId"};
    return std::ranges::find(free, element) != free.end();
}

std::string lowered(std::string_view text)
{
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

}  // namespace

std::span<const canary> canaries()
{
    static const std::vector<canary> all{
        {"a word", "Zqxkanarie", false, false},
        {"words", "Zqxk Anna Maria", false, false},
        {"a long text", "Zqxk" + std::string(400, 'q'), false, false},
        {"a number", "8316274905", true, false},
        {"a word with a number", "Zqxk-7", true, false},
        {"a date", "1931-07-23", true, true},
        {"no date", "1931-07-23 Zqxk", false, false},
        {"a URL", "http://zqxk.example/Patient/7?name=Zqxk", false, false},
        {"a reference", "Patient/zqxk-7", false, false},
        {"a fragment", "#zqxk", false, false},
        {"a UUID", "urn:uuid:0b0c9e5e-7a11-4f0e-9c55-2f1083162749", false, false},
        {"markup", "<div xmlns='http://www.w3.org/1999/xhtml'><zqxk>Zqxk</div>", false, false},
    };
    return all;
}

bool holds_canary(std::string_view text)
{
    const std::string low = lowered(text);
    return std::ranges::any_of(
        std::array{"zqxk", "8316274", "1931-07", "19310723", "anna maria"},
        [&](const char* each) { return low.find(each) != std::string::npos; }
    );
}

std::string whole_submission()
{
    std::string json = adapter::test::sample_named("accepted");
    const std::size_t entries = json.find('[', json.find("\"entry\"")) + 1;
    return json.insert(entries, ",").insert(entries, a_patient);
}

std::string submission_of_canaries()
{
    std::string json = whole_submission();
    std::vector<part> all = parts_of(json);
    std::ranges::reverse(all);
    std::size_t number = all.size();
    for (const part& each : all) {
        --number;
        if (each.kind == '"' && is_free(each.element))
            json.replace(each.begin, each.end - each.begin, "\"Zqxk " + std::to_string(number) + "\"");
        if (each.kind == '{')
            json.insert(
                each.end, json[json.find_first_not_of(" \r\n", each.end)] == '}' ? "" : "\"Zqxk\":1,\"zqxk anna\":[],"
            );
    }
    return json;
}

void with_each_canary(
    std::string_view json,
    const std::function<void(std::string_view element, const canary& put, const std::string& changed)>& then
)
{
    for (const part& each : parts_of(json)) {
        for (const canary& put : canaries()) {
            std::string changed{json};
            if (each.kind != '{') {
                changed.replace(each.begin, each.end - each.begin, "\"" + put.text + "\"");
                then(each.element, put, changed);
                continue;
            }
            for (const char* before : {"\"", "\"_"}) {
                std::string named{json};
                named.insert(each.end, before + put.text + "\":\"x\",");
                then("a member", put, named);
            }
        }
    }
}

}  // namespace marrow::test
