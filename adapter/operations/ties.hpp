#pragma once

#include "adapter/examiner.hpp"
#include "adapter/recall.hpp"
#include "adapter/store/store.hpp"

#include <cstddef>

namespace marrow::adapter {

inline constexpr std::size_t most_names_kept = 20'000;    ///< of the resources of a message
inline constexpr std::size_t most_patient_lines = 5'000;  ///< of a message, each once for each name of its patient
inline constexpr std::size_t most_names_of_a_patient = 8;

/// What a submission that was decided leaves for others, and what it looked up in `by`.
store::ties ties_of(const examiner::reading& of, const mappings::decision& made, const recall& by);

}  // namespace marrow::adapter
