#include "tests/adapter/commands/marrow.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cerrno>

namespace marrow::adapter::test {

namespace {

/// Lines of NDJSON made as they are read.
class endless_lines : public std::streambuf {
public:
    endless_lines(std::string line, std::size_t count) : line_{std::move(line) + "\n"}, left_{count} {}

    std::atomic<std::size_t> given{0};

private:
    int_type underflow() override
    {
        if (left_ == 0) return traits_type::eof();
        --left_;
        ++given;
        setg(line_.data(), line_.data(), line_.data() + line_.size());
        return traits_type::to_int_type(*gptr());
    }

    std::string line_;
    std::size_t left_;
};

/// Counts lines; fails with an error number after some.
class line_counter : public std::streambuf {
public:
    explicit line_counter(const endless_lines& from) : from_{from} {}

    std::size_t lines{};
    std::size_t furthest_ahead{};
    std::size_t fail_after{SIZE_MAX};
    int error{};

private:
    int_type overflow(int_type c) override
    {
        const char one = traits_type::to_char_type(c);
        return xsputn(&one, 1) == 1 ? c : traits_type::eof();
    }

    std::streamsize xsputn(const char* text, std::streamsize size) override
    {
        if (lines >= fail_after) {
            errno = error;
            return 0;
        }
        lines += static_cast<std::size_t>(std::count(text, text + size, '\n'));
        furthest_ahead = std::max(furthest_ahead, from_.given.load() - lines);
        return size;
    }

    const endless_lines& from_;
};

std::string one_line(std::string_view sample)
{
    std::string text = sample_named(sample);
    std::erase(text, '\n');
    return text;
}

struct streamed {
    streamed(std::size_t count, const std::string& jobs, std::size_t fail_after, int error)
        : from{one_line("accepted"), count}, to{from}
    {
        to.fail_after = fail_after;
        to.error = error;
        std::istream in{&from};
        std::ostream out{&to};
        console at{in, out, err};
        status = run(std::vector<std::string>{"check", "--input", "ndjson", "--jobs", jobs, "-"}, at);
    }

    endless_lines from;
    line_counter to;
    std::ostringstream err;
    exit_status status{};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(streaming)

BOOST_AUTO_TEST_CASE(no_more_than_a_window_is_in_memory)
{
    for (const char* jobs : {"1", "4"}) {
        const streamed done{2000, jobs, SIZE_MAX, 0};
        BOOST_TEST((done.status == exit_status::good));
        BOOST_TEST(done.to.lines == 2000);
        BOOST_TEST(done.to.furthest_ahead <= 4 * 8 + 2);
    }
}

BOOST_AUTO_TEST_CASE(a_reader_that_goes_away_ends_the_work_in_silence)
{
    for (const char* jobs : {"1", "4"}) {
        const streamed done{5000, jobs, 10, EPIPE};
        BOOST_TEST(done.from.given.load() < 100);
        BOOST_TEST(done.err.str().empty());
        BOOST_TEST((done.status == exit_status::good));
    }
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_told)
{
    const streamed done{5000, "1", 10, ENOSPC};
    BOOST_TEST(done.err.str() == "marrow: the output could not be written\n");
    BOOST_TEST((done.status == exit_status::unreadable));
}

BOOST_AUTO_TEST_CASE(answers_keep_the_order_of_the_lines)
{
    std::string input;
    const char* names[] = {"accepted", "removal-alone", "another-date"};
    for (int i = 0; i < 300; ++i)
        input += one_line(names[i % 3]) + "\n";
    const ran alone = marrow({"check", "--jobs", "1", "-"}, input);
    const ran together = marrow({"check", "--jobs", "7", "-"}, input);
    BOOST_TEST(std::count(alone.out.begin(), alone.out.end(), '\n') == 300);
    BOOST_TEST((alone.out == together.out));
    BOOST_TEST((alone.status == exit_status::findings));
}

BOOST_AUTO_TEST_CASE(a_bad_line_does_not_stop_the_rest)
{
    const std::string input = one_line("accepted") + "\n\n{\"resourceType\"\n" + one_line("accepted") + "\n";
    const ran said = marrow({"check", "-"}, input);
    BOOST_TEST(std::count(said.out.begin(), said.out.end(), '\n') == 3);
    BOOST_TEST(said.out.find("\"fatal\"") != std::string::npos);
    BOOST_TEST(said.err == "marrow: stdin:2: an empty line was skipped\n");
    BOOST_TEST((said.status == exit_status::findings));
}

BOOST_AUTO_TEST_CASE(what_is_ndjson_is_told_by_name_content_or_option)
{
    const scratch files;
    const std::string line = one_line("accepted") + "\n";
    const std::string named = files.write("one.ndjson", line);
    const std::string unnamed = files.write("two.txt", line + line);
    const std::string pretty = files.write("three.json", sample_named("accepted"));
    const struct {
        const char* name;
        std::vector<std::string> arguments;
        std::string input;
        bool is_ndjson;
    } rows[] = {
        {"by name", {"check", named}, "", true},
        {"by content", {"check", unnamed}, "", true},
        {"by content of standard input", {"check", "-"}, line + line, true},
        {"by option", {"check", "-", "--input", "ndjson"}, line, true},
        {"one line is one submission", {"check", "-"}, line, false},
        {"pretty JSON", {"check", pretty}, "", false},
        {"option against name", {"check", named, "--input", "json"}, "", false},
        {"a format goes before it", {"check", named, "--format", "text"}, "", false},
        {"an outcome a line", {"check", named, "--format", "operationoutcome"}, "", true},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const ran said = marrow(row.arguments, row.input);
            BOOST_TEST(said.out.starts_with("{\"resourceType\":\"OperationOutcome\"") == row.is_ndjson, said.out);
            BOOST_TEST((said.status == exit_status::good));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter::test
