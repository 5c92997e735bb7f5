#include "tests/adapter/commands/marrow.hpp"
#include "tests/adapter/http/test_server.hpp"
#include "tests/faults/canaries.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace marrow;
using namespace marrow::test;

namespace {

struct crash {
    bool has_core;  ///< as the kernel says
    std::string said;
    std::size_t files;       ///< that it left in its directory
    bool holds_submissions;  ///< one of them does
};

std::uint16_t port_in(const std::string& said)
{
    const std::size_t colon = said.find(':', said.find("127.0.0.1"));
    return static_cast<std::uint16_t>(std::stoi(said.substr(colon + 1)));
}

std::string read_line(int from)
{
    std::string line;
    for (char c{}; ::read(from, &c, 1) == 1 && c != '\n';)
        line.push_back(c);
    return line;
}

bool holds_submissions(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    return bytes.find("Zqxk Managers") != std::string::npos;
}

/// A server, in a directory of its own and with no bound on core files, that takes a submission and dies of a signal.
crash crash_of(const std::vector<std::string>& options)
{
    const adapter::test::scratch folder;
    int ends[2];
    BOOST_REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    const pid_t process = ::fork();
    if (process == 0) {
        const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
        std::vector<std::string> arguments{"marrow", "serve", "--store", "none", "--listen", "127.0.0.1:0"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        std::vector<char*> pointers;
        for (std::string& each : arguments)
            pointers.push_back(each.data());
        pointers.push_back(nullptr);
        ::dup2(ends[1], STDERR_FILENO);
        if (::setrlimit(RLIMIT_CORE, &all) == 0 && ::chdir(folder.path().c_str()) == 0)
            ::execv(MARROW_PROGRAM, pointers.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    crash made{};
    made.said = read_line(ends[0]);
    BOOST_REQUIRE(made.said.find("listening") != std::string::npos);
    raw_client client{port_in(made.said)};
    client.send(post("/fhir", whole_submission()));
    BOOST_TEST(client.read().status == 200);
    ::kill(process, SIGSEGV);
    int status = 0;
    ::waitpid(process, &status, 0);
    BOOST_TEST(WIFSIGNALED(status));
    made.has_core = WCOREDUMP(status);
    for (std::string line = read_line(ends[0]); !line.empty(); line = read_line(ends[0]))
        made.said += line;
    ::close(ends[0]);
    for (const auto& file : std::filesystem::directory_iterator{folder.path()}) {
        ++made.files;
        made.holds_submissions |= holds_submissions(file.path());
    }
    return made;
}

bool cores_are_files()
{
    std::ifstream in{"/proc/sys/kernel/core_pattern"};
    return in.get() == 'c';
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cores)

BOOST_AUTO_TEST_CASE(a_crash_leaves_no_core_file_unless_it_may)
{
    const crash usual = crash_of({"--log-requests"});
    BOOST_TEST(!usual.has_core);
    BOOST_TEST(usual.files == 0u);
    BOOST_TEST(!holds_canary(usual.said), usual.said);
    if (!cores_are_files()) {
        BOOST_TEST_MESSAGE("the other half is skipped: cores of this machine go to a program");
        return;
    }
    const crash with = crash_of({"--core-dumps"});
    BOOST_TEST(with.has_core);
    BOOST_TEST(with.files == 1u);
    BOOST_TEST(with.holds_submissions, "so it matters");
}

BOOST_AUTO_TEST_SUITE_END()
