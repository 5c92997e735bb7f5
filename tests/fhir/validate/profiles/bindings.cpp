#include "tests/fhir/validate/profiles/profiled.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::tests;

namespace {

const std::string sets = "http://a.example/ValueSet/";

std::string set_of(std::string_view name, std::string_view compose)
{
    return R"({"resourceType":"ValueSet","version":"1","url":")" + sets + std::string{name} + R"(","compose":{)" +
           std::string{compose} + "}}";
}

std::string system_of(std::string_view name, std::string_view concepts, std::string_view content = "complete")
{
    return R"({"resourceType":"CodeSystem","url":"http://a.example/)" + std::string{name} + R"(","content":")" +
           std::string{content} + R"(","concept":[)" + std::string{concepts} + "]}";
}

/// What is told of a Patient with that maritalStatus when the profile binds it to the set s.
std::string bound(std::vector<std::string> resources, std::string_view status, std::string_view strength = "required")
{
    resources.push_back(profile_of(
        "Patient",
        "p",
        R"({"path":"Patient.maritalStatus","binding":{"strength":")" + std::string{strength} + R"(","valueSet":")" +
            sets + R"(s|1"}})"
    ));
    return told_by(
        resources, R"({"resourceType":"Patient","maritalStatus":)" + std::string{status} + "}", {base + "p"}
    );
}

constexpr const char* of_a = R"({"coding":[{"system":"http://a.example/c","code":"a"}]})";
constexpr const char* of_b = R"({"coding":[{"system":"http://a.example/c","code":"b"}]})";
constexpr const char* required_there = "profile-code-required Patient.maritalStatus";
constexpr const char* codes = R"({"code":"x","concept":[{"code":"a"}]})";

}  // namespace

BOOST_AUTO_TEST_SUITE(profile_bindings)

BOOST_AUTO_TEST_CASE(a_set_is_expanded_as_far_as_it_goes_offline)
{
    const std::string list = R"("include":[{"system":"http://a.example/c","concept":[{"code":"a"}]}])";
    const std::string other = R"("include":[{"valueSet":[")" + sets + R"(t"]}])";
    struct {
        const char* name;
        std::vector<std::string> resources;
        const char* of_b;
    } rows[]{
        {"a list of codes", {set_of("s", list)}, required_there},
        {"a whole system",
         {set_of("s", R"("include":[{"system":"http://a.example/c"}])"), system_of("c", codes)},
         required_there},
        {"another set", {set_of("s", other), set_of("t", list)}, required_there},
        {"codes taken out",
         {set_of(
             "s",
             R"("include":[{"system":"http://a.example/c","concept":[{"code":"a"},{"code":"b"}]}],)"
             R"("exclude":[{"system":"http://a.example/c","concept":[{"code":"b"}]}])"
         )},
         required_there},
        {"no such set", {}, ""},
        {"a system that is not held", {set_of("s", R"("include":[{"system":"http://a.example/c"}])")}, ""},
        {"a system that is held in part",
         {set_of("s", R"("include":[{"system":"http://a.example/c"}])"), system_of("c", codes, "fragment")},
         ""},
        {"a filter",
         {set_of(
              "s", R"("include":[{"system":"http://a.example/c","filter":[{"property":"p","op":"=","value":"v"}]}])"
          ),
          system_of("c", codes)},
         ""},
        {"a set within itself", {set_of("s", R"("include":[{"valueSet":[")" + sets + R"(s"]}])")}, ""},
        {"no includes", {set_of("s", "")}, ""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(bound(row.resources, of_a) == "");
            BOOST_TEST(bound(row.resources, of_b) == row.of_b);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_code_of_a_system_that_the_set_does_not_have_is_not_of_it)
{
    const std::string open = set_of(
        "s",
        R"("include":[{"system":"http://a.example/c"},{"system":"http://a.example/d",)"
        R"("concept":[{"code":"d"}]}])"
    );
    const auto coding = [](std::string_view members) { return R"({"coding":[{)" + std::string{members} + "}]}"; };
    BOOST_TEST(bound({open}, of_b) == "");
    BOOST_TEST(bound({open}, coding(R"("system":"http://a.example/d","code":"d")")) == "");
    BOOST_TEST(bound({open}, coding(R"("system":"http://a.example/d","code":"e")")) == required_there);
    BOOST_TEST(bound({open}, coding(R"("system":"http://a.example/e","code":"a")")) == required_there);
    BOOST_TEST(bound({open}, coding(R"("code":"a")")) == required_there);
    BOOST_TEST(bound({open}, coding(R"("code":"a")"), "extensible") == "profile-code-extensible Patient.maritalStatus");
}

BOOST_AUTO_TEST_CASE(sets_within_sets_end)
{
    std::string twice = R"("include":[)";
    for (int i = 0; i < 40; ++i)
        twice += std::string{i == 0 ? "" : ","} + R"({"valueSet":[")" + sets + R"(s"]})";
    BOOST_TEST(bound({set_of("s", twice + "]")}, of_b) == "");
}

BOOST_AUTO_TEST_CASE(strength_tells_how_grave_it_is)
{
    const std::string list = set_of("s", R"("include":[{"system":"http://a.example/c","concept":[{"code":"a"}]}])");
    BOOST_TEST(bound({list}, of_b, "extensible") == "profile-code-extensible Patient.maritalStatus");
    BOOST_TEST(bound({list}, of_b, "preferred") == "");
    BOOST_TEST(bound({list}, R"({"text":"a"})") == required_there);
    BOOST_TEST(bound({list}, R"({"text":"a"})", "extensible") == "");
}

BOOST_AUTO_TEST_SUITE_END()
