#include "tests/adapter/commands/marrow.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

namespace marrow::adapter::test {

namespace {

/// A variable of the environment, for as long as it lives.
class variable {
public:
    variable(const char* name, const std::string& value) : name_{name} { ::setenv(name, value.c_str(), 1); }
    variable(const variable&) = delete;
    ~variable() { ::unsetenv(name_); }

private:
    const char* name_;
};

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(config)

BOOST_AUTO_TEST_CASE(a_flag_goes_before_the_environment_and_that_before_the_file_and_the_default)
{
    const scratch files;
    const std::string file =
        files.write("marrow.toml", "max_body = 1000\nlog_requests = true\nhost = [\"a\", \"b\"]\n");
    const auto shown = [&](std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"config", "show", "--config", file});
        return marrow(more).out;
    };
    BOOST_TEST(has(marrow({"config", "show"}).out, "\nmax_body = 8388608  # default\n"));
    BOOST_TEST(has(shown(), "\nmax_body = 1000  # file " + file + ":1:12\n"));
    BOOST_TEST(has(shown(), "\nlog_requests = true  # file " + file + ":2:16\n"));
    BOOST_TEST(has(shown(), "\nhost = [\"a\", \"b\"]  # file " + file + ":3:8\n"));
    BOOST_TEST(has(shown(), "\n# policy = \"FILE\"  # default\n"));
    const variable size{"MARROW_MAX_BODY", "2000"};
    const variable log{"MARROW_LOG_REQUESTS", "false"};
    const variable hosts{"MARROW_HOST", "c,d"};
    const variable nothing{"MARROW_THREADS", ""};
    BOOST_TEST(has(shown(), "\nmax_body = 2000  # environment MARROW_MAX_BODY\n"));
    BOOST_TEST(has(shown(), "\nlog_requests = false  # environment MARROW_LOG_REQUESTS\n"));
    BOOST_TEST(has(shown(), "\nhost = [\"c\", \"d\"]  # environment MARROW_HOST\n"));
    BOOST_TEST(has(shown(), "\n# threads = N  # default\n"));
    BOOST_TEST(has(shown({"--max-body", "3000"}), "\nmax_body = 3000  # flag --max-body\n"));
    BOOST_TEST(has(shown({"--log-requests"}), "\nlog_requests = true  # flag --log-requests\n"));
}

BOOST_AUTO_TEST_CASE(the_file_may_be_named_by_the_environment)
{
    const scratch files;
    const variable named{"MARROW_CONFIG", files.write("marrow.toml", "threads = 3\n")};
    BOOST_TEST(has(marrow({"config", "show"}).out, "\nthreads = 3  # file "));
}

