#pragma once

#include "adapter/examiner.hpp"
#include "adapter/store/store.hpp"

#include <string_view>
#include <vector>

namespace marrow::adapter {

/// What a submission is found by in a search: what was sent, and what was said of it.
std::vector<store::name_key> marks_of(const examiner::reading& of, const mappings::decision& made);

/// That of an identifier of a Bundle or Claim.
store::name_key identifier_mark(std::string_view system, std::string_view value);

/// A parameter of the search and what turns its value into the marks that any of them has.
struct mark_parameter {
    std::string_view name;
    std::string_view documentation;
    store::name_key (*mark)(std::string_view value);
    bool is_identifier{};  ///< what it takes may lead to a patient
};

/// identifier, code, finding, severity, sender.
std::span<const mark_parameter> mark_parameters();

}  // namespace marrow::adapter
