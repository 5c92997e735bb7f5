#include "mappings/documents/document.hpp"

#include "fhir/primitives.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

fhir::resource composition_of(const fhir::resource& bundle)
{
    for (const value& entry : bundle[name::entry].each()) {
        const value& resource = entry[name::resource];
        if (resource[name::resourceType].text() == "Composition") return {&resource, bundle.owner};
    }
    return bundle;
}

attachment read_attachment(const value& element, const document& of, const fhir::submission& within)
{
    attachment out{&element, nullptr, fhir::trimmed(element[name::contentType].text())};
    if (!fhir::trimmed(element[name::data].text()).empty()) {
        out.data = &element[name::data];
        return out;
    }
    const value& url = element[name::url];
    if (url.text().empty()) return out;
    const fhir::resolved led = within.resolve_url(url, of.from);
    if (!led || led.target.type() != "Binary") {
        out.is_elsewhere = true;
        return out;
    }
    out.is_guessed = led.how == fhir::resolution::guessed;
    if (!fhir::trimmed(led.target[name::data].text()).empty()) out.data = &led.target[name::data];
    if (out.content_type.empty()) out.content_type = fhir::trimmed(led.target[name::contentType].text());
    return out;
}

}  // namespace

document_kind kind_of(const fhir::resource& resource)
{
    constexpr std::array kinds{
        std::pair{std::string_view{"DocumentReference"}, document_kind::reference},
        std::pair{std::string_view{"DiagnosticReport"}, document_kind::report},
        std::pair{std::string_view{"Composition"}, document_kind::composition},
        std::pair{std::string_view{"Bundle"}, document_kind::bundle},
        std::pair{std::string_view{"Binary"}, document_kind::binary},
        std::pair{std::string_view{"QuestionnaireResponse"}, document_kind::answers}};
    const std::string_view type = resource.type();
    const auto found = std::ranges::find(kinds, type, [](const auto& row) { return row.first; });
    if (found == kinds.end()) return document_kind::none;
    const bool is_other_bundle = found->second == document_kind::bundle && resource[name::type].text() != "document";
    return is_other_bundle ? document_kind::none : found->second;
}

const value& document::type() const
{
    switch (kind) {
    case document_kind::reference:
    case document_kind::composition:
        return body[name::type];
    case document_kind::bundle:
        return body == from ? fhir::json::missing : body[name::type];
    case document_kind::report:
        return body[name::code];
    default:
        return information ? (*information)[name::code] : fhir::json::missing;
    }
}

document make_document(const fhir::resource& resource, const value* information)
{
    const document_kind kind = kind_of(resource);
    const fhir::resource body = kind == document_kind::bundle ? composition_of(resource) : resource;
    return {kind, resource.node, resource, body, information};
}

document make_inline_document(const value& information, const fhir::resource& claim)
{
    return {document_kind::attachment, &information[name::valueAttachment], claim, claim, &information};
}

std::vector<attachment> attachments_of(const document& of, const fhir::submission& within)
{
    std::vector<attachment> out;
    const auto add = [&](const value& element) { out.push_back(read_attachment(element, of, within)); };
    switch (of.kind) {
    case document_kind::reference:
        for (const value& content : of.from[name::content].each())
            add(content[name::attachment]);
        break;
    case document_kind::report:
        for (const value& form : of.from[name::presentedForm].each())
            add(form);
        break;
    case document_kind::binary:
    case document_kind::attachment:
        add(*of.root);
        break;
    default:
        break;
    }
    std::erase_if(out, [](const attachment& each) { return !*each.element; });
    return out;
}

}  // namespace marrow::mappings
