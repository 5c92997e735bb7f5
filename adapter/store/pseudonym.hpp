#pragma once

#include "adapter/store/digest.hpp"

#include <string>
#include <string_view>

namespace marrow::adapter::store {

/// How the audit calls a patient or an identifier: half of the HMAC-SHA-256, by a secret of the store's own, of the key
/// under which the store looks for it, in hexadecimal. Who has the audit alone, printed or sent on, cannot confirm a
/// guess of the name; who has the secret can: it lies in the store, sealed where the store is encrypted. The look-up
/// keys themselves are no secret: see keyring.
std::string pseudonym_of(std::string_view key_in_hexadecimal, const digest& secret);

/// 32 random bytes.
digest new_secret();

}  // namespace marrow::adapter::store
