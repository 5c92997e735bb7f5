#include "fhir/earlier.hpp"

#include "fhir/coding.hpp"
#include "fhir/path.hpp"
#include "tests/fhir/given.hpp"
#include "tests/fhir/resolutions.hpp"

#include <boost/test/unit_test.hpp>

#include <deque>
#include <string>
#include <vector>

using namespace marrow::fhir;
using marrow::tests::given;
using marrow::tests::submitted;

namespace {

std::string entry_of(std::string_view full_url, std::string_view resource)
{
    return R"({"fullUrl":")" + std::string{full_url} + R"(","resource":)" + std::string{resource} + "}";
}

std::string bundle(const std::string& entries)
{
    return R"({"resourceType":"Bundle","entry":[)" + entries + "]}";
}

std::string patient_resource(std::string_view version)
{
    const std::string meta = version.empty() ? "" : R"("meta":{"versionId":")" + std::string{version} + R"("},)";
    return R"({"resourceType":"Patient","id":"1",)" + meta + R"("identifier":[{"system":"s","value":"v"}]})";
}

std::string patient_entry(std::string_view full_url, std::string_view version)
{
    return entry_of(full_url, patient_resource(version));
}

/// A payload of one patient; without full URL, a lone one.
std::string patient(std::string_view full_url, std::string_view version)
{
    return full_url.empty() ? patient_resource(version) : bundle(patient_entry(full_url, version));
}

/// Payloads received one after another, then a submission.
struct received {
    received(const std::vector<std::string>& before, std::string text)
        : now{std::move(text)}, of{now.document, version::r4, kept(before)}
    {
    }

    std::span<const entry> kept(const std::vector<std::string>& before)
    {
        for (const std::string& text : before) {
            const submitted& payload = payloads.emplace_back(text);
            entries.insert(entries.end(), payload.of.entries().begin(), payload.of.entries().end());
        }
        return entries;
    }

    resource own() const { return {of.entries()[0].resource, &of.entries()[0]}; }
    resolved subject(const resource& from) const { return of.resolve(from[json::name::subject], from); }

