#include "mappings/documents/terms.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(terms)

using namespace marrow::mappings;

namespace {

const tables& known()
{
    static const tables loaded = tables::load().value();
    return loaded;
}

spoken heard_in(std::string_view text)
{
    spoken heard;
    known().matcher().look(text, heard);
    return heard;
}

bool says(std::string_view kind, std::string_view text, act what = act::removal)
{
    return known().matcher().said(heard_in(text), kind, what, device_site::intramedullary);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_device_is_told_by_whole_words)
{
    const struct {
        std::string_view text;
        bool said;
    } rows[] = {
        {"An antibiotic nail was removed.", true},
        {"ANTIBIOTIC NAIL", true},
        {"drug-eluting rod", true},
        {"drug eluting rod", true},
        {"antibiotic-impregnated PMMA cement beads", true},
        {"antibiotic coated interlocking tibial nail", true},
        {"antibiotic one two three four nail", false},
        {"gentamicin beads", true},
        {"PMMA beads", true},
        {"nail coated with gentamicin", true},
        {"antibiotics. Nail removed", false},
        {"antibiotics; nail removed", false},
        {"antibioticnail", false},
        {"antibiotic nailing", false},
        {"nail", false},
        {"antibiotic", false},
        {"", false}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT("text \"" << row.text << "\"")
        {
            BOOST_TEST(says("device", row.text) == row.said);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_negation_reaches_six_words_on_and_no_further_than_its_clause)
{
    const struct {
        std::string_view text;
        bool said;
    } rows[] = {
        {"No antibiotic nail was found", false},
        {"There was no evidence of an antibiotic nail", false},
        {"no one two three four five antibiotic nail", false},
        {"no one two three four five six antibiotic nail", true},
        {"No complications. Antibiotic nail removed", true},
        {"No complications; antibiotic nail removed", true},
        {"No complications: antibiotic nail removed", true},
        {"No complications, antibiotic nail removed", true},
        {"No complications\n\nAntibiotic nail removed", true},
        {"No complications\n- Antibiotic nail removed", true},
        {"No sign of an\nantibiotic nail", false},
        {"without antibiotic nail", false},
        {"denies an antibiotic nail", false},
        {"negative for antibiotic nail", false},
        {"not an antibiotic nail", false},
        {"antibiotic without nail", false},
        {"antibiotic nail, not broken", true},
        {"no antibiotic nail. Later the antibiotic nail was seen", true},
        {"nothing but an antibiotic nail", true},
        {"knot antibiotic nail", true}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT("text \"" << row.text << "\"")
        {
            BOOST_TEST(says("device", row.text) == row.said);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_planned_or_past_negates_an_act_and_not_a_device)
{
    BOOST_TEST(says("device", "history of an antibiotic nail"));
    BOOST_TEST(says("device", "planned antibiotic nail"));
    BOOST_TEST(!says("reason", "history of osteomyelitis"));
    BOOST_TEST(!says("reason", "planned revision"));
    BOOST_TEST(says("reason", "revision"));
    BOOST_TEST(!says("reason", "no osteomyelitis"));
}

BOOST_AUTO_TEST_CASE(reasons_of_a_removal)
{
    const struct {
        std::string_view text;
        bool said;
    } rows[] = {
        {"completion of antibiotic therapy", true},
        {"The antibiotic course was completed", true},
        {"device malfunction", true},
        {"failure of the nail", true},
        {"infection resolved", true},
        {"resolved infection", true},
        {"infection not resolved", false},
        {"nonunion", true},
        {"non-union", true},
        {"malunion", true},
        {"the patient slept well", false}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT("text \"" << row.text << "\"")
        {
            BOOST_TEST(says("reason", row.text) == row.said);
        }
    }
    BOOST_TEST(!says("reason", "completion of antibiotic therapy", act::insertion));
    BOOST_TEST(known().matcher().said_of_any_act(heard_in("nonunion"), "reason"));
    BOOST_TEST(!known().matcher().said_of_any_act(heard_in("infection resolved"), "reason"));
}

BOOST_AUTO_TEST_CASE(a_site_is_told_from_its_sisters)
{
    const struct {
        std::string_view text;
        std::optional<device_site> said;
    } rows[] = {
        {"in the medullary canal", device_site::intramedullary},
        {"IM nail", device_site::intramedullary},
        {"Intra-medullary", device_site::intramedullary},
        {"subfascial pocket", device_site::deep},
        {"right knee joint", device_site::intra_articular},
        {"not intramedullary", std::nullopt},
        {"right femur", std::nullopt}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT("text \"" << row.text << "\"")
        {
            const spoken heard = heard_in(row.text);
            for (const auto site : {device_site::deep, device_site::intramedullary, device_site::intra_articular})
                BOOST_TEST(known().matcher().said_site(heard, site) == (row.said == site));
        }
    }
}

BOOST_AUTO_TEST_CASE(patterns_of_a_table_are_split_into_groups_and_alternatives)
{
    const std::vector<term> rows{
        {"device", {}, {}, "red|dark red + big ball|ball + now"},
        {"negation", {}, {}, "no|free of"},
        {"device", {}, {}, " + | "}};
    const term_matcher matcher{rows};
    const auto said = [&](std::string_view text) {
        spoken heard;
        matcher.look(text, heard);
        return matcher.said(heard, "device", act::removal, device_site::deep);
    };
    BOOST_TEST(said("dark red big ball now"));
    BOOST_TEST(said("red a b c ball d e f now"));
    BOOST_TEST(!said("red a b c d ball now"));
    BOOST_TEST(!said("red ball a b c d now"));
    BOOST_TEST(!said("free of red ball now"));
    BOOST_TEST(!said("free red ball"));
    BOOST_TEST(said("red red ball ball now"));
}

BOOST_AUTO_TEST_CASE(phrases_are_found_word_by_word)
{
    phrase_book phrases;
    const auto code = phrases.add("12345");
    const auto name = phrases.add("Repair of nonunion, femur; without graft");
    const auto shorter = phrases.add("repair of");
    BOOST_TEST(phrases.add("REPAIR OF").value() == shorter.value());
    BOOST_TEST(!phrases.add(" ,. ").has_value());
    std::string many;
    for (std::size_t i = 0; i <= phrase_book::longest; ++i)
        many += "word ";
    BOOST_TEST(!phrases.add(many).has_value());

    const auto hears = [&](std::string_view text, std::optional<std::uint32_t> phrase) {
        std::vector<word> words;
        split_words(text, words);
        spoken heard;
        known().matcher().look(words, phrases, heard);
        return heard.has_phrase(*phrase);
    };
    BOOST_TEST(hears("Main procedure: 12345.", code));
    BOOST_TEST(!hears("Main procedure: 123456.", code));
    BOOST_TEST(!hears("no 12345", code));
    BOOST_TEST(!hears("planned 12345", code));
    BOOST_TEST(!hears("history of 12345", code));
    BOOST_TEST(hears("a repair of nonunion femur without graft was done", name));
    BOOST_TEST(!hears("a repair of nonunion femur", name));
    BOOST_TEST(hears("a repair of nonunion femur", shorter));
}

BOOST_AUTO_TEST_CASE(a_text_of_nothing_but_terms_is_linear)
{
    std::string text;
    for (int i = 0; i < 200'000; ++i)
        text += "antibiotic no nail ";
    phrase_book phrases;
    for (int i = 0; i < 1'000; ++i)
        phrases.add("antibiotic no nail antibiotic no nail " + std::to_string(i));
    std::vector<word> words;
    split_words(text, words);
    spoken heard;
    known().matcher().look(words, phrases, heard);
    BOOST_TEST(!known().matcher().said(heard, "device", act::removal, device_site::intramedullary));
}

BOOST_AUTO_TEST_SUITE_END()
