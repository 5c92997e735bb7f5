#pragma once

#include "tests/adapter/http/certificates.hpp"
#include "tests/adapter/http/raw_client.hpp"

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace marrow::test {

/// A blocking client that takes any certificate of the server.
class tls_client {
public:
    struct settings {
        int version{};                 ///< of the protocol, the only one; 0: any
        const char* ciphers{};         ///< of TLS 1.2; null: any
        const certificate* with{};     ///< that it shows; null: none
        std::string_view protocols{};  ///< of ALPN, as they go over the wire
    };

    explicit tls_client(std::uint16_t port) : tls_client{port, settings{}} {}
    tls_client(std::uint16_t port, const settings& as);
    ~tls_client();
    tls_client(const tls_client&) = delete;

    bool connected() const { return connected_; }
    SSL* native() { return channel_.get(); }
    bool send(std::string_view bytes);
    /// The next response; status 0 when there is none.
    response read();
    /// Whether the server has told that it ends, and nothing else.
    bool ended_well();
    std::string peer_name() const;

private:
    int socket_{-1};
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
    std::unique_ptr<SSL, decltype(&SSL_free)> channel_{nullptr, SSL_free};
    bool connected_{};
    std::string pending_;
};

}  // namespace marrow::test
