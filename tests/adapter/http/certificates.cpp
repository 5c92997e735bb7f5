#include "tests/adapter/http/certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace marrow::test {

namespace {

using key_pair = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using x509 = std::unique_ptr<X509, decltype(&X509_free)>;
using memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

std::string text_of(const memory& from)
{
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(from.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

memory over(const std::string& text)
{
    return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free};
}

/// Signed by `by`, or by itself.
certificate make(const std::string& name, const certificate* by, bool signs, long first_second, long last_second)
{
    static long serial = 1;
    const key_pair key{EVP_EC_gen("P-256"), EVP_PKEY_free};
    const x509 made{X509_new(), X509_free};
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial++);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), first_second);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), last_second);
    X509_set_pubkey(made.get(), key.get());
    const auto* const text = reinterpret_cast<const unsigned char*>(name.c_str());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8, text, -1, -1, 0);
    X509_EXTENSION* const basic =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_basic_constraints, signs ? "critical,CA:TRUE" : "CA:FALSE");
    X509_add_ext(made.get(), basic, -1);
    X509_EXTENSION_free(basic);
    if (by) {
        const x509 signer{PEM_read_bio_X509(over(by->pem).get(), nullptr, nullptr, nullptr), X509_free};
        const key_pair signing{PEM_read_bio_PrivateKey(over(by->key).get(), nullptr, nullptr, nullptr), EVP_PKEY_free};
        X509_set_issuer_name(made.get(), X509_get_subject_name(signer.get()));
        X509_sign(made.get(), signing.get(), EVP_sha256());
    } else {
        X509_set_issuer_name(made.get(), X509_get_subject_name(made.get()));
        X509_sign(made.get(), key.get(), EVP_sha256());
    }
    const memory pem{BIO_new(BIO_s_mem()), BIO_free};
    const memory secret{BIO_new(BIO_s_mem()), BIO_free};
    PEM_write_bio_X509(pem.get(), made.get());
    PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {text_of(pem), text_of(secret)};
}

constexpr long day = 24 * 60 * 60;

}  // namespace

certificate certificate::self_signed(const std::string& name)
{
    return make(name, nullptr, false, -day, day);
}

certificate certificate::authority(const std::string& name)
{
    return make(name, nullptr, true, -2 * day, day);
}

certificate certificate::sign(const std::string& name) const
{
    return make(name, this, false, -day, day);
}

certificate certificate::sign_expired(const std::string& name) const
{
    return make(name, this, false, -2 * day, -day);
}

}  // namespace marrow::test
