#pragma once

#include "fhir/fault.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

namespace marrow::adapter::http {

/// Files in PEM.
struct tls_files {
    std::string certificate;  ///< the server's, then those between it and a root; empty: no TLS
    std::string key;
    std::string client_ca;   ///< of those who may come with a certificate; empty: none is asked for
    bool client_optional{};  ///< one who has no certificate may come as well
};

/// What the server shows and asks for in a handshake: TLS 1.2 and 1.3, ECDHE with AEAD alone, HTTP/1.1 by ALPN, no
/// renegotiation, no compression and no resumption, so that no key of a session outlives it. Any thread.
class tls_context {
public:
    /// A fault (usage) names the file that cannot be used, and why.
    static fhir::result<std::shared_ptr<const tls_context>> load(const tls_files& from);

    ssl_ctx_st* native() const { return context_.get(); }

private:
    struct free_context {
        void operator()(ssl_ctx_st* one) const;
    };

    std::unique_ptr<ssl_ctx_st, free_context> context_;
};

/// The TLS of one connection, over its socket, which does not block. One thread.
class tls_channel {
public:
    tls_channel(const tls_context& by, int socket);

    enum class step {
        done,
        wants_read,   ///< again when the socket can be read
        wants_write,  ///< again when it can be written
        plain,        ///< of a handshake: the other side speaks HTTP without TLS
        ended         ///< by order or by failure
    };

    step handshake();
    /// At least one byte when it is done; `count` says how many.
    step read(char* into, std::size_t room, std::size_t& count);
    step write(std::string_view bytes, std::size_t& count);
    /// Tells the other side that nothing follows.
    void end_sending();

private:
    struct free_channel {
        void operator()(ssl_st* one) const;
    };

    step step_of(int result) const;

    std::unique_ptr<ssl_st, free_channel> channel_;
};

}  // namespace marrow::adapter::http
