#include "adapter/http/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>

namespace marrow::adapter::http {

namespace {

// Those of Mozilla's "intermediate", without the ones of a finite field.
constexpr const char* ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
                                "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
                                "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr const char* groups = "X25519:P-256:P-384";
constexpr std::string_view protocol{"\x08http/1.1", 9};

fhir::fault refused(const std::string& what, const std::string& file)
{
    const unsigned long error = ERR_peek_error();
    const char* const reason = ERR_SYSTEM_ERROR(error) ? nullptr : ERR_reason_error_string(error);
    ERR_clear_error();
    const std::string why = reason ? reason : "it cannot be read";
    return {fhir::fault_kind::usage, "cannot use the " + what + " " + file + ": " + why, {}, {}};
}

/// Who names other protocols alone gets HTTP/1.1 nevertheless, as one who names none.
int choose(SSL*, const unsigned char** out, unsigned char* size, const unsigned char* in, unsigned length, void*)
{
    const auto* const ours = reinterpret_cast<const unsigned char*>(protocol.data());
    unsigned char* chosen = nullptr;
    const int found = SSL_select_next_proto(&chosen, size, ours, static_cast<unsigned>(protocol.size()), in, length);
    *out = chosen;
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

/// Nobody is there to be asked.
int no_password(char*, int, int, void*)
{
    return 0;
}

void harden(SSL_CTX* context)
{
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context, ciphers);
    SSL_CTX_set1_groups_list(context, groups);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_mode(
        context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS
    );
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_alpn_select_cb(context, choose, nullptr);
    SSL_CTX_set_default_passwd_cb(context, no_password);
}

}  // namespace

void tls_context::free_context::operator()(ssl_ctx_st* one) const
{
    SSL_CTX_free(one);
}

fhir::result<std::shared_ptr<const tls_context>> tls_context::load(const tls_files& from)
{
    if (from.certificate.empty() || from.key.empty())
        return fhir::fault{fhir::fault_kind::usage, "TLS needs both, a certificate and its key", {}, {}};
    ERR_clear_error();
    const auto made = std::make_shared<tls_context>();
    made->context_.reset(SSL_CTX_new(TLS_server_method()));
    SSL_CTX* const context = made->native();
    harden(context);
    if (SSL_CTX_use_certificate_chain_file(context, from.certificate.c_str()) != 1)
        return refused("certificate", from.certificate);
    if (SSL_CTX_use_PrivateKey_file(context, from.key.c_str(), SSL_FILETYPE_PEM) != 1) return refused("key", from.key);
    if (from.client_ca.empty()) return std::shared_ptr<const tls_context>{made};
    if (SSL_CTX_load_verify_file(context, from.client_ca.c_str()) != 1)
        return refused("certificate of those who may come", from.client_ca);
    SSL_CTX_set_client_CA_list(context, SSL_load_client_CA_file(from.client_ca.c_str()));
    const int always = from.client_optional ? 0 : SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | always, nullptr);
    return std::shared_ptr<const tls_context>{made};
}

void tls_channel::free_channel::operator()(ssl_st* one) const
{
    SSL_free(one);
}

tls_channel::tls_channel(const tls_context& by, int socket) : channel_{SSL_new(by.native())}
{
    SSL_set_fd(channel_.get(), socket);
    SSL_set_accept_state(channel_.get());
}

tls_channel::step tls_channel::step_of(int result) const
{
    switch (SSL_get_error(channel_.get(), result)) {
    case SSL_ERROR_NONE:
        return step::done;
    case SSL_ERROR_WANT_READ:
        return step::wants_read;
    case SSL_ERROR_WANT_WRITE:
        return step::wants_write;
    case SSL_ERROR_SSL:
        return ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST ? step::plain : step::ended;
    default:
        return step::ended;
    }
}

tls_channel::step tls_channel::handshake()
{
    ERR_clear_error();
    return step_of(SSL_do_handshake(channel_.get()));
}

tls_channel::step tls_channel::read(char* into, std::size_t room, std::size_t& count)
{
    ERR_clear_error();
    return step_of(SSL_read_ex(channel_.get(), into, room, &count));
}

tls_channel::step tls_channel::write(std::string_view bytes, std::size_t& count)
{
    ERR_clear_error();
    return step_of(SSL_write_ex(channel_.get(), bytes.data(), bytes.size(), &count));
}

void tls_channel::end_sending()
{
    ERR_clear_error();
    SSL_shutdown(channel_.get());
}

}  // namespace marrow::adapter::http
