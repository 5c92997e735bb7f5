#pragma once

#include "adapter/examiner.hpp"
#include "adapter/operations/operation.hpp"
#include "adapter/store/digest.hpp"

#include <optional>
#include <string_view>

namespace marrow::adapter {

/// The name by which a submission is known again, of its sender and the route it came on alone, so that the same
/// text by two senders, or on two routes, makes two keys. None of it can be read from the digest.

/// Of the Idempotency-Key, with its quotes or without; for want of it, where the server says so, of an X-Request-Id
/// that was sent. None when there is none; a fault (usage) when it is empty, longer than
/// 255 characters, or not the only one.
fhir::result<std::optional<store::digest>> key_of_sender(const question& asked, std::string_view route);

/// Of Bundle.identifier with its system, or else, for a Bundle of type message, the id of its MessageHeader.
std::optional<store::digest> key_of_body(std::string_view route, const examiner::reading& of);

/// Of a message, by the id of its MessageHeader alone: the Bundle around it is another when it is sent again.
store::digest key_of_message(std::string_view route, const examiner::reading& of);

}  // namespace marrow::adapter
