#include "tests/adapter/http/test_server.hpp"

#include <stdexcept>
#include <thread>

namespace marrow::test {

using adapter::question;
using adapter::reply;
using adapter::http::method;
using namespace std::chrono_literals;

namespace {

fhir::result<reply> echo(const question& asked, std::string& out)
{
    out += echo_of(asked.body.size());
    return reply{};
}

fhir::result<reply> slow_echo(const question& asked, std::string& out)
{
    std::this_thread::sleep_for(200ms);
    return echo(asked, out);
}

fhir::result<reply> broken(const question&, std::string& out)
{
    out += "{\"resourceType\":\"Half";
    throw std::logic_error{"on purpose"};
}

fhir::result<reply> long_answer(const question&, std::string& out)
{
    out.assign(8'000'000, ' ');
    return reply{};
}

constexpr adapter::http::route routes[] = {
    {method::post, "/echo", echo, {}},
    {method::post, "/slow", slow_echo, {}},
    {method::post, "/broken", broken, {}},
    {method::get, "/long", long_answer, {}},
    {method::get, "/livez", adapter::alive, {}},
    {method::get, "/readyz", adapter::ready, {}},
    {method::get, "/metrics", adapter::measurements, {}, false},
};

}  // namespace

adapter::http::server_options test_server::options()
{
    adapter::http::server_options made;
    made.listen = "127.0.0.1:0";
    made.threads = 2;
    made.routes = routes;
    made.limits.grace_time = 100ms;
    return made;
}

test_server::test_server(const adapter::http::server_options& with) : test_server{with, none_}
{
}

test_server::test_server(const adapter::http::server_options& with, const mappings::tables& known)
    : running_{std::move(adapter::http::server::start(with, known, weighed_).value())}
{
}

response test_server::ask(std::string_view request)
{
    raw_client client = connect();
    client.send(request);
    return client.read();
}

std::string post(std::string_view path, std::string_view body, std::string_view lines)
{
    std::string out = "POST ";
    out.append(path).append(" HTTP/1.1\r\nHost: here\r\nContent-Type: application/fhir+json\r\n").append(lines);
    return out.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
}

std::string get(std::string_view path, std::string_view lines)
{
    std::string out = "GET ";
    return out.append(path).append(" HTTP/1.1\r\nHost: here\r\n").append(lines).append("\r\n");
}

std::string echo_of(std::size_t size)
{
    return "{\"resourceType\":\"Echo\",\"size\":" + std::to_string(size) + "}";
}

}  // namespace marrow::test
