#include "adapter/application.hpp"
#include "adapter/samples/samples.hpp"
#include "tests/adapter/http/raw_client.hpp"
#include "tests/adapter/http/test_server.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <iostream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

using namespace marrow;

namespace {

const mappings::tables& built_in()
{
    static const mappings::tables known = mappings::tables::load().value();
    return known;
}

/// serve() in a process of its own, its standard error at hand.
class serving_process {
public:
    explicit serving_process(const std::string& listen, adapter::serve_options options = {})
    {
        int ends[2];
        BOOST_REQUIRE(::pipe(ends) == 0);
        built_in();
        std::cout.flush();
        process_ = ::fork();
        if (process_ == 0) {
            ::dup2(ends[1], STDERR_FILENO);
            options.listen = listen;
            options.threads = 1;
            const mappings::policy plain;
            ::_exit(adapter::serve(options, built_in(), plain));
        }
        ::close(ends[1]);
        errors_ = ends[0];
    }
    ~serving_process()
    {
        if (process_ > 0) ::kill(process_, SIGKILL);
        if (process_ > 0) ::waitpid(process_, nullptr, 0);
        ::close(errors_);
    }
    serving_process(const serving_process&) = delete;

    std::string line() const
    {
        std::string out;
        for (char c{}; ::read(errors_, &c, 1) == 1 && c != '\n';)
            out.push_back(c);
        return out;
    }
    void signal(int number) const { ::kill(process_, number); }
    int wait()
    {
        int status = 0;
        ::waitpid(std::exchange(process_, 0), &status, 0);
        return status;
    }

private:
    pid_t process_{};
    int errors_{};
};

std::uint16_t port_of(const std::string& line)
{
    constexpr std::string_view start = "listening on http://127.0.0.1:";
    BOOST_REQUIRE(line.starts_with(start));
    BOOST_REQUIRE(line.ends_with("/fhir"));
    std::uint16_t port{};
    std::from_chars(line.data() + start.size(), line.data() + line.size(), port);
    return port;
}

fhir::result<adapter::reply> work_without_end(const adapter::question&, std::string&)
{
    for (;;)
        ::pause();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(application)

BOOST_AUTO_TEST_CASE(it_says_where_it_listens_and_ends_well_after_a_signal)
{
    for (const int number : {SIGTERM, SIGINT}) {
        serving_process process{"127.0.0.1:0"};
        const std::uint16_t port = port_of(process.line());
        {
            test::raw_client client{port};
            client.send(test::get("/readyz", "Connection: close\r\n"));
            BOOST_TEST(client.read().status == 200);
        }
        process.signal(number);
        const int status = process.wait();
        BOOST_TEST(WIFEXITED(status));
        BOOST_TEST(WEXITSTATUS(status) == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_part_alone_is_judged_where_it_is_asked_for)
{
    using scope = adapter::examiner::scope;
    std::string sent{std::ranges::find(adapter::samples(), "dangling-pointer", &adapter::sample::name)->bytes};
    sent.insert(sent.find('{') + 1, R"("no-such-element":1,)");
    for (const scope only : {scope::all, scope::structure, scope::decision}) {
        adapter::serve_options options;
        options.only = only;
        serving_process process{"127.0.0.1:0", options};
        test::raw_client client{port_of(process.line())};
        client.send(test::post("/fhir/Bundle/$validate", sent));
        const std::string outcome = client.read().body;
        BOOST_TEST_CONTEXT(static_cast<int>(only))
        {
            BOOST_TEST((outcome.find("\"element-unknown\"") != std::string::npos) == (only != scope::decision));
            BOOST_TEST((outcome.find("\"pointer-dangling\"") != std::string::npos) == (only != scope::structure));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_second_signal_ends_it_at_once)
{
    serving_process process{"127.0.0.1:0"};
    test::raw_client stuck{port_of(process.line())};
    stuck.send("POST /fhir HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n{");
    ::usleep(50'000);
    process.signal(SIGTERM);
    BOOST_TEST(process.line().find("draining") != std::string::npos);
    process.signal(SIGTERM);
    const int status = process.wait();
    BOOST_TEST(WIFEXITED(status));
    BOOST_TEST(WEXITSTATUS(status) == 128 + SIGTERM);
}

BOOST_AUTO_TEST_CASE(work_that_outlasts_the_drain_time_is_given_up)
{
    constexpr std::array routes{adapter::http::route{adapter::http::method::post, "/endless", work_without_end, {}}};
    adapter::serve_options options;
    options.routes = routes;
    options.limits.grace_time = options.limits.drain_time = std::chrono::milliseconds{50};
    serving_process process{"127.0.0.1:0", options};
    test::raw_client stuck{port_of(process.line())};
    stuck.send(test::post("/endless", "{}"));
    ::usleep(50'000);
    process.signal(SIGTERM);
    const int status = process.wait();
    BOOST_TEST(WIFEXITED(status));
    BOOST_TEST(WEXITSTATUS(status) == 128 + SIGALRM);
}

BOOST_AUTO_TEST_CASE(an_address_that_cannot_be_had_is_a_matter_of_usage)
{
    for (const char* address : {"nowhere", "127.0.0.1:x", "127.0.0.1:70000", "127.0.0.1:", "192.0.2.1:80"}) {
        serving_process process{address};
        const std::string line = process.line();
        const int status = process.wait();
        BOOST_TEST_CONTEXT(address)
        {
            BOOST_TEST(line.starts_with("marrow: cannot listen on "));
            BOOST_TEST(WIFEXITED(status));
            BOOST_TEST(WEXITSTATUS(status) == 2);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_store_that_cannot_be_had_is_a_matter_of_usage)
{
    adapter::serve_options options;
    options.store = "/dev/null/marrow.db";
    serving_process process{"127.0.0.1:0", options};
    BOOST_TEST(process.line() == "marrow: cannot open the store /dev/null/marrow.db: Not a directory");
    const int status = process.wait();
    BOOST_TEST(WIFEXITED(status));
    BOOST_TEST(WEXITSTATUS(status) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
