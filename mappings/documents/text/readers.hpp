#pragma once

#include "mappings/documents/text/reader.hpp"

namespace marrow::mappings {

// One reader a format, each in the file of its name.

bool read_plain(std::string bytes, const content_type& of, const tables& known, extracted& out);

/// HTML and XHTML as they come, well-formed or not.
bool read_html(std::string bytes, const content_type& of, const tables& known, extracted& out);

/// Any XML of up to 8 MB; of a CDA document its body. DOCTYPE and entities are not looked at.
bool read_xml(std::string bytes, const content_type& of, const tables& known, extracted& out);

/// A FHIR resource of up to 8 MB in JSON: what append_resource reads of it.
bool read_fhir_json(std::string bytes, const content_type& of, const tables& known, extracted& out);

/// The first 200 pages. False when it is encrypted, broken, holds no text (a scan), or unfolds to more than 64 MB.
bool read_pdf(std::string bytes, const content_type& of, const tables& known, extracted& out);

}  // namespace marrow::mappings
