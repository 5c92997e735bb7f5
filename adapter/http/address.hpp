#pragma once

#include "fhir/fault.hpp"

#include <cstdint>
#include <string>

namespace marrow::adapter::http {

/// Where to listen.
struct host_and_port {
    std::string host;  ///< a name or an address, without brackets
    std::uint16_t port{};
};

/// Reads HOST:PORT or [IPv6]:PORT. A fault (usage) when it is neither.
fhir::result<host_and_port> read_address(const std::string& text);

fhir::fault cannot_listen(const std::string& address, const std::string& why);

}  // namespace marrow::adapter::http
