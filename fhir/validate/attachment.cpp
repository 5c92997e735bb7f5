#include "fhir/base64.hpp"
#include "fhir/validate/walk.hpp"

#include <charconv>
#include <string>

namespace marrow::fhir::validate {

using json::name;
using json::value;

/// Data that are no base64 were told as such.
void walk::attachment(const value& at)
{
    const std::string_view data = at[name::data].text();
    const std::string_view size = at[name::size].text();
    const std::string_view hash = at[name::hash].text();
    const auto count = data.empty() || (size.empty() && hash.empty()) ? std::nullopt : decoded_size(data);
    if (!count) return;
    if (!size.empty() && size != std::to_string(*count))
        out_.add(validate::rule::attachment_size, at, {{"count", std::to_string(*count)}}, &at[name::size]);
    if (!hash.empty() && !has_sha1(*from_base64(data, *count), hash))
        out_.add(validate::rule::attachment_hash, at, {}, &at[name::hash]);
}

}  // namespace marrow::fhir::validate
