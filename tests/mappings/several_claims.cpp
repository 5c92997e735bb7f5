#include "tests/mappings/support.hpp"

using namespace marrow::tests;

BOOST_AUTO_TEST_SUITE(several_claims)

BOOST_AUTO_TEST_CASE(the_primary_of_each_of_several_claims_is_looked_for_in_its_own_document)
{
    const auto claim = [](const std::string& primary, const std::string& text_in_base64) {
        return claim_with(
            item_of("1", primary) + "," +
                item_of("2", "20703", "'servicedDate':'2026-03-02','informationSequence':[1]"),
            "'supportingInfo':[{'sequence':1,'code':{'coding':[{'system':'http://loinc.org','code':'11504-8'}]},"
            "'valueAttachment':{'contentType':'text/plain','data':'" +
                text_in_base64 + "'}}],"
        );
    };
    const std::string says_27470 = "Mjc0NzA=";
    const std::string says_27472 = "Mjc0NzI=";
    const auto where = [&](std::initializer_list<std::string> claims) {
        std::vector<std::string> out;
        for (const std::string& one : told(sent{bundle_of(claims)}))
            if (const std::size_t at = one.find("primary-not-documented "); at != std::string::npos)
                out.push_back(one.substr(one.find("Bundle")));
        return out;
    };
    const std::vector<std::string> nowhere;
    BOOST_TEST(where({claim("27470", says_27470), claim("27472", says_27472)}) == nowhere);
    BOOST_TEST(
        where({claim("27470", says_27472), claim("27472", says_27472)}) ==
        std::vector<std::string>{"Bundle.entry[0].resource.item[1]"}
    );
    BOOST_TEST(
        where({claim("27470", says_27470), claim("27472", says_27470)}) ==
        std::vector<std::string>{"Bundle.entry[1].resource.item[1]"}
    );
}

BOOST_AUTO_TEST_SUITE_END()
