#pragma once

#include "adapter/store/store.hpp"

#include <span>
#include <string>
#include <string_view>

namespace marrow::adapter::store {

/// By these an event of the audit holds what a store keeps: of each part half of its SHA-256, in hexadecimal. They are
/// made of what is kept before it is sealed, so that they hold under any key. Of what was sent they tell no more than
/// the hash of the body does, which stands in the store as well; `marrow store audit` does not print them.
using part_proof = std::string;
inline constexpr std::size_t part_proof_size = 32;

part_proof proof_of(const message& came);   ///< all but the body, for which its hash stands
part_proof proof_of(const decision& made);  ///< all but the outcome
part_proof proof_of_outcome(std::string_view compressed);
part_proof proof_of_resources(std::string_view packed);
part_proof proof_of_index(std::span<const patient_line> lines, std::string_view packed_marks);

/// What is looked for, sorted, each once: names of 16 bytes, and after that of a resource its entry in eight, the
/// highest first.
std::string packed(std::vector<named_resource> all);
std::string packed(std::vector<name_key> all);
void append_packed(std::string& to, std::span<const unsigned char> name, std::int64_t entry);

/// One after the other, of a record: message, decision, outcome, resources, index; of a revision: decision, outcome,
/// index, or the index alone where nothing was decided.
std::string rows_of(const record& what);
std::string rows_of(const revision& what);

/// Notes what the audit tells of it, unless that stands there already.
template <class Work>
void prove(Work& what)
{
    if (what.told.rows.empty()) what.told = {rows_of(what), patients_of(what.with.lines)};
}

}  // namespace marrow::adapter::store
