#include "fhir/fhirpath/evaluator.hpp"

#include "fhir/fhirpath/machine.hpp"

namespace marrow::fhir::fhirpath {

evaluator::evaluator(const json::document& of, const definitions::model& release, const environment& outside)
    : machine_{std::make_unique<machine>(of, release, outside)}
{
}

evaluator::~evaluator() = default;

node evaluator::root() const
{
    return resource(machine_->document().root());
}

node evaluator::resource(const json::value& of) const
{
    return machine_->node_of(of, nullptr, nullptr);
}

node evaluator::element(const json::value& of, const definitions::type* type, const json::value* sibling) const
{
    return machine_->node_of(of, type, sibling);
}

result<std::span<const item>> evaluator::evaluate(const expression& what, const focus& from)
{
    range made;
    if (!machine_->run(what.code(), from, made)) return machine_->fault_of();
    return machine_->items(made);
}

result<truth> evaluator::test(const expression& what, const focus& from)
{
    truth made{};
    if (!machine_->run(what.code(), from, made)) return machine_->fault_of();
    return made;
}

}  // namespace marrow::fhir::fhirpath
