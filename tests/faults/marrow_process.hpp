#pragma once

#include "tests/adapter/http/raw_client.hpp"
#include "tests/bench/child.hpp"
#include "tests/places.hpp"

#include <string>

namespace marrow::test {

/// `marrow serve` over a store, on a port or on a free one.
class marrow_process {
public:
    explicit marrow_process(const std::string& store, std::uint16_t port = 0)
        : child_{{MARROW_PROGRAM, "serve", "--store", store, "--listen", "127.0.0.1:" + std::to_string(port)}},
          port_{child_.port()}
    {
    }

    std::uint16_t port() const { return port_; }
    void kill() { child_.kill(); }
    void terminate() { child_.terminate(); }
    void pause() { child_.pause(); }
    void resume() { child_.resume(); }

    response ask(const std::string& request) const
    {
        raw_client one{port_};
        one.send(request);
        return one.read();
    }
    int status_of(const std::string& path) const
    {
        return ask("GET " + path + " HTTP/1.1\r\nHost: here\r\n\r\n").status;
    }

private:
    bench::child child_;
    std::uint16_t port_;
};

}  // namespace marrow::test
