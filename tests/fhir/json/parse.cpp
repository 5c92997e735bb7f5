#include "fhir/json/parse.hpp"

#include "fhir/json/write.hpp"

#include <boost/test/unit_test.hpp>

#include <pthread.h>
#include <random>
#include <string>
#include <thread>

using namespace marrow::fhir::json;
using marrow::fhir::fault_kind;

namespace {

std::string nested(std::size_t depth)
{
    std::string text;
    for (std::size_t level = 0; level < depth; ++level)
        text += level % 2 == 0 ? "[" : "{\"id\":";
    text += depth % 2 == 0 ? "1" : "";
    for (std::size_t level = depth; level-- > 0;)
        text += level % 2 == 0 ? "]" : "}";
    return text;
}

std::string copied(const document& made)
{
    std::string out;
    writer{out}.copy(made.root(), made);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_parse)

BOOST_AUTO_TEST_CASE(every_value_knows_its_first_byte)
{
    const std::string_view input =
        "\xEF\xBB\xBF \n"
        "{\n"
        "  \"id\" : \"a\\u00e4\\\"b\",\n"
        "  \"\xC3\xA4\xF0\x9F\x92\x8A\": [ \"\xE6\xBC\xA2\" , true,\tfalse , null\r\n, -1.50e+3,\"\"],\n"
        "  \"code\":{\"te\\u0078t\":[{},[ ]]},\"a,:\":  0  }\n";
    arena memory;
    const auto made = parse(input, memory);
    BOOST_REQUIRE(made.has_value());
    const value& root = made->root();
    const auto at = [&](std::string_view token) { return static_cast<std::uint32_t>(input.find(token)); };
    const auto list = root.items()[1].items();
    BOOST_TEST(root.offset() == at("{"));
    BOOST_TEST(root[name::id].offset() == at("\"a\\u"));
    BOOST_TEST(root[name::id].text() == "a\xC3\xA4\"b");
    BOOST_TEST(root.items()[1].offset() == at("[ \"\xE6"));
    BOOST_TEST(list[0].offset() == at("\"\xE6\xBC\xA2"));
    BOOST_TEST(list[0].text() == "\xE6\xBC\xA2");
    BOOST_TEST(list[1].offset() == at("true"));
    BOOST_TEST(list[2].offset() == at("false"));
    BOOST_TEST(list[3].offset() == at("null"));
    BOOST_TEST(list[4].offset() == at("-1.50"));
    BOOST_TEST(list[4].text() == "-1.50e+3");
    BOOST_TEST(list[5].offset() == at("\"\"]"));
    BOOST_TEST(root[name::code].offset() == at("{\"te"));
    BOOST_TEST(root[name::code][name::text].offset() == at("[{}"));
    BOOST_TEST(root[name::code][name::text].items()[0].offset() == at("{}"));
    BOOST_TEST(root[name::code][name::text].items()[1].offset() == at("[ ]"));
    BOOST_TEST(root.items()[3].offset() == at("0  }"));
    BOOST_TEST(made->spelling(root.items()[3].key()) == "a,:");
    BOOST_TEST(made->locate(list[4].offset()).line == 5);
    BOOST_TEST(made->locate(list[0].offset()).line == 4);
    BOOST_TEST(made->locate(list[0].offset()).column == 11);
}

BOOST_AUTO_TEST_CASE(a_text_without_escapes_stays_in_the_input_and_another_does_not)
{
    const std::string input = R"(["plain",12,"new\nline"])";
    arena memory;
    const auto made = parse(input, memory);
    const auto items = made->root().items();
    const auto is_inside = [&](std::string_view text) {
        return text.data() >= input.data() && text.data() < input.data() + input.size();
    };
    BOOST_TEST(is_inside(items[0].text()));
    BOOST_TEST(is_inside(items[1].text()));
    BOOST_TEST(!is_inside(items[2].text()));
    BOOST_TEST(items[2].text() == "new\nline");
}

BOOST_AUTO_TEST_CASE(escapes_are_decoded)
{
    const struct {
        std::string_view json;
        std::string_view text;
    } rows[] = {
        {R"("")", ""},
        {R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t"},
        {R"("\u0041\u00e9\u6F22\uD83d\uDC8a")", "A\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x92\x8A"},
        {R"("\u007f\u0080\u07ff\u0800\uffff")", "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF"},
        {R"("\uD800\uDC00\uDBFF\uDFFF")", "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"},
        {"\"\x7F\"", "\x7F"},
        {"\"before \\t between \xC3\xA4 and \\u00e4 after\"", "before \t between \xC3\xA4 and \xC3\xA4 after"},
        {"\"\\n\xC3\xA4\"", "\n\xC3\xA4"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.json)
        {
            arena memory;
            const auto made = parse(row.json, memory);
            BOOST_REQUIRE(made.has_value());
            BOOST_TEST(made->root().is_string());
            BOOST_TEST(made->root().text() == row.text);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_value_that_is_no_object_may_be_the_whole_input)
{
    const struct {
        std::string_view json;
        kind type;
    } rows[] = {
        {" null ", kind::null},
        {"true", kind::boolean},
        {"\n1", kind::number},
        {"\"\"", kind::string},
        {"[]\r\n", kind::array}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.json)
        {
            arena memory;
            const auto made = parse(row.json, memory);
            BOOST_REQUIRE(made.has_value());
            BOOST_CHECK(made->root().type() == row.type);
        }
    }
}

BOOST_AUTO_TEST_CASE(numbers_keep_their_text)
{
    const std::string rows[] = {
        "0",
        "-0",
        "1.10",
        "100.00",
        "0.1234567890123456789",
        "1e2",
        "1E-2",
        "-1.5e+300",
        "2147483648",
        "4294967296",
        "18446744073709551616",
        "-9223372036854775809",
        "1e99999999999",
        "1e-99999999999",
        "0.184467440737095516159",
        "128.74836467836484838364836483643636483648e-336",
        std::string(10'000, '7'),
        "0." + std::string(10'000, '3'),
        "-" + std::string(10'000, '9') + "e" + std::string(1'000, '1'),
    };
    for (const std::string& row : rows) {
        BOOST_TEST_CONTEXT(row.substr(0, 60))
        {
            arena memory;
            for (const std::string& input : {row, "[" + row + "]", R"({"value":)" + row + "}"}) {
                const auto made = parse(input, memory);
                BOOST_REQUIRE(made.has_value());
                BOOST_TEST(copied(*made) == input);
                const value& number = made->root().is_number() ? made->root() : made->root().items()[0];
                BOOST_TEST(number.is_number());
                BOOST_TEST(number.text() == row);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(random_decimals_come_back_byte_for_byte)
{
    std::mt19937 random{20703};
    const auto digits = [&](std::size_t count) {
        std::string text;
        while (text.size() < count)
            text += static_cast<char>('0' + random() % 10);
        return text;
    };
    std::string input = "[";
    for (int each = 0; each < 10'000; ++each) {
        if (each > 0) input += ',';
        if (random() % 3 == 0) input += '-';
        input += std::to_string(random() % 100'000) + "." + digits(1 + random() % 30);
        if (random() % 4 == 0) input += "e-" + digits(1 + random() % 3);
    }
    input += ']';
    arena memory;
    const auto made = parse(input, memory);
    BOOST_REQUIRE(made.has_value());
    BOOST_TEST(made->root().items().size() == 10'000);
    BOOST_CHECK(copied(*made) == input);
}

BOOST_AUTO_TEST_CASE(sixty_four_levels_are_read_and_no_more)
{
    arena memory;
    for (std::size_t depth = 1; depth <= 64; ++depth)
        BOOST_TEST(parse(nested(depth), memory).has_value());
    for (const std::size_t depth : {65U, 66U, 1'000U}) {
        const auto made = parse(nested(depth), memory);
        BOOST_REQUIRE(made.has_error());
        BOOST_CHECK(made.error().kind == fault_kind::too_large);
        // 32 arrays of one byte, 32 objects of six.
        BOOST_TEST(made.error().at->offset == 32 * 7);
    }
    BOOST_TEST(parse(nested(1'000), memory, {.depth = 1'000}).has_value());
    BOOST_TEST(parse(nested(1'001), memory, {.depth = 1'000}).has_error());
}

BOOST_AUTO_TEST_CASE(a_small_stack_is_enough_whatever_the_depth)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 256 * 1024);
    struct outcome {
        bool open{true};
        bool closed{false};
        bool mixed{true};
    } seen;
    const auto run = [](void* into) -> void* {
        auto& out = *static_cast<outcome*>(into);
        arena memory;
        out.open = parse(std::string(1'000'000, '['), memory).has_value();
        out.mixed = parse(nested(1'000'000), memory).has_value();
        const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
        out.closed = parse(deep, memory, {.depth = 1'000'000}).has_value();
        return nullptr;
    };
    pthread_t thread{};
    BOOST_REQUIRE(pthread_create(&thread, &attributes, run, &seen) == 0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
    BOOST_TEST(!seen.open);
    BOOST_TEST(!seen.mixed);
    BOOST_TEST(seen.closed);
}

BOOST_AUTO_TEST_CASE(one_name_may_stand_in_many_objects)
{
    arena memory;
    BOOST_TEST(parse(R"({"id":{"id":{"id":1},"code":2},"code":[{"id":1},{"id":2}],"x":{"x":1},"y":{"x":1}})", memory)
                   .has_value());
    BOOST_TEST(parse(R"({"id":1,"ID":2,"id ":3,"":4," ":5})", memory).has_value());
}

BOOST_AUTO_TEST_CASE(plain_json_may_repeat_names_and_hold_a_zero)
{
    arena memory;
    const auto made = parse(R"({"id":"\u0000","id":2})", memory, {.as_fhir = false});
    BOOST_REQUIRE(made.has_value());
    using namespace std::string_view_literals;
    BOOST_TEST(made->root()[name::id].text() == "\0"sv);
    BOOST_TEST(copied(*made) == R"({"id":"\u0000","id":2})");
}

BOOST_AUTO_TEST_CASE(many_names_in_one_object_cost_no_more_than_their_bytes)
{
    std::string input = "{";
    for (int each = 0; each < 50'000; ++each)
        input += "\"name" + std::to_string(each) + "\":0,";
    input += "\"name7777\":1}";
    arena memory;
    const auto made = parse(input, memory);
    BOOST_REQUIRE(made.has_error());
    BOOST_TEST(made.error().at->offset == input.size() - std::string_view{"\"name7777\":1}"}.size());
    BOOST_TEST(parse(input, memory, {.as_fhir = false})->root().items().size() == 50'001);
}

BOOST_AUTO_TEST_CASE(more_unknown_names_than_there_are_numbers_are_refused_where_the_first_stands)
{
    std::string input = "{";
    for (int each = 0; each < 60'000; ++each)
        input += "\"name" + std::to_string(each) + "\":0,";
    arena memory;
    BOOST_TEST(parse(input + "\"id\":1,\"entry\":[]}", memory).has_value());
    const auto made = parse(input + "\"another\":1}", memory);
    BOOST_REQUIRE(made.has_error());
    BOOST_CHECK(made.error().kind == fault_kind::too_large);
    BOOST_TEST(made.error().text == "There are more than 60000 names of members that FHIR does not know.");
    BOOST_TEST(made.error().at->offset == input.size());
}

BOOST_AUTO_TEST_CASE(an_input_over_the_bound_is_not_read)
{
    arena memory;
    BOOST_TEST(parse("[ ]", memory, {.bytes = 3}).has_value());
    const auto made = parse("[  ]", memory, {.bytes = 3});
    BOOST_REQUIRE(made.has_error());
    BOOST_CHECK(made.error().kind == fault_kind::too_large);
    BOOST_TEST(made.error().text == "The input is larger than the 3 bytes that are read.");
}

BOOST_AUTO_TEST_CASE(a_refusal_leaves_nothing_behind_for_the_next_document)
{
    arena memory;
    BOOST_TEST(parse(R"({"unheardOf":{"a\n":[1,2,"x)", memory).has_error());
    memory.reset();
    const auto made = parse(R"([{"heardOf":1}])", memory);
    BOOST_REQUIRE(made.has_value());
    const value& member = made->root().items()[0].items()[0];
    BOOST_CHECK(made->root().key() == name::none);
    BOOST_CHECK(member.key() == name::first_unknown);
    BOOST_TEST(made->spelling(member.key()) == "heardOf");
}

BOOST_AUTO_TEST_SUITE_END()
