#pragma once

#include "adapter/store/postgres/connection.hpp"
#include "adapter/store/queue.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace marrow::adapter::store::postgres {

/// The connection of a writer. It holds a lock of that writer's own as long as the server knows it, so that the next
/// one begins only when all that this one sent is committed or is not.
class writing_session {
public:
    /// `lock`: a number of the writer's own, of 31 bits. A session that holds it is ended first.
    static outcome<writing_session> open(const address& to, std::uint32_t lock);

    /// How a transaction ended.
    struct end {
        bool committed{};
        std::vector<bool> kept;  ///< of each, when committed: false where a key was taken, or a ticket holds no longer
        failure why{};           ///< when not committed. No SQLSTATE: it may have been, see known()
    };

    /// Writes all of them with their events, and `notes`, or none, in one transaction and one round trip.
    end write(std::span<const waiting> all, std::span<const audit_event> notes, std::chrono::milliseconds key_lifetime);

    /// Which of them are there for good.
    outcome<std::vector<bool>> known(std::span<const waiting> all);

    /// Writes, and commits, so many bytes for nothing.
    outcome<reply> probe(std::size_t size);

    bool alive() { return at_.alive(); }
    int socket() const { return at_.socket(); }

private:
    explicit writing_session(connection own) : at_{std::move(own)} {}

    connection at_;
};

}  // namespace marrow::adapter::store::postgres
