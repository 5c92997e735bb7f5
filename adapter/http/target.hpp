#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace marrow::adapter::http {

/// The parts of a request target (RFC 9112, section 3.2), as they were sent.
struct target {
    std::string_view authority;  ///< of the absolute form; otherwise empty
    std::string_view path;       ///< begins with a slash; empty for what is neither origin nor absolute form
    std::string_view query;      ///< without the question mark
};

target split_target(std::string_view text);

/// With %XX decoded, once. A % that two hexadecimal digits do not follow stays.
std::string percent_decoded(std::string_view text);

/// Names and values of the query, decoded, a plus sign taken for a space, in order.
std::vector<std::pair<std::string, std::string>> query_parameters(std::string_view query);

/// The value of a parameter of the query, decoded, a plus sign taken for a space; empty when it is absent.
std::string query_value(std::string_view query, std::string_view name);

/// The values of all parameters of that name, in order.
std::vector<std::string> query_values(std::string_view query, std::string_view name);

}  // namespace marrow::adapter::http
