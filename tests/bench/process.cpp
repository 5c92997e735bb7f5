#include "tests/bench/benches.hpp"
#include "tests/bench/child.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/submissions.hpp"

#include <arpa/inet.h>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace marrow::bench {

namespace {

bool answers(std::uint16_t port)
{
    const int to = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const std::string body = claim(1);
    const std::string request =
        "POST /fhir/Claim/$validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/fhir+json\r\n"
        "Connection: close\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body;
    std::string answer;
    if (connect(to, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        send(to, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
        char some[4096];
        for (ssize_t got = 0; (got = recv(to, some, sizeof some, 0)) > 0;) {
            answer.append(some, static_cast<std::size_t>(got));
        }
    }
    close(to);
    return answer.starts_with("HTTP/1.1 200");
}

}  // namespace

bool memory(const std::string& program, const std::string& folder)
{
    const std::string file = folder + "/50mb.json";
    std::ofstream(file, std::ios::binary) << bundle_of_bytes(50'000'000);
    const auto size = std::filesystem::file_size(file);
    const auto idle = child{{program, "--version"}}.wait();
    const auto ended = child{{program, "check", "--format", "operationoutcome", file}}.wait();
    std::remove(file.c_str());
    if (ended.status != 0 && ended.status != 1) {
        throw std::runtime_error("check of the 50 MB Bundle ended with " + std::to_string(ended.status));
    }
    std::printf(
        "peak %ld MB for %zu MB; with nothing to do %ld MB\n",
        ended.kilobytes / 1000,
        size / 1'000'000,
        idle.kilobytes / 1000
    );
    const double ratio = static_cast<double>(ended.kilobytes) * 1024 / static_cast<double>(size);
    return at_most("peak memory of a 50 MB Bundle over its size", ratio, 3);
}

bool start(const std::string& program)
{
    std::vector<double> spent;
    for (int round = 0; round < 11; ++round) {
        child* server = nullptr;
        spent.push_back(1000 * seconds([&] {
                            server = new child{{program, "serve", "--store", "none", "--listen", "127.0.0.1:0"}};
                            if (!answers(server->port())) {
                                throw std::runtime_error("marrow serve did not answer 200");
                            }
                        }));
        delete server;
    }
    return at_most("start of serve to its first answer, ms", median(spent), 100);
}

}  // namespace marrow::bench
