#include "fhir/json/unknown_names.hpp"

namespace marrow::fhir::json {
namespace {

constexpr std::size_t kept_spellings = 16 * 1024;

name name_at(std::uint32_t index)
{
    return static_cast<name>(static_cast<std::uint32_t>(name::first_unknown) + index);
}

}  // namespace

name unknown_names::number(std::string_view spelling, arena& memory)
{
    const std::uint32_t hash = name_hash(spelling);
    for (std::uint32_t probe = 0; probe < probes; ++probe) {
        std::uint32_t& slot = table_[(hash + probe) % table_size];
        if (slot == 0) {
            if (is_full()) return name::none;
            slot = add(spelling, memory) + 1;
            return name_at(slot - 1);
        }
        if (spellings_[slot - 1] == spelling) return name_at(slot - 1);
    }
    if (const auto known = overflow_.find(spelling); known != overflow_.end()) return name_at(known->second);
    if (is_full()) return name::none;
    const std::uint32_t index = add(spelling, memory);
    overflow_.emplace(spellings_[index], index);
    return name_at(index);
}

std::uint32_t unknown_names::add(std::string_view spelling, arena& memory)
{
    spellings_.push_back(memory.keep(spelling));
    return static_cast<std::uint32_t>(spellings_.size() - 1);
}

void unknown_names::clear()
{
    if (spellings_.empty()) return;
    spellings_.clear();
    if (spellings_.capacity() > kept_spellings) spellings_.shrink_to_fit();
    table_.fill(0);
    overflow_.clear();
}

}  // namespace marrow::fhir::json
