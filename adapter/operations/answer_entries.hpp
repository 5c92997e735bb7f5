#pragma once

#include "adapter/operations/conditions.hpp"
#include "adapter/operations/interactions.hpp"
#include "adapter/operations/payload.hpp"

#include <string>

namespace marrow::adapter {

/// How a batch or transaction ended.
struct entries_answer {
    enum class ending : std::uint8_t {
        told,     ///< a Bundle of responses
        decided,  ///< a transaction that the decision has errors of: the outcome of that is the answer
        refused   ///< a transaction that cannot be carried out: nothing of it is to be kept
    };
    ending how{ending::told};
    std::uint16_t status{200};
    std::uint32_t errors{};              ///< of a refusal, in what is written
    std::vector<interaction> entries{};  ///< of a Bundle of responses
    claims held{};                       ///< until it is kept
};

/// Answers a batch or transaction that was decided. `out` holds the OperationOutcome of the decision, and gets what is
/// answered in its place. Nothing that was read is there afterwards.
fhir::result<entries_answer>
answer_entries(const question& asked, const payload& about, const mappings::decision& by, std::string& out);

}  // namespace marrow::adapter
