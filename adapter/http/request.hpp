#pragma once

#include "adapter/http/router.hpp"

#include <cstdint>
#include <string>

namespace marrow::adapter::http {

/// What is kept of a header. Filled before the body is read; trailers never reach it.
struct request {
    http::method method{};
    bool without_body{};  ///< HEAD: the answer is its header alone
    bool keep_alive{};
    std::string target{};
    std::string content_type{};
    std::string content_encoding{};
    std::string accept{};  ///< all fields of the name, joined, as are those of the next three
    std::string accept_encoding{};
    std::string prefer{};
    std::string if_none_match{};
    std::string if_modified_since{};
    std::string origin{};
    std::string method_to_come{};  ///< of Access-Control-Request-Method
    std::string id{};              ///< of X-Request-Id, cleaned; empty when there was none
    std::string sent_id{};         ///< the same as it was sent
    std::string correlation_id{};  ///< of X-Correlation-Id, as it was sent
    std::string trace{};           ///< of traceparent, as it was sent
    std::string key{};             ///< of Idempotency-Key
    std::uint32_t keys{};          ///< how often that stood there
    std::string sender{};          ///< of Marrow-Sender
    bool sender_is_none{};         ///< it is not of printable ASCII, too long, or stands there twice with two names
    std::string errors_as{};       ///< of Marrow-Errors-As

    const route* to{};  ///< where it goes, once that was looked up; null: nowhere

    std::string peer{};         ///< address of the other side, which stays as long as the connection
    std::string decision_id{};  ///< of what will be decided, where its answer names it; given here, as is the time
    std::int64_t received{};    ///< milliseconds since 1970

    void clear();
};

}  // namespace marrow::adapter::http