    std::deque<submitted> payloads;
    std::vector<entry> entries;
    given now;
    submission of;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(earlier)

BOOST_AUTO_TEST_CASE(what_was_received_earlier_comes_after_the_rules_and_before_a_guess)
{
    const std::string named = R"({"resourceType":"Procedure","subject":{"reference":"Patient/1"}})";
    const std::string by_mrn = R"({"resourceType":"Procedure","subject":{"identifier":{"system":"s","value":"v"}}})";
    const std::string versioned = R"({"resourceType":"Procedure","subject":{"reference":"Patient/1/_history/2"}})";
    const struct {
        std::string_view what;
        std::vector<std::string> before;
        std::string now;
        resolution how;
        std::string_view version;  ///< of what was found
    } rows[] = {
        {"nothing", {}, named, resolution::not_found, ""},
        {"by type and id", {patient("", "old")}, named, resolution::found, "old"},
        {"the newest", {patient("", "old"), patient("", "new")}, named, resolution::found, "new"},
        {"on another base", {patient("http://a/Patient/1", "old")}, named, resolution::not_found, ""},
        {"by identifier", {patient("urn:uuid:a", "old")}, by_mrn, resolution::found, "old"},
        {"by URL",
         {patient("http://a/Patient/1", "old")},
         bundle(entry_of("http://a/Procedure/1", named)),
         resolution::found,
         "old"},
        {"the entry before it",
         {patient("http://a/Patient/1", "old")},
         bundle(entry_of("http://a/Procedure/1", named) + "," + patient_entry("http://a/Patient/1", "own")),
         resolution::found,
         "own"},
        {"a guess after it",
         {patient("http://a/Patient/1", "old")},
         bundle(entry_of("http://a/Procedure/1", named) + "," + patient_entry("http://b/Patient/1", "own")),
         resolution::found,
         "old"},
        {"a guess without it",
         {patient("http://c/Patient/1", "old")},
         bundle(entry_of("http://a/Procedure/1", named) + "," + patient_entry("http://b/Patient/1", "own")),
         resolution::guessed,
         "own"},
        {"a guess at an entry of the same name, which is newer",
         {patient("", "old")},
         bundle(entry_of("urn:uuid:p", named) + "," + patient_entry("urn:uuid:q", "own")),
         resolution::guessed,
         "own"},
        {"two in one payload",
         {patient("", "old"), bundle(patient_entry("urn:uuid:a", "x") + "," + patient_entry("urn:uuid:b", "y"))},
         named,
         resolution::ambiguous,
         ""},
        {"two in one payload, and a newer one",
         {bundle(patient_entry("urn:uuid:a", "x") + "," + patient_entry("urn:uuid:b", "y")), patient("", "new")},
         named,
         resolution::found,
         "new"},
        {"in the version asked for", {patient("", "2"), patient("", "3")}, versioned, resolution::found, "2"},
        {"in no version", {patient("", "")}, versioned, resolution::found, ""},
        {"in another version", {patient("", "3")}, versioned, resolution::not_found, ""},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.what)
        {
            const received given{row.before, row.now};
            const resolved read = given.subject(given.own());
            BOOST_TEST(read.how == row.how);
            if (read) BOOST_TEST(read.target.owner->version_id == row.version);
            const bool is_entry = read && read.target.owner == &given.of.entries().back();
            const bool is_settled =
                read.how == resolution::found || (is_entry && row.before.front() == patient("", "old"));
            BOOST_TEST(given.of.unresolved().empty() == is_settled);
            BOOST_TEST(is_entry == (row.version == "own"));
            const resolved here = given.of.resolve_here(given.own()[json::name::subject], given.own());
            BOOST_TEST((here ? here.target.owner->version_id : "own") == "own");
        }
}

BOOST_AUTO_TEST_CASE(references_of_an_earlier_resource_are_those_of_its_payload)
{
    const std::string procedure = R"({"resourceType":"Procedure","id":"1","subject":{"reference":"#p"},
        "encounter":{"reference":"Encounter/1"},"recorder":{"reference":"urn:uuid:b"},"asserter":{"reference":"#"},
        "contained":[{"resourceType":"Patient","id":"p"}]})";
    const received given{
        {bundle(entry_of("http://a/Procedure/1", R"({"resourceType":"Procedure","contained":[{"id":"p"}]})")),
         bundle(
             entry_of("http://a/Procedure/1", procedure) + "," +
             entry_of("http://a/Encounter/1", R"({"resourceType":"Encounter","id":"1"})") + "," +
             entry_of("urn:uuid:b", R"({"resourceType":"Practitioner","id":"1"})")
         )},
        R"({"resourceType":"Claim","provider":{"reference":"http://a/Procedure/1"}})"};
    const resource claim = given.own();
    const resource found = given.of.resolve(claim[json::name::provider], claim).target;
    BOOST_TEST_REQUIRE(found.node);
    const auto led = [&](json::name member) { return given.of.resolve(found[member], found).target; };
    BOOST_TEST(led(json::name::subject).node == &found[json::name::contained].first());
    BOOST_TEST(led(json::name::asserter).node == found.node);
    BOOST_TEST(led(json::name::encounter).type() == "Encounter");
    BOOST_TEST(led(json::name::recorder).type() == "Practitioner");
    BOOST_TEST(given.of.unresolved().empty());
}

BOOST_AUTO_TEST_CASE(an_earlier_reference_leads_to_the_newest_of_that_location)
{
    const std::string before = bundle(
        entry_of("urn:uuid:a", R"({"resourceType":"Procedure","id":"1","subject":{"reference":"urn:uuid:b"}})") + "," +
        patient_entry("urn:uuid:b", "old")
    );
    const std::string claim =
        entry_of("urn:uuid:c", R"({"resourceType":"Claim","patient":{"reference":"Procedure/1"}})");
    for (const bool is_own : {true, false}) {
        const received given{
            is_own ? std::vector{before} : std::vector{before, patient("", "own")},
            bundle(claim + (is_own ? "," + patient_entry("urn:uuid:d", "own") : ""))};
        const resource procedure = given.of.resolve(given.own()[json::name::patient], given.own()).target;
        BOOST_TEST_REQUIRE(procedure.node);
        BOOST_TEST(given.subject(procedure).target.owner->version_id == "own");
        BOOST_TEST((given.subject(procedure).target.owner == &given.of.entries().back()) == is_own);
    }
}

BOOST_AUTO_TEST_CASE(names_asked_for_in_vain_are_told_once_in_order_and_within_a_bound)
{
    const received given{
        {patient("", "old")},
        R"({"resourceType":"Claim","provider":{"reference":"Practitioner/1"},"insurer":{"display":"One"},
            "enterer":{"reference":"Practitioner/1"},"patient":{"reference":"Patient/1"},"facility":{"reference":"#x"},
            "prescription":{"reference":"DeviceRequest/1","identifier":{"system":"s","value":"v"}}})"};
    const resource claim = given.own();
    for (int round = 0; round < 2; ++round)
        for (const json::value& member : claim.node->items())
            given.of.resolve(member, claim);
    const std::vector<std::string> wanted{"Practitioner/1", "DeviceRequest/1", "DeviceRequest?identifier=s|v"};
    BOOST_TEST(given.of.unresolved() == wanted, boost::test_tools::per_element());

