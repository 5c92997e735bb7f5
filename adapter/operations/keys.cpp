#include "adapter/operations/keys.hpp"

#include "adapter/sender.hpp"

#include <string>
#include <utility>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;
using store::digest;
using store::digest_of;

namespace {

fhir::fault refused(std::string text)
{
    return {fhir::fault_kind::usage, std::move(text), {}, {}};
}

}  // namespace

fhir::result<std::optional<digest>> key_of_sender(const question& asked, std::string_view route)
{
    constexpr std::size_t longest = 255;
    const receipt& as = asked.kept_as;
    std::string_view key = as.key;
    if (key.size() > 1 && key.starts_with('"') && key.ends_with('"')) key = key.substr(1, key.size() - 2);
    if (as.keys > 1) return refused("The header has several Idempotency-Keys: send one.");
    if (as.keys == 1 && key.empty())
        return refused("The Idempotency-Key is empty: send one of 1 to 255 characters, or no such header.");
    if (key.size() > longest) return refused("The Idempotency-Key is longer than the 255 characters that are taken.");
    if (!key.empty()) return std::optional{digest_of({"Idempotency-Key", route, as.sender, key})};
    if (asked.of.keeping->request_id_is_key && !as.sent_request_id.empty())
        return std::optional{digest_of({"X-Request-Id", route, as.sender, as.sent_request_id})};
    return std::optional<digest>{};
}

std::optional<digest> key_of_body(std::string_view route, const examiner::reading& of)
{
    if (!of.submission.is_bundle()) return std::nullopt;
    const value& identifier = of.document.root()[name::identifier];
    if (const std::string_view text = identifier[name::value].text(); !text.empty())
        return digest_of({"Bundle.identifier", route, of.sender, identifier[name::system].text(), text});
    if (!header_of(of.document.root())[name::id].text().empty()) return key_of_message(route, of);
    return std::nullopt;
}

digest key_of_message(std::string_view route, const examiner::reading& of)
{
    return digest_of({"MessageHeader.id", route, of.sender, header_of(of.document.root())[name::id].text()});
}

}  // namespace marrow::adapter
