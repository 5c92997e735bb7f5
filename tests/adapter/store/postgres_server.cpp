#include "tests/adapter/store/postgres_server.hpp"

#include "tests/bench/child.hpp"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <memory>
#include <pwd.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace marrow::test {

namespace {

using namespace std::chrono_literals;

/// Who runs it; null: whoever runs the test.
const passwd* its_user()
{
    return ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr;
}

/// It ends with this process, and writes to the file.
pid_t begin(const std::vector<std::string>& command, const std::string& output)
{
    std::vector<char*> pointers;
    for (const std::string& each : command)
        pointers.push_back(const_cast<char*>(each.c_str()));
    pointers.push_back(nullptr);
    const passwd* const user = its_user();
    const pid_t id = ::fork();
    if (id != 0) return id;
    const int out = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    const bool is_user = !user || (::initgroups(user->pw_name, user->pw_gid) == 0 && ::setgid(user->pw_gid) == 0 &&
                                   ::setuid(user->pw_uid) == 0);
    ::prctl(PR_SET_PDEATHSIG, SIGINT);
    if (is_user && ::chdir("/") == 0 && ::dup2(out, 1) >= 0 && ::dup2(out, 2) >= 0)
        ::execv(pointers[0], pointers.data());
    ::_exit(127);
}

int end_of(pid_t id)
{
    int status = 0;
    ::waitpid(id, &status, 0);
    return status;
}

}  // namespace

std::string postgres_server::programs()
{
    std::string newest;
    std::error_code none;
    for (const auto& each : std::filesystem::directory_iterator{"/usr/lib/postgresql", none})
        if (std::filesystem::exists(each.path() / "bin/initdb"))
            newest = std::max(newest, each.path().string() + "/bin/");
    return newest;
}

std::string postgres_server::user()
{
    const passwd* const its = its_user();
    return its ? its->pw_name : "";
}

void postgres_server::give(const std::string& path)
{
    const passwd* const user = its_user();
    if (user && ::chown(path.c_str(), user->pw_uid, user->pw_gid) != 0) throw std::runtime_error("cannot chown");
}

postgres_server& postgres_server::shared()
{
    static postgres_server one;
    return one;
}

postgres_server::postgres_server() : port_{bench::free_port()}
{
    const std::string log = folder_.write("log", "");
    give(folder_.path());
    give(log);
    const int made = end_of(begin(
        {programs() + "initdb",
         "-D",
         folder_.path("data"),
         "-A",
         "trust",
         "-U",
         "marrow",
         "-N",
         "-E",
         "UTF8",
         "--locale=C"},
        log
    ));
    if (made != 0) throw std::runtime_error("initdb: " + folder_.read("log"));
    std::ofstream{folder_.path("data/postgresql.conf"), std::ios::app}
        << "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nport = " << port_ << '\n';
    start();
}

postgres_server::~postgres_server()
{
    if (id_ > 0) stop(SIGQUIT);
}

std::string postgres_server::address(const std::string& database) const
{
    return "postgresql://marrow@127.0.0.1:" + std::to_string(port_) + "/" + database;
}

std::string postgres_server::new_database()
{
    const std::string name = "test" + std::to_string(++databases_);
    run_sql(address(), "CREATE DATABASE " + name);
    return address(name);
}

void postgres_server::start()
{
    id_ = begin({programs() + "postgres", "-D", folder_.path("data")}, folder_.path("log"));
    wait_for([&] { return ::PQping(address().c_str()) == PQPING_OK; });
}

template <class Condition>
void postgres_server::wait_for(Condition condition) const
{
    const auto until = std::chrono::steady_clock::now() + 60s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) throw std::runtime_error("PostgreSQL: " + folder_.read("log"));
        std::this_thread::sleep_for(20ms);
    }
}

void postgres_server::stop(int signal)
{
    ::kill(id_, signal);
    end_of(id_);
    id_ = -1;
}

void postgres_server::kill_backends()
{
    constexpr const char* checkpointer = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'";
    const std::string before = run_sql(address(), checkpointer);
    const std::string all = run_sql(
        address(),
        "SELECT string_agg(pid::text, ' ') FROM pg_stat_activity "
        "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    );
    std::istringstream in{all};
    for (pid_t id = 0; in >> id;)
        ::kill(id, SIGKILL);
    const auto has_recovered = [&] {
        try {
            return run_sql(address(), checkpointer) != before;
        } catch (const std::runtime_error&) {
            return false;
        }
    };
    wait_for(has_recovered);
}

std::string run_sql(const std::string& address, const std::string& sql)
{
    const std::unique_ptr<PGconn, void (*)(PGconn*)> at{::PQconnectdb(address.c_str()), ::PQfinish};
    const std::unique_ptr<PGresult, void (*)(PGresult*)> made{::PQexec(at.get(), sql.c_str()), ::PQclear};
    if (made && ::PQresultStatus(made.get()) == PGRES_TUPLES_OK && ::PQntuples(made.get()) > 0)
        return ::PQgetvalue(made.get(), 0, 0);
    if (made && ::PQresultStatus(made.get()) == PGRES_COMMAND_OK) return {};
    throw std::runtime_error{::PQerrorMessage(at.get())};
}

}  // namespace marrow::test
