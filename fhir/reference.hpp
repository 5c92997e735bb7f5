#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::fhir {

/// What stands in Reference.reference, or another URL, taken apart. The views point into the text.
struct literal_reference {
    enum class form : std::uint8_t {
        empty,
        fragment,     ///< #id, or # alone
        absolute,     ///< with a scheme: http, https, urn or another
        conditional,  ///< Type?criteria, relative or absolute
        relative
    };

    form kind{form::empty};
    std::string_view url;   ///< without /_history/version; of a fragment, the id
    std::string_view type;  ///< where it ends in Type/id, or the type of a conditional reference
    std::string_view id;
    std::string_view version;   ///< what follows /_history/
    std::string_view criteria;  ///< what follows the question mark
};

literal_reference parse_reference(std::string_view text);

/// The base of a RESTful URL with its last slash ("http://server/fhir/" of "http://server/fhir/Claim/1");
/// empty for any other (bundle.html#references: the pattern of a RESTful fullUrl).
std::string_view restful_base(std::string_view full_url);

/// An identifier asked for by a search token (search.html#token).
struct identifier_token {
    std::optional<std::string> system;  ///< none: any; empty: an identifier without one
    std::string value;
};

/// The value of a search parameter with its escapes (search.html#escaping) undone.
std::string without_escapes(std::string_view text);

/// The token [system|]value, escapes undone.
identifier_token parse_token(std::string_view text);

/// The token of `identifier=[system|]value`, percent-decoded, escapes of search parameters undone.
/// None when the criteria are anything else or more, or name no value.
std::optional<identifier_token> parse_criteria(std::string_view criteria);

}  // namespace marrow::fhir
