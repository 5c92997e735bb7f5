#include "adapter/operations/keys.hpp"

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;
using store::digest;
using store::digest_of;

fhir::result<std::optional<digest>> key_of_sender(const question& asked)
{
    constexpr std::size_t longest = 255;
    std::string_view key = asked.kept_as.key;
    if (key.size() > 1 && key.starts_with('"') && key.ends_with('"')) key = key.substr(1, key.size() - 2);
    if (key.size() > longest) {
        return fhir::fault{
            fhir::fault_kind::usage, "The Idempotency-Key is longer than the 255 characters that are taken.", {}, {}};
    }
    if (key.empty()) return std::optional<digest>{};
    return std::optional{digest_of({"Idempotency-Key", asked.type, key})};
}

std::optional<digest> key_of_body(const question& asked, const examiner::reading& of)
{
    const value& root = of.document.root();
    if (asked.type != "Bundle") return std::nullopt;
    const value& identifier = root[name::identifier];
    if (const std::string_view text = identifier[name::value].text(); !text.empty())
        return digest_of({"Bundle.identifier", asked.type, identifier[name::system].text(), text});
    const value& first = root[name::entry].first()[name::resource];
    const bool is_message = root[name::type].text() == "message" && first[name::resourceType].text() == "MessageHeader";
    if (const std::string_view id = first[name::id].text(); is_message && !id.empty())
        return digest_of({"MessageHeader.id", asked.type, id});
    return std::nullopt;
}

}  // namespace marrow::adapter
