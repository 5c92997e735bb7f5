#include "tests/adapter/http/tls_client.hpp"

#include <openssl/pem.h>

#include <arpa/inet.h>
#include <charconv>
#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace marrow::test {

namespace {

void show(SSL_CTX* context, const certificate& with)
{
    BIO* const pem = BIO_new_mem_buf(with.pem.data(), static_cast<int>(with.pem.size()));
    BIO* const secret = BIO_new_mem_buf(with.key.data(), static_cast<int>(with.key.size()));
    X509* const shown = PEM_read_bio_X509(pem, nullptr, nullptr, nullptr);
    EVP_PKEY* const key = PEM_read_bio_PrivateKey(secret, nullptr, nullptr, nullptr);
    SSL_CTX_use_certificate(context, shown);
    SSL_CTX_use_PrivateKey(context, key);
    X509_free(shown);
    EVP_PKEY_free(key);
    BIO_free(pem);
    BIO_free(secret);
}

}  // namespace

tls_client::tls_client(std::uint16_t port, const settings& as)
    : socket_{::socket(AF_INET, SOCK_STREAM, 0)}, context_{SSL_CTX_new(TLS_client_method()), SSL_CTX_free}
{
    std::signal(SIGPIPE, SIG_IGN);
    const timeval patience{5, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return;
    SSL_CTX_set_security_level(context_.get(), 0);
    if (as.version != 0) {
        SSL_CTX_set_min_proto_version(context_.get(), as.version);
        SSL_CTX_set_max_proto_version(context_.get(), as.version);
    }
    if (as.ciphers) SSL_CTX_set_cipher_list(context_.get(), as.ciphers);
    if (as.with) show(context_.get(), *as.with);
    channel_.reset(SSL_new(context_.get()));
    if (!as.protocols.empty()) {
        const auto* const names = reinterpret_cast<const unsigned char*>(as.protocols.data());
        SSL_set_alpn_protos(channel_.get(), names, static_cast<unsigned>(as.protocols.size()));
    }
    SSL_set_fd(channel_.get(), socket_);
    connected_ = SSL_connect(channel_.get()) == 1;
}

tls_client::~tls_client()
{
    if (socket_ >= 0) ::close(socket_);
}

bool tls_client::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        std::size_t count = 0;
        if (SSL_write_ex(channel_.get(), bytes.data(), bytes.size(), &count) != 1) return false;
        bytes.remove_prefix(count);
    }
    return true;
}

response tls_client::read()
{
    response out;
    char bytes[65536];
    for (;;) {
        const std::size_t end = pending_.find("\r\n\r\n");
        if (end != std::string::npos) {
            out.head = pending_.substr(0, end + 2);
            std::size_t length = 0;
            const std::string field = out.field("Content-Length");
            std::from_chars(field.data(), field.data() + field.size(), length);
            if (pending_.size() >= end + 4 + length) {
                out.body = pending_.substr(end + 4, length);
                pending_.erase(0, end + 4 + length);
                std::from_chars(out.head.data() + 9, out.head.data() + 12, out.status);
                return out;
            }
        }
        std::size_t count = 0;
        if (SSL_read_ex(channel_.get(), bytes, sizeof bytes, &count) != 1) return {};
        pending_.append(bytes, count);
    }
}

bool tls_client::ended_well()
{
    char byte = 0;
    const int got = SSL_read(channel_.get(), &byte, 1);
    return pending_.empty() && SSL_get_error(channel_.get(), got) == SSL_ERROR_ZERO_RETURN;
}

std::string tls_client::peer_name() const
{
    char name[256] = {};
    const X509* const shown = SSL_get0_peer_certificate(channel_.get());
    if (shown) X509_NAME_get_text_by_NID(X509_get_subject_name(shown), NID_commonName, name, sizeof name);
    return name;
}

}  // namespace marrow::test
