#pragma once

#include "fhir/json/parse.hpp"
#include "fhir/path.hpp"
#include "fhir/submission.hpp"
#include "mappings/checks/checks.hpp"
#include "mappings/lines/reader.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::mappings::testing {

inline std::string base64(std::string_view bytes)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t bits = 0;
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0u);
        for (std::size_t i = 0; i < 4; ++i)
            out += i <= count ? alphabet[bits >> (18 - 6 * i) & 63] : '=';
    }
    return out;
}

inline std::string loinc(std::string_view code)
{
    return R"({"coding":[{"system":"http://loinc.org","code":")" + std::string{code} + R"("}]})";
}

inline std::string
attachment_of(std::string_view text, std::string_view type = "text/plain", std::string_view more = "")
{
    return R"({"contentType":")" + std::string{type} + R"(","data":")" + base64(text) + "\"" + std::string{more} + "}";
}

/// A DocumentReference that is good: an operative note, final, of the patient and of the day.
struct note {
    std::string id = "note";
    std::string status = R"("status":"current","docStatus":"final")";
    std::string type = R"("type":)" + loinc("11504-8");
    std::string subject = R"("subject":{"reference":"Patient/p1"})";
    std::string date = R"("date":"2026-03-10T17:00:00Z")";
    std::string content = R"("content":[{"attachment":)" + attachment_of("Operative note") + "}]";
    std::string more = R"("language":"en")";

    std::string json() const
    {
        return R"({"resourceType":"DocumentReference","id":")" + id + "\"," + status + "," + type + "," + subject +
               "," + date + "," + content + "," + more + "}";
    }
};

/// A submission whose resources document the add-on line whole; parts are replaced by what a test is about.
struct given {
    std::string claim = R"("use":"claim")";
    std::string information = R"([{"sequence":1,"code":)" + loinc("11504-8") +
                              R"(,"valueReference":{"reference":"DocumentReference/note"}}])";
    std::string first = R"("diagnosisSequence":[2])";
    std::string item = R"("informationSequence":[1],"diagnosisSequence":[1])";
    std::string primary = R"("report":[{"reference":"DocumentReference/note"}])";
    std::string removal =
        R"("bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"71341001"}],"text":"Medullary canal of the femur"}],
           "focalDevice":[{"manipulated":{"reference":"Device/nail"}}])";
    std::string device = R"("type":{"text":"Antibiotic nail"})";
    std::string document = note{}.json();
    std::string more;  ///< further resources, each after a comma

    std::string json() const
    {
        const auto procedure = [](const std::string& id, const std::string& code, const std::string& members) {
            return R"({"resourceType":"Procedure","id":")" + id +
                   R"(","status":"completed","subject":{"reference":"Patient/p1"},
                "performedDateTime":"2026-03-10","code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":")" +
                   code + "\"}]}," + members + "}";
        };
        const auto line = [](const std::string& number, const std::string& code, const std::string& members) {
            return R"({"sequence":)" + number + R"(,"procedureSequence":[)" + number +
                   R"(],"servicedDate":"2026-03-10","productOrService":
                {"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":")" +
                   code + "\"}]}," + members + "}";
        };
        const auto diagnosis = [](const std::string& number, const std::string& code) {
            return R"({"sequence":)" + number +
                   R"(,"diagnosisCodeableConcept":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":")" +
                   code + "\"}]}}";
        };
        const std::vector<std::string> resources{
            R"({"resourceType":"Claim","id":"c1","status":"active",)" + claim +
                R"(,"patient":{"reference":"Patient/p1"},"supportingInfo":)" + information + R"(,"diagnosis":[)" +
                diagnosis("1", "M86.651") + "," + diagnosis("2", "S72.301K") + "," + diagnosis("3", "E11.9") +
                R"(],"procedure":[{"sequence":1,"procedureReference":{"reference":"Procedure/primary"}},
                {"sequence":2,"procedureReference":{"reference":"Procedure/removal"}}],"item":[)" +
                line("1", "27470", first) + "," + line("2", "20703", item) + "]}",
            procedure("primary", "27470", primary),
            procedure("removal", "20703", removal),
            R"({"resourceType":"Patient","id":"p1","identifier":[{"system":"http://hospital.example/members","value":"1"}]})",
            R"({"resourceType":"Patient","id":"p2","identifier":[{"system":"http://hospital.example/members","value":"2"}]})",
            R"({"resourceType":"Device","id":"nail",)" + device + "}"};
        std::string out = R"({"resourceType":"Bundle","type":"collection","entry":[)";
        for (const std::string& resource : resources)
            out += entry_of(resource) + ",";
        out += document.empty() ? entry_of(R"({"resourceType":"Basic","id":"b"})") : entry_of(document);
        return out + more + "]}";
    }

    /// An entry with the fullUrl of its type and id; `more` holds such entries, each after a comma.
    static std::string entry_of(const std::string& resource)
    {
        const auto text_after = [&](std::string_view key) {
            const std::size_t at = resource.find(key) + key.size();
            return resource.substr(at, resource.find('"', at) - at);
        };
        return R"({"fullUrl":"http://hospital.example/fhir/)" + text_after("\"resourceType\":\"") + "/" +
               text_after("\"id\":\"") + R"(","resource":)" + resource + "}";
    }
};

/// The check of documentation, run over a submission whose first line is the primary of its second.
class desk {
public:
    explicit desk(std::string json, const tables& known = built_in())
        : text_{std::move(json)},
          document_{fhir::json::parse(text_, memory_).value()},
          of_{document_, fhir::detect_version(document_)},
          read_{read_lines(of_, known)},
          out_{of_, known, weighed_},
          with_{of_, known, weighed_, read_.lines, {}, out_, {}, {of_, {}}}
    {
        const line* primary = nullptr;
        for (const line& each : read_.lines) {
            const family_code* family = known.family(each.code.code);
            if (family) {
                add_on_line& made = with_.add_ons.emplace_back();
                made.of = &each;
                made.family = family;
                made.primary = primary;
            } else if (!primary) {
                primary = &each;
            }
        }
        begin_documentation(with_)({with_.lines, with_.add_ons});
    }

    /// "severity code path" of each finding, sorted.
    std::set<std::string> told() const
    {
        std::set<std::string> out;
        for (const finding& one : out_.all()) {
            out.insert(
                std::string{fhir::name_of(one.level)} + " " + one.row->code + " " +
                fhir::path_to(document_, *one.at.front())
            );
        }
        return out;
    }

    bool tells(std::string_view code) const
    {
        return std::ranges::any_of(out_.all(), [&](const finding& one) { return one.row->code == code; });
    }

    /// Paths of the documents that counted for the first add-on line.
    std::vector<std::string> counted() const { return paths(with_.add_ons.front().documents); }
    std::vector<std::string> judged() const { return paths(with_.add_ons.front().judged); }

    const context& with() const { return with_; }
    std::string path(const fhir::json::value* at) const { return at ? fhir::path_to(document_, *at) : "nowhere"; }

    static const tables& built_in()
    {
        static const tables loaded = tables::load().value();
        return loaded;
    }

private:
    std::vector<std::string> paths(const std::vector<const fhir::json::value*>& elements) const
    {
        std::vector<std::string> out;
        for (const fhir::json::value* each : elements)
            out.push_back(fhir::path_to(document_, *each));
        return out;
    }

    std::string text_;
    fhir::json::arena memory_;
    fhir::json::document document_;
    fhir::submission of_;
    policy weighed_;
    line_reading read_;
    findings out_;
    context with_;
};

using strings = std::set<std::string>;

}  // namespace marrow::mappings::testing
