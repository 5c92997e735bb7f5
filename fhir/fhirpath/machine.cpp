#include "fhir/fhirpath/machine.hpp"

#include <algorithm>
#include <array>

namespace marrow::fhir::fhirpath {
namespace {

constexpr std::size_t kept_items = 16 * 1024;

struct constant {
    std::string_view name;
    std::string_view value;
};

constexpr std::array<constant, 3> constants{{
    {"sct", "http://snomed.info/sct"},
    {"loinc", "http://loinc.org"},
    {"ucum", "http://unitsofmeasure.org"},
}};

constexpr std::array<constant, 2> prefixes{{
    {"vs-", "http://hl7.org/fhir/ValueSet/"},
    {"ext-", "http://hl7.org/fhir/StructureDefinition/"},
}};

}  // namespace

machine::machine(const json::document& of, const definitions::model& release, const environment& outside)
    : document_{of}, release_{release}, outside_{outside}, names_{of}
{
    stack_.reserve(256);
}

void machine::begin(const program& code, const focus& from)
{
    code_ = &code;
    from_ = from;
    if (!from_.resource.place()) from_.resource = from_.at;
    if (!from_.root_resource.place()) from_.root_resource = from_.resource;
    stack_.clear();
    if (stack_.capacity() > kept_items) std::vector<item>{}.swap(stack_);
    variables_.clear();
    held_.clear();
    if (text_ != 0) memory_.reset();
    text_ = 0;
    spent_ += granted_ - steps_;
    const cost& bound = outside_.limits;
    granted_ = std::min(bound.steps, bound.all_steps - std::min(bound.all_steps, spent_));
    steps_ = granted_;
    stack_.emplace_back(from_.at);
}

bool machine::run(const program& code, const focus& from, range& result)
{
    begin(code, from);
    result = {1, 1};
    if (!evaluate(code.root, {.focus = {0, 1}})) return false;
    result.end = top();
    return true;
}

bool machine::run(const program& code, const focus& from, truth& result)
{
    begin(code, from);
    return judge(code.root, {.focus = {0, 1}}, result);
}

fault machine::fault_of() const
{
    return {failed_kind_, failed_, {}, json::locate(code_->text, failed_at_)};
}

bool machine::fail(std::uint32_t offset, std::string_view text, fault_kind kind)
{
    failed_at_ = offset;
    failed_ = text;
    failed_kind_ = kind;
    return false;
}

bool machine::fail_steps()
{
    steps_ = 0;
    const bool is_alone = granted_ == outside_.limits.steps;
    return fail(
        0,
        is_alone ? "The expression takes more steps on this resource than are taken."
                 : "The expressions together take more steps on this submission than are taken.",
        fault_kind::too_large
    );
}

bool machine::fail_items()
{
    return fail(0, "The expression makes more items of this resource than are held.", fault_kind::too_large);
}

bool machine::push_copies(range of)
{
    if (!spend(of.size())) return false;
    for (std::uint32_t at = of.begin; at < of.end; ++at)
        if (!push(item{stack_[at]})) return false;
    return true;
}

void machine::erase(range of)
{
    std::copy(stack_.begin() + of.end, stack_.end(), stack_.begin() + of.begin);
    stack_.resize(stack_.size() - of.size());
}

void machine::assign(range of, std::span<const item> values)
{
    std::ranges::copy(values, stack_.begin() + of.begin);
}

bool machine::keep(std::string_view text, std::string_view more, item& out)
{
    const std::size_t size = text.size() + more.size();
    text_ += size + 1;
    if (text_ > outside_.limits.text)
        return fail(0, "The expression makes more text of this resource than is held.", fault_kind::too_large);
    auto* const kept = memory_.allocate_array<char>(size);
    std::ranges::copy(more, std::ranges::copy(text, kept).out);
    out = item{std::string_view{kept, size}};
    return true;
}

const quantity* machine::keep(const quantity& value)
{
    text_ += sizeof(quantity);
    return new (memory_.allocate(sizeof(quantity), alignof(quantity))) quantity{value};
}

bool machine::is_well_known(std::string_view name, item& out) const
{
    if (name == "resource") out = item{from_.resource};
    if (name == "rootResource") out = item{from_.root_resource};
    if (name == "context") out = item{from_.at};
    if (name == "resource" || name == "rootResource" || name == "context") return true;
    if (const auto* const found = std::ranges::find(constants, name, &constant::name); found != constants.end()) {
        out = item{found->value};
        return true;
    }
    const auto* const given = std::ranges::find(outside_.variables, name, &variable::name).base();
    if (given == outside_.variables.data() + outside_.variables.size()) return false;
    out = given->value;
    return true;
}

bool machine::push_variable(std::string_view name, std::uint32_t offset)
{
    for (const defined& each : variables_) {
        if (each.name != name) continue;
        for (std::uint32_t at = each.begin; at < each.end; ++at)
            if (!push(held_[at])) return false;
        return true;
    }
    item known;
    if (is_well_known(name, known)) return push(known);
    for (const constant& each : prefixes) {
        if (!name.starts_with(each.name)) continue;
        std::string url{each.value};
        return keep(url.append(name.substr(each.name.size())), known) && push(known);
    }
    return fail(offset, "There is no variable of that name here.");
}

bool machine::define(std::string_view name, range value, std::uint32_t offset)
{
    item known;
    const bool is_taken =
        is_well_known(name, known) || std::ranges::find(variables_, name, &defined::name) != variables_.end();
    if (is_taken) return fail(offset, "There is a variable of that name already.");
    if (!spend(value.size())) return false;
    if (held_.size() + value.size() > outside_.limits.items)
        return fail(offset, "The variables hold more items than are held.", fault_kind::too_large);
    const auto begin = static_cast<std::uint32_t>(held_.size());
    held_.insert(held_.end(), stack_.begin() + value.begin, stack_.begin() + value.end);
    variables_.push_back({name, begin, static_cast<std::uint32_t>(held_.size())});
    return true;
}

void machine::leave(std::size_t scope)
{
    if (variables_.size() == scope) return;
    held_.resize(variables_[scope].begin);
    variables_.resize(scope);
}

}  // namespace marrow::fhir::fhirpath
