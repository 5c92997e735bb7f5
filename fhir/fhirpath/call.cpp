#include "fhir/fhirpath/call.hpp"

namespace marrow::fhir::fhirpath {

std::uint32_t call::count() const
{
    std::uint32_t count = 0;
    for (std::uint32_t at = node_.first; at != nowhere; at = vm.at(at).next)
        ++count;
    return count;
}

std::uint32_t call::lambda(std::uint32_t number) const
{
    std::uint32_t at = node_.first;
    for (; number > 0 && at != nowhere; --number)
        at = vm.at(at).next;
    return at;
}

bool call::single_input(std::optional<item>& out)
{
    if (input.size() > 1) return vm.is_lenient() || fail("This function takes one item, not several.");
    if (!input.empty()) out = system_value(vm[input.begin]);
    return true;
}

bool call::argument(std::uint32_t number, std::optional<item>& out)
{
    return vm.single(lambda(number), in_, out);
}

bool call::as_text(const std::optional<item>& value, std::optional<std::string_view>& out)
{
    if (!value) return true;
    if (!value->is(kind::string)) return fail("This function takes a text.");
    out = value->string();
    return true;
}

bool call::text_input(std::optional<std::string_view>& out)
{
    // A date or time that was sent is also a text.
    if (input.size() == 1 && vm[input.begin].is_node())
        if (const json::value* const value = vm[input.begin].element().value; value && value->is_string()) {
            out = value->text();
            return true;
        }
    std::optional<item> one;
    return single_input(one) && as_text(one, out);
}

bool call::text_argument(std::uint32_t number, std::optional<std::string_view>& out)
{
    std::optional<item> one;
    return argument(number, one) && as_text(one, out);
}

bool call::integer_argument(std::uint32_t number, std::optional<std::int64_t>& out)
{
    std::optional<item> one;
    if (!argument(number, one)) return false;
    if (!one) return true;
    if (!one->is(kind::integer)) return fail("This function takes a whole number here.");
    out = one->integer();
    return true;
}

bool call::collection(std::uint32_t number, range& out)
{
    out.begin = vm.top();
    const std::size_t scope = vm.scope();
    if (!vm.evaluate(lambda(number), in_)) return false;
    vm.leave(scope);
    out.end = vm.top();
    result = out.end;
    return true;
}

bool call::fits(std::size_t size)
{
    if (size <= vm.outside().limits.text) return vm.spend(1);
    return fail("The expression makes more text of this resource than is held.", fault_kind::too_large);
}

bool call::push_text(std::string_view text)
{
    item made;
    return vm.keep(text, made) && vm.push(made);
}

}  // namespace marrow::fhir::fhirpath
