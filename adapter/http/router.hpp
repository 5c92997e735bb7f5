#pragma once

#include "adapter/operations/operation.hpp"

#include <span>
#include <string>
#include <string_view>

namespace marrow::adapter::http {

enum class method : std::uint8_t { get, post, options, other };

/// Of a method that routes have: "GET" or "POST".
std::string_view name_of(method of);

struct route {
    http::method method{};
    std::string_view path;  ///< as sent, without a slash at its end; {type} stands for a word with a capital, {id} and
                            ///< {version} for what begins with neither $ nor _
    operation run{};
    std::string_view type;  ///< for question::type
    bool speaks_fhir{true};
    bool takes_form{};              ///< the body is an HTML form, of the parameters that could stand in the query
    std::string_view parameters{};  ///< of the query, with spaces between, beside those of all; "*": it tells itself
    bool is_fixed{};                ///< the answer changes with the program alone
};

/// All that is served; the FHIR base is /fhir.
std::span<const route> all_routes();

/// The route of a path, with or without a slash at its end, percent-encoded or not. A fault is not_found, with what
/// there is, or not_allowed.
fhir::result<const route*> find_route(std::span<const route> among, method asked, std::string_view path);

/// The segment of the path that stands for one of the route; empty where the route has no such.
std::string_view segment_in(const route& of, std::string_view segment, std::string_view path);

/// The resource type that a route is about, of a path that goes to it; empty: whatever comes.
std::string_view type_in(const route& of, std::string_view path);

/// The methods of a path, as Allow gives them ("GET, HEAD, OPTIONS"); empty when there is no such path.
std::string allowed_methods(std::span<const route> among, std::string_view path);

}  // namespace marrow::adapter::http