BOOST_AUTO_TEST_CASE(what_is_shown_is_a_file_that_is_good_and_shows_the_same)
{
    const scratch files;
    const std::string all = marrow({"config", "show", "--host", "a\"b", "--retention", "30"}).out;
    const std::string file = files.write("marrow.toml", all);
    const ran checked = marrow({"config", "check", file});
    BOOST_TEST(checked.err == "");
    BOOST_TEST((checked.status == exit_status::good));
    BOOST_TEST(checked.out == file + ": good\n");
    std::istringstream again{marrow({"config", "show", "--config", file}).out};
    std::istringstream before{all};
    for (std::string one, other; std::getline(before, one) && std::getline(again, other);)
        BOOST_TEST(one.substr(0, one.find("  # ")) == other.substr(0, other.find("  # ")));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told_with_its_place_and_what_would_be_right)
{
    const scratch files;
    const struct {
        const char* text;
        const char* said;
    } rows[] = {
        {"\nmax_bdy = 1\n", ":2:1: there is no setting max_bdy; did you mean max_body?"},
        {"max-body = 1\n", ":1:1: there is no setting max-body; did you mean max_body?"},
        {"colour = 1\n", ":1:1: there is no setting colour; marrow config show lists them."},
        {"help = true\n", ":1:1: there is no setting help; "},
        {"[store]\n", ":1:1: store is a text in quotes."},
        {"max_body = \"1\"\n", ":1:12: max_body is a whole number."},
        {"max_body = 0\n", ":1:12: max_body: Value 0 not in range 1 to 1073741824"},
        {"max_body = 99999999999999\n", ":1:12: max_body: "},
        {"max_body = 1.5\n", ":1:12: max_body is a whole number."},
        {"log_requests = 1\n", ":1:16: log_requests is true or false."},
        {"listen = 8080\n", ":1:10: listen is a text in quotes."},
        {"host = [\"a\", 1]\n", ":1:8: host is a text in quotes, or an array of such."},
        {"threads = 1\nthreads = 1\n", ":2:"},
        {"threads = \n", ":1:"},
        {"only = \"everything\"\n", ":1:8: only: "},
        {"\xFF = 1\n", ":1:"},
    };
    for (const auto& row : rows) {
        const std::string file = files.write("marrow.toml", row.text);
        for (const std::vector<std::string>& command :
             {std::vector<std::string>{"config", "check", file},
              {"config", "show", "--config", file},
              {"serve", "--config", file}}) {
            const ran told = marrow(command);
            BOOST_TEST_CONTEXT(row.text << command[1])
            {
                BOOST_TEST((told.status == exit_status::usage));
                BOOST_TEST(told.err.starts_with("marrow: " + file + row.said), told.err);
                BOOST_TEST(told.out == "");
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(what_a_file_names_is_read_when_it_is_checked)
{
    const scratch files;
    const std::string policy = files.write("policy.toml", "[severity]\nno-such-finding = \"error\"\n");
    const std::string nowhere = files.path("missing");
    const struct {
        std::string text;
        std::string said;
    } rows[] = {
        {"policy = \"" + policy + "\"\n", policy + ":2:1: Policy: there is no such finding."},
        {"tables = \"" + nowhere + "\"\n", nowhere},
        {"package = \"" + nowhere + "\"\n", nowhere},
        {"store_key = \"" + nowhere + "\"\n", nowhere},
        {"listen = \"8080\"\n", "cannot listen on 8080: HOST:PORT is asked for"},
    };
    for (const auto& row : rows) {
        const ran told = marrow({"config", "check", files.write("marrow.toml", row.text)});
        BOOST_TEST((told.status == exit_status::usage), row.text);
        BOOST_TEST(has(told.err, row.said), told.err);
    }
    BOOST_TEST(has(marrow({"config", "check", nowhere}).err, "cannot read " + nowhere));
    const std::string large = files.write("large.toml", "# " + std::string(1u << 20, 'x'));
    BOOST_TEST(marrow({"config", "check", large}).err == "marrow: " + large + ": the file is larger than 1 MB.\n");
    BOOST_TEST((marrow({"config", "check", files.write("empty.toml", "")}).status == exit_status::good));
}

BOOST_AUTO_TEST_CASE(a_variable_that_is_wrong_is_told_by_its_name)
{
    const variable size{"MARROW_MAX_BODY", "much"};
    BOOST_TEST(
        marrow({"config", "check"}).err ==
        "marrow: MARROW_MAX_BODY: max_body: Value much not in range 1 to 1073741824\n"
    );
    const variable log{"MARROW_LOG_REQUESTS", "perhaps"};
    BOOST_TEST(
        marrow({"config", "check", "--max-body", "1"}).err ==
        "marrow: MARROW_LOG_REQUESTS: log_requests is true or false.\n"
    );
}

BOOST_AUTO_TEST_CASE(no_password_and_no_key_is_shown)
{
    const variable keys{"MARROW_STORE_KEY", std::string(64, 'a')};
    for (const char* address :
         {"postgresql://marrow:hush@db.example.org/marrow",
          "postgresql://marrow:hush/hush@hush@db.example.org/marrow",
          "postgresql://marrow@db.example.org/marrow?sslmode=require&password=hush&x=y",
          "postgresql://marrow@db.example.org/marrow?sslpassword=hush"}) {
        const std::string shown = marrow({"config", "show", "--store", address}).out;
        BOOST_TEST(!has(shown, "hush"), address);
        BOOST_TEST(has(shown, "postgresql://marrow"));
        BOOST_TEST(has(shown, "db.example.org"));
        BOOST_TEST(!has(shown, "aaaa"));
        BOOST_TEST(has(shown, "# The keys in MARROW_STORE_KEY are not shown.\n"));
        BOOST_TEST(has(shown, "\n# store_key = \"FILE\"  # default\n"));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter::test
