#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace marrow::adapter::http {

/// Bounds on what a client may send and on what the server takes on at once. Sizes in bytes.
struct limits {
    std::uint32_t header{32 * 1024};        ///< request line and all fields together; above: 431
    std::uint32_t target{8 * 1024};         ///< above: 414
    std::uint32_t fields{100};              ///< number of header fields; above: 431
    std::uint32_t body{8 * 1024 * 1024};    ///< out of its framing and its coding; above: 413
    std::uint32_t inflation{100};           ///< how much more a compressed body may be; above, and over 64 KiB: 413
    std::uint32_t entries{5000};            ///< of a Bundle; above: 413
    std::uint32_t trailer{16 * 1024};       ///< all trailer fields of a chunked body, which are dropped; above: 400
    std::uint32_t chunk_line{8 * 1024};     ///< size and extensions of one chunk; above: 400
    std::uint32_t requests{10'000};         ///< on one connection, then it is closed
    std::uint32_t connections{1024};        ///< at once; one more gets 503 and is closed
    std::uint32_t large_body{256 * 1024};   ///< from here on a body is decided by the workers, not between reads
    std::uint32_t workers{1};               ///< threads for large bodies
    std::uint32_t queue{16};                ///< large bodies waiting for a worker; one more gets 503 with Retry-After
    std::uint64_t body_memory{256u << 20};  ///< bytes of bodies held by all connections together; above: 503

    std::chrono::milliseconds header_time{10'000};  ///< from the first byte of a request to the end of its header
    std::chrono::milliseconds idle_time{75'000};    ///< between requests of a connection
    std::chrono::milliseconds write_time{30'000};   ///< without any byte of the answer taken
    std::chrono::milliseconds grace_time{500};      ///< from the signal to the end of accepting, unless nobody is there
    std::chrono::milliseconds drain_time{25'000};   ///< after that, to the end of the last answer
    std::chrono::milliseconds reconsider_time{500};  ///< between two looks for what is to be decided anew
    std::uint32_t body_rate{1024};                   ///< least bytes a second of a body, after `header_time` of grace
};

}  // namespace marrow::adapter::http
