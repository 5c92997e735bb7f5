#pragma once

#include "adapter/store/postgres/address.hpp"
#include "adapter/store/postgres/parameters.hpp"
#include "adapter/store/postgres/reply.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <memory>
#include <vector>

struct pg_conn;

namespace marrow::adapter::store::postgres {

template <class T>
using outcome = boost::system::result<T, failure>;

/// A session with a server: commits are durable, names lead to Marrow's schema. One thread at a time. A command that
/// is not answered within `time` loses the connection, as does all that goes wrong below SQL.
class connection {
public:
    static constexpr std::chrono::milliseconds usual_time{std::chrono::seconds{10}};

    /// Waits for as long as the address says. A failure also when the server can lose what it has committed.
    static outcome<connection> open(const address& to);

    /// Any text of SQL, which may hold several statements; the reply is that of the last one, its values as text.
    outcome<reply> execute(const char* sql, std::chrono::milliseconds time = usual_time);

    outcome<reply> run(const char* sql, const parameters& with = {}, std::chrono::milliseconds time = usual_time);

    /// Makes a statement known under a name.
    outcome<reply> prepare(const char* name, const char* sql);

    /// Adds a prepared statement to those that go out together.
    void add(const char* name, const parameters& with = {});

    /// Sends what was added in one go, and waits for the replies: one each, in order. What follows one that failed is
    /// skipped.
    outcome<std::vector<reply>> exchange(std::chrono::milliseconds time = usual_time);

    /// Takes note of what the server says by itself, and whether the session is still there.
    bool alive();

    int socket() const;  ///< readable when there is something for alive() to see

private:
    using moment = std::chrono::steady_clock::time_point;
    struct closed {
        void operator()(pg_conn* one) const;
    };
    explicit connection(pg_conn* made) : made_{made} {}

    outcome<reply> last_reply(bool sent, std::chrono::milliseconds time);
    bool await_reply(moment until);
    failure lost();

    std::unique_ptr<pg_conn, closed> made_;
    bool sent_{true};  ///< whether all that was added was taken
};

}  // namespace marrow::adapter::store::postgres
