#include "tests/adapter/http/wire/wire.hpp"

#include "tests/adapter/commands/marrow.hpp"

#include <boost/test/unit_test.hpp>

namespace marrow::test {

namespace {

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

void holds_field(const response& made, const std::string& expected)
{
    const std::size_t colon = expected.find(':');
    const std::string value = made.field(expected.substr(0, colon));
    if (colon + 1 == expected.size()) {
        BOOST_TEST(value.empty(), expected << " is " << value);
    } else {
        BOOST_TEST(contains(value, expected.substr(colon + 2)), expected << " is " << value);
    }
}

}  // namespace

void wire_server::holds(std::span<const wire_row> rows)
{
    for (const wire_row& row : rows) {
        raw_client client = server_.connect();
        client.send(row.request);
        const response made = client.read(!row.request.starts_with("HEAD "));
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(made.status == row.status, made.status << " instead of " << row.status << ": " << made.body);
            for (const std::string& each : row.head)
                holds_field(made, each);
            for (const std::string& each : row.body)
                BOOST_TEST(contains(made.body, each), each << " is not in " << made.body.substr(0, 2000));
            if (row.status < 400) continue;
            BOOST_TEST(made.body.starts_with("{\"resourceType\":\"OperationOutcome\""));
            BOOST_TEST(contains(made.field("Content-Type"), "application/fhir+json"));
        }
    }
}

std::string with_method(std::string_view method, std::string_view path, std::string_view lines)
{
    return std::string{method}.append(" ").append(path).append(" HTTP/1.1\r\nHost: here\r\n").append(lines) + "\r\n";
}

std::string untyped(std::string_view path, std::string_view body, std::string_view lines)
{
    const std::string length = "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return with_method("POST", path, std::string{lines} + length).append(body);
}

std::string good_bundle()
{
    return adapter::test::sample_named("accepted");
}

std::string bad_bundle()
{
    return adapter::test::sample_named("no-primary");
}

std::string good_procedure()
{
    return R"({"resourceType":"Procedure","status":"completed","subject":{"reference":"Patient/1"},)"
           R"("code":{"text":"x"}})";
}

}  // namespace marrow::test
