#pragma once

#include "tests/adapter/commands/marrow.hpp"

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace marrow::test {

/// A server of Debian's package postgresql with a cluster of its own, on a free port of the loopback address. It trusts
/// whoever comes. As root it is run by the user postgres.
class postgres_server {
public:
    /// Where its programs are; empty: the package is not there.
    static std::string programs();

    static std::string user();                  ///< who runs it; empty: whoever runs the test
    static void give(const std::string& path);  ///< to that user

    /// One for the whole process, started at the first call.
    static postgres_server& shared();

    postgres_server();
    ~postgres_server();
    postgres_server(const postgres_server&) = delete;

    std::string address(const std::string& database = "postgres") const;
    std::string new_database();  ///< its address
    std::uint16_t port() const { return port_; }
    std::string data() const { return folder_.path("data"); }

    void start();
    void stop(int signal);  ///< SIGINT: fast, SIGQUIT: immediate
    void kill_backends();   ///< those that serve clients, by SIGKILL; the server has recovered when it returns

private:
    template <class Condition>
    void wait_for(Condition condition) const;

    adapter::test::scratch folder_;
    std::uint16_t port_{};
    pid_t id_{-1};
    int databases_{};
};

/// The first value of the last of some statements, run over a connection of their own.
std::string run_sql(const std::string& address, const std::string& sql);

}  // namespace marrow::test
