#include "adapter/store/pseudonym.hpp"

#include "fhir/fault.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <bit>
#include <span>

namespace marrow::adapter::store {

std::string pseudonym_of(std::string_view key_in_hexadecimal, const digest& secret)
{
    digest made{};
    const unsigned char* const text = std::bit_cast<const unsigned char*>(key_in_hexadecimal.data());
    const auto size = static_cast<int>(secret.size());
    if (!::HMAC(::EVP_sha256(), secret.data(), size, text, key_in_hexadecimal.size(), made.data(), nullptr))
        throw fhir::broken_invariant{"HMAC failed"};
    return hex(std::span{made}.first<sizeof(name_key)>());
}

digest new_secret()
{
    digest made{};
    if (::RAND_bytes(made.data(), static_cast<int>(made.size())) != 1)
        throw fhir::broken_invariant{"there are no random bytes"};
    return made;
}

}  // namespace marrow::adapter::store
