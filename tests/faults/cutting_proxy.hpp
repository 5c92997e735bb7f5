#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <list>
#include <string>
#include <thread>

namespace marrow::test {

/// Stands between clients and a server of PostgreSQL, all on the loopback address, and cuts a connection at a COMMIT.
class cutting_proxy {
public:
    enum class cut : std::uint8_t {
        none,
        before,  ///< the server never gets to see it
        after,   ///< the server commits, and what it says of it is lost
        late     ///< the client is cut off at once, and the server gets to see it a while later
    };

    explicit cutting_proxy(std::uint16_t server);
    ~cutting_proxy();
    cutting_proxy(const cutting_proxy&) = delete;

    std::uint16_t port() const { return port_; }

    void cut_at_next_commit(cut how) { next_ = how; }
    void cut_clients() { cuts_clients_ = true; }  ///< all of them, at once; the server does not get to know
    int cuts() const { return cuts_; }

private:
    using clock = std::chrono::steady_clock;
    struct pair {
        int client{-1};
        int server{-1};
        cut how{cut::none};
        std::string held{};
        clock::time_point until{};
    };

    void run();
    void accept();
    bool take_from_client(pair& of);
    bool take_from_server(pair& of);
    bool let_go(pair& of);

    std::uint16_t server_;
    std::uint16_t port_{};
    int listener_;
    std::list<pair> pairs_;
    std::atomic<cut> next_{cut::none};
    std::atomic<int> cuts_{0};
    std::atomic<bool> cuts_clients_{false};
    std::atomic<bool> ends_{false};
    std::thread thread_;
};

}  // namespace marrow::test