    std::string partners;
    for (std::size_t i = 0; i < earlier_resources::most_missed + 1; ++i)
        partners += (i ? "," : "") + std::string{R"({"reference":"Procedure/)"} + std::to_string(i) + R"("})";
    const received many{{}, R"({"resourceType":"Procedure","partOf":[)" + partners + "]}"};
    for (const json::value& part : many.own()[json::name::partOf].items())
        many.of.resolve(part, many.own());
    BOOST_TEST(many.of.unresolved().size() == earlier_resources::most_missed);
}

BOOST_AUTO_TEST_CASE(an_element_of_an_earlier_resource_is_shown_where_it_was_come_to)
{
    const received given{
        {R"({"resourceType":"Procedure","id":"1","status":"done","subject":{"reference":"Patient/1"},
             "contained":[{"resourceType":"Device","id":"d","type":{"text":"Nail"}}]})",
         patient("", "old"),
         R"({"resourceType":"Encounter","id":"never","status":"finished"})"},
        R"({"resourceType":"Claim","procedure":[{"procedureReference":{"reference":"Procedure/1"}}]})"};
    const resource claim = given.own();
    const json::value& reference = claim[json::name::procedure].first()[json::name::procedureReference];
    const resource procedure = given.of.resolve(reference, claim).target;
    const resource patient_of = given.subject(procedure).target;
    const json::value& device = procedure[json::name::contained].first();
    for (const json::value* element :
         {procedure.node,
          &procedure[json::name::status],
          &procedure[json::name::subject],
          &device,
          &device[json::name::type][json::name::text],
          patient_of.node,
          &patient_of[json::name::id]})
        BOOST_TEST(&given.of.place_of(*element) == &reference);
    BOOST_TEST(&given.of.place_of(reference) == &reference);
    BOOST_TEST(&given.of.place_of(claim[json::name::procedure]) == &claim[json::name::procedure]);
    const json::value& never = given.payloads.back().root();
    BOOST_TEST(&given.of.place_of(never[json::name::status]) == &given.of.root());
    BOOST_TEST(path_to(given.now.document, never[json::name::status]) == "Claim");
    BOOST_TEST(path_to(given.now.document, procedure[json::name::subject]) == "Claim");
}

BOOST_AUTO_TEST_CASE(type_and_id_alone_lead_to_what_their_sender_sent)
{
    const submitted by_one{
        R"({"resourceType":"Procedure","id":"1","subject":{"reference":"Patient/1"},
            "encounter":{"reference":"http://a/fhir/Encounter/1"}})",
        "one"};
    const submitted by_two{patient("", "two"), "two"};
    const submitted global{
        bundle(entry_of("http://a/fhir/Encounter/1", R"({"resourceType":"Encounter","id":"1"})")), "two"};
    const std::vector<entry> earlier{by_one.of.entries()[0], by_two.of.entries()[0], global.of.entries()[0]};
    const given now{R"({"resourceType":"Procedure","subject":{"reference":"Patient/1"},
        "partOf":[{"reference":"Procedure/1"}]})"};
    const submission of{now.document, version::r4, earlier, "two"};
    const resource own{of.entries()[0].resource, &of.entries()[0]};
    const resolved subject = of.resolve(now.at("subject"), own);
    BOOST_TEST_REQUIRE(bool{subject});
    BOOST_TEST(subject.target.owner->version_id == "two");
    BOOST_TEST(!of.resolve(now.at("partOf/0"), own));

    const resource procedure{earlier[0].resource, &of.earlier()[0]};
    BOOST_TEST(!of.resolve(procedure[json::name::subject], procedure), "it is the Patient of another");
    BOOST_TEST(bool{of.resolve(procedure[json::name::encounter], procedure)});
    BOOST_TEST(!same_thing(of, procedure[json::name::subject], procedure, now.at("subject"), own));
    const submission of_one{now.document, version::r4, {earlier.data(), 1}, "one"};
    const resource mine{of_one.entries()[0].resource, &of_one.entries()[0]};
    const resource before{earlier[0].resource, &of_one.earlier()[0]};
    BOOST_TEST(bool{of_one.resolve(now.at("partOf/0"), mine)});
    BOOST_TEST(same_thing(of_one, before[json::name::subject], before, now.at("subject"), mine));
}

BOOST_AUTO_TEST_SUITE_END()
