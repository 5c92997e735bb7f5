#include "fhir/json/builder.hpp"

#include <algorithm>
#include <limits>
#include <memory>

namespace marrow::fhir::json {
namespace {

constexpr std::size_t kept_values = 64 * 1024;
constexpr std::size_t kept_stamps = 64 * 1024;

template <class T>
void empty(std::vector<T>& scratch, std::size_t kept)
{
    scratch.clear();
    if (scratch.capacity() > kept) scratch.shrink_to_fit();
}

/// Offset of the opening quote of the name before the value at `offset`.
std::size_t name_before(std::string_view input, std::size_t offset)
{
    std::size_t at = input.rfind('"', offset - 1);
    const auto is_escaped = [&] { return (at - 1 - input.find_last_not_of('\\', at - 1)) % 2 == 1; };
    do
        at = input.rfind('"', at - 1);
    while (is_escaped());
    return at;
}

}  // namespace

void builder::begin(std::string_view input, arena& memory, const limits& bounds)
{
    clear();
    input_ = input;
    memory_ = &memory;
    bounds_ = bounds;
    depth_ = 0;
    key_ = name::none;
    refused_ = {};
    doubled_ = nullptr;
}

void builder::clear()
{
    empty(stack_, kept_values);
    unknown_.clear();
    if (stamps_.size() > kept_stamps) empty(stamps_, kept_stamps);
}

bool builder::open(kind type, std::size_t offset)
{
    if (depth_ == bounds_.depth) {
        const std::string levels = std::to_string(bounds_.depth);
        refused_ = {"Objects and arrays stand more than " + levels + " deep.", offset, fault_kind::too_large};
        return false;
    }
    ++depth_;
    push(type, offset);
    return true;
}

void builder::close(std::size_t count)
{
    --depth_;
    const value* const first = stack_.data() + (stack_.size() - count);
    value& container = stack_[stack_.size() - count - 1];
    if (count != 0) {
        auto* const children = memory_->allocate_array<value>(count);
        std::uninitialized_copy_n(first, count, children);
        container.refer_to(children, count);
        if (container.is_object() && bounds_.as_fhir && !doubled_) doubled_ = doubled_among({children, count});
    }
    stack_.resize(stack_.size() - count);
}

bool builder::refuse_names(std::size_t offset)
{
    const std::string most = std::to_string(unknown_names::most);
    refused_ = {
        "There are more than " + most + " names of members that FHIR does not know.", offset, fault_kind::too_large};
    return false;
}

const value* builder::doubled_among(std::span<const value> members)
{
    if (serial_ == std::numeric_limits<std::uint32_t>::max()) {
        stamps_.clear();
        serial_ = 0;
    }
    ++serial_;
    const std::size_t names = static_cast<std::size_t>(name::first_unknown) + unknown_.spellings().size();
    if (stamps_.size() < names) stamps_.resize(names);
    for (const value& member : members) {
        std::uint32_t& stamp = stamps_[static_cast<std::size_t>(member.key())];
        if (stamp == serial_) return &member;
        stamp = serial_;
    }
    return nullptr;
}

refusal builder::refusal_of_doubled() const
{
    const std::string_view known = known_spelling(doubled_->key());
    const std::string which = known.empty() ? "This member" : "The member " + std::string{known};
    return {which + " stands twice in one object.", name_before(input_, doubled_->offset())};
}

document builder::finish()
{
    document made;
    auto* const root = memory_->allocate_array<value>(1);
    std::uninitialized_copy_n(stack_.data(), 1, root);
    made.root_ = root;
    made.input_ = input_;
    const auto spellings = unknown_.spellings();
    auto* const kept = memory_->allocate_array<std::string_view>(spellings.size());
    std::uninitialized_copy_n(spellings.data(), spellings.size(), kept);
    made.unknown_names_ = {kept, spellings.size()};
    return made;
}

}  // namespace marrow::fhir::json
