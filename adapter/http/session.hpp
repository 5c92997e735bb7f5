#pragma once

#include "adapter/http/coding.hpp"
#include "adapter/http/connection.hpp"
#include "adapter/http/framing_gate.hpp"
#include "adapter/http/io_thread.hpp"
#include "adapter/http/request_reader.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace marrow::adapter::http {

/// The requests of one connection, one after the other. What is ambiguous, too slow or too large is answered once,
/// and ends it.
class session {
public:
    session(tcp_socket socket, io_thread& home);
    ~session();
    session(const session&) = delete;
    session& operator=(const session&) = delete;

    awaitable<void> run();

private:
    awaitable<bool> shake_hands();
    awaitable<bool> serve_one();
    awaitable<bool> read_request();
    awaitable<std::optional<framing>> read_header();
    awaitable<bool> read_whole(framing found);
    awaitable<bool> read_stream(framing found);
    awaitable<bool> answer_it();
    awaitable<void> decide();
    awaitable<void> decide_apart();
    awaitable<void> compress_it();
    awaitable<void> keep();
    awaitable<bool> send(bool goes_on);
    awaitable<void> refuse(refusal why);
    awaitable<void> refuse_slow(connection::event how);
    awaitable<void> continue_if_asked(framing found);

    void tell(const fhir::fault& failed, std::uint16_t status = 0);
    std::optional<refusal> put();
    void begin_inflation();
    bool inflate(std::size_t up_to);
    fhir::result<std::string_view> body() const;
    bool hold(std::size_t bytes);
    void let_go();
    void begin();
    clock::time_point body_deadline(std::uint64_t received) const;
    std::size_t route() const;
    void log_request() const;

    io_thread& home_;
    shared& common_;
    connection link_;
    request request_;
    std::string copied_body_;
    std::optional<request_reader> reader_;
    std::optional<inflation> inflation_;  ///< of a body that is compressed
    std::optional<fhir::fault> broken_;   ///< what that ended with
    answer answer_;
    std::string head_;
    std::string out_;
    std::size_t in_place_{};   ///< bytes at the front of the connection that are the request at hand
    std::uint64_t taken_{};    ///< bytes of the body with its framing
    std::size_t body_size_{};  ///< of the request that is answered
    std::size_t held_{};       ///< of the budget
    std::uint32_t served_{};
    std::chrono::milliseconds linger_{};  ///< 0: there is nothing that the other side should still read
    clock::time_point started_{};
};

}  // namespace marrow::adapter::http
