#include "tests/adapter/http/test_server.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

using namespace marrow::test;

namespace {

/// The commands of the health check in docker-compose.yml, asking another port.
std::string health_check(std::uint16_t port)
{
    std::ifstream in{MARROW_SOURCE_DIR "/docker-compose.yml"};
    for (std::string line; std::getline(in, line);) {
        const auto begin = line.find("'exec ");
        if (begin == std::string::npos) continue;
        std::string commands = line.substr(begin + 1, line.rfind('\'') - begin - 1);
        const std::string usual = "/8080";
        return commands.replace(commands.find(usual), usual.size(), "/" + std::to_string(port));
    }
    return "false";
}

int run(const std::string& commands)
{
    const auto script = std::filesystem::temp_directory_path() / ("marrow-health-" + std::to_string(::getpid()));
    std::ofstream{script} << commands << '\n';
    const int status = std::system(("bash " + script.string() + " 2>/dev/null").c_str());
    std::filesystem::remove(script);
    return WEXITSTATUS(status);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(compose)

BOOST_AUTO_TEST_CASE(the_health_check_knows_a_server_that_is_ready)
{
    std::uint16_t port = 0;
    {
        auto options = test_server::options();
        options.routes = marrow::adapter::http::all_routes();
        test_server server{options};
        port = server->port();
        BOOST_TEST(run(health_check(port)) == 0);
    }
    BOOST_TEST(run(health_check(port)) != 0);
}

BOOST_AUTO_TEST_SUITE_END()
