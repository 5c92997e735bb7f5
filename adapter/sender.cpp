#include "adapter/sender.hpp"

#include <algorithm>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;

const value& header_of(const value& root)
{
    const value& first = root[name::entry].first()[name::resource];
    const bool is_header = root[name::type].text() == "message" && first[name::resourceType].text() == "MessageHeader";
    return is_header ? first : fhir::json::missing;
}

std::string sender_of(std::string_view said, const value& root)
{
    constexpr std::size_t longest = 255;
    static const name source = fhir::json::known_name("source");
    static const name endpoint = fhir::json::known_name("endpoint");
    static const name endpoint_url = fhir::json::known_name("endpointUrl");
    for (const name each : {endpoint, endpoint_url})
        if (said.empty()) said = header_of(root)[source][each].text();
    std::size_t size = std::min(said.size(), longest);
    while (size < said.size() && size != 0 && (static_cast<unsigned char>(said[size]) & 0xC0) == 0x80)
        --size;
    return std::string{said.substr(0, size)};
}

}  // namespace marrow::adapter
