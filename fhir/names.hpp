#pragma once

#include "fhir/reference.hpp"
#include "fhir/resource.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::fhir {

// What a resource can be asked for by from another payload. Two names are one when their bytes are:
//
//   http://server/fhir/Procedure/1             an absolute URL; urn: too
//   Procedure/1                                type and id, where the payload knows no base for the resource
//   @sender/Procedure/1                        the same of a sender who is known: a name to that sender alone
//   http://server/fhir/Procedure/1/_history/2  any of them in one version
//   Procedure?identifier=system|value          an identifier with system and value, of a resource of that type
//   ?identifier=system|value                   the same, of any type
//
// In system and value a backslash stands before \ | , and $ (search.html#escaping). Names may hold patient data.

inline constexpr std::size_t longest_name = 4'096;  ///< bytes; what is longer is no name
inline constexpr std::size_t most_identifiers_named = 32;
inline constexpr std::size_t most_names =
    4 + 2 * most_identifiers_named;  ///< of one resource, or asked by one reference

/// The names of an entry's resource, each once: URLs, then type and id, then its first identifiers; of an entry without
/// resource, none.
std::vector<std::string> names_of(const entry& of);

/// The same of any resource; one that is contained has its identifiers alone.
std::vector<std::string> names_of(const resource& of);

/// Those that say where it is, and of no version: the same for all versions of a resource.
std::vector<std::string> locations_of(const entry& of);

/// The names that a reference asks for, in the order of resolution: its literal, in its version first, against the base
/// of the entry that owns `from`; then its identifier. `reference` is a Reference, a CodeableReference, or a bare URL.
/// None for a #fragment, for a conditional reference other than by one identifier with its system, and for what has no
/// form of these.
std::vector<std::string> names_asked(const json::value& reference, const resource& from);

/// Where a literal reference says that the thing is, in no version: a name as above. Empty where none follows from it:
/// a fragment, a search, a path that is no type and id.
std::string location_asked(const literal_reference& literal, const resource& from);

bool is_of_version(std::string_view name);

/// What goes by type and id alone, of a sender who may be nobody.
std::string name_to(std::string_view sender, std::string_view type_and_id);

/// Type?identifier=system|value; an empty type is any. Empty when system or value is, or when it would be too long.
std::string identifier_name(std::string_view type, std::string_view system, std::string_view value);

}  // namespace marrow::fhir
