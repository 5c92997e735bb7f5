#pragma once

#include "fhir/fault.hpp"

#include <pugixml.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace marrow::fhir::xml {

/// XML as pugixml reads it: elements with their texts as they stand, references unresolved. A name or value stands in
/// it where it stands in the input.
class markup {
public:
    /// Well formed, in UTF-8, and one element with neither document type nor instructions; otherwise a fault with the
    /// position. The input must outlive it.
    result<void> read(std::string_view input, std::uint32_t most_bytes);

    pugi::xml_node root() const { return root_; }
    std::string_view input() const { return input_; }

    /// Where in the input a name or value of the tree begins.
    std::size_t offset_of(const char* text) const { return static_cast<std::size_t>(text - copy_.data()); }

    /// The same bytes as they stand in the input.
    std::string_view in_input(std::string_view text) const
    {
        return input_.substr(offset_of(text.data()), text.size());
    }

    /// Of the bracket before its name; of text, where it begins.
    std::size_t offset_of(const pugi::xml_node& node) const;

    void clear();

private:
    result<void> check_prolog();
    fault failure_of(const pugi::xml_parse_result& read) const;
    fault failure(std::string text, std::size_t offset) const;

    std::string_view input_;
    std::string copy_;  ///< pugixml cuts it up
    pugi::xml_document document_;
    pugi::xml_node root_;
};

}  // namespace marrow::fhir::xml
