#include "adapter/operations/keys.hpp"

#include <algorithm>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;
using store::digest;
using store::digest_of;

namespace {

/// The MessageHeader of a Bundle of type message.
const value& header_of(const examiner::reading& of)
{
    const value& root = of.document.root();
    const value& first = root[name::entry].first()[name::resource];
    const bool is_header = root[name::type].text() == "message" && first[name::resourceType].text() == "MessageHeader";
    return is_header ? first : fhir::json::missing;
}

}  // namespace

fhir::result<std::optional<digest>> key_of_sender(const question& asked)
{
    constexpr std::size_t longest = 255;
    const receipt& as = asked.kept_as;
    std::string_view key = as.key;
    if (key.size() > 1 && key.starts_with('"') && key.ends_with('"')) key = key.substr(1, key.size() - 2);
    if (key.size() > longest) {
        return fhir::fault{
            fhir::fault_kind::usage, "The Idempotency-Key is longer than the 255 characters that are taken.", {}, {}};
    }
    if (!key.empty()) return std::optional{digest_of({"Idempotency-Key", asked.type, as.sender, key})};
    if (asked.of.keeping->request_id_is_key && !as.sent_request_id.empty())
        return std::optional{digest_of({"X-Request-Id", asked.type, as.sender, as.sent_request_id})};
    return std::optional<digest>{};
}

std::optional<digest> key_of_body(const question& asked, const examiner::reading& of)
{
    if (asked.type != "Bundle") return std::nullopt;
    const std::string sender = sender_of(asked, of);
    const value& identifier = of.document.root()[name::identifier];
    if (const std::string_view text = identifier[name::value].text(); !text.empty())
        return digest_of({"Bundle.identifier", asked.type, sender, identifier[name::system].text(), text});
    if (const std::string_view id = header_of(of)[name::id].text(); !id.empty())
        return digest_of({"MessageHeader.id", asked.type, sender, id});
    return std::nullopt;
}

std::string sender_of(const question& asked, const examiner::reading& of)
{
    constexpr std::size_t longest = 255;
    static const name source = fhir::json::known_name("source");
    static const name endpoint = fhir::json::known_name("endpoint");
    static const name endpoint_url = fhir::json::known_name("endpointUrl");
    std::string_view said = asked.kept_as.sender;
    for (const name each : {endpoint, endpoint_url})
        if (said.empty()) said = header_of(of)[source][each].text();
    std::size_t size = std::min(said.size(), longest);
    while (size < said.size() && size != 0 && (static_cast<unsigned char>(said[size]) & 0xC0) == 0x80)
        --size;
    return std::string{said.substr(0, size)};
}

}  // namespace marrow::adapter
