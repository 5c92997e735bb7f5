#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/functions/groups.hpp"
#include "fhir/fhirpath/text.hpp"
#include "fhir/primitives.hpp"

namespace marrow::fhir::fhirpath {
namespace {

using text = std::optional<std::string_view>;

/// The text of the input and of the first argument.
bool both(call& c, text& of, text& with)
{
    return c.text_input(of) && c.text_argument(0, with);
}

bool push_place(call& c, std::string_view of, std::size_t offset)
{
    const bool is_found = offset != std::string_view::npos;
    return c.vm.push(item{is_found ? static_cast<std::int64_t>(length(of.substr(0, offset))) : std::int64_t{-1}});
}

bool index_of(call& c)
{
    text of;
    text with;
    if (!both(c, of, with)) return false;
    return !of || !with || push_place(c, *of, of->find(*with));
}

bool last_index_of(call& c)
{
    text of;
    text with;
    if (!both(c, of, with)) return false;
    return !of || !with || push_place(c, *of, of->rfind(*with));
}

bool substring(call& c)
{
    text of;
    std::optional<std::int64_t> start;
    std::optional<std::int64_t> size;
    if (!c.text_input(of) || !c.integer_argument(0, start)) return false;
    if (c.count() > 1 && !c.integer_argument(1, size)) return false;
    if (!of || !start || *start < 0) return true;
    const std::string_view rest = of->substr(offset_of(*of, static_cast<std::size_t>(*start)));
    if (rest.empty()) return true;
    if (!size) return c.vm.push(item{rest});
    const std::size_t count = *size < 0 ? 0 : static_cast<std::size_t>(*size);
    return c.vm.push(item{rest.substr(0, offset_of(rest, count))});
}

template <bool (*holds)(std::string_view, std::string_view)>
bool judge_texts(call& c, truth& out)
{
    text of;
    text with;
    out = truth::unknown;
    if (!both(c, of, with)) return false;
    if (of && with) out = holds(*of, *with) ? truth::yes : truth::no;
    if (!of && c.vm.is_lenient()) out = truth::no;
    return true;
}

bool starts(std::string_view of, std::string_view with)
{
    return of.starts_with(with);
}

bool ends(std::string_view of, std::string_view with)
{
    return of.ends_with(with);
}

bool holds(std::string_view of, std::string_view with)
{
    return of.find(with) != std::string_view::npos;
}

template <std::string (*change)(std::string_view)>
bool changed(call& c)
{
    text of;
    return c.text_input(of) && (!of || c.push_text(change(*of)));
}

bool trim(call& c)
{
    text of;
    return c.text_input(of) && (!of || c.vm.push(item{trimmed(*of)}));
}

/// Every occurrence; of the empty text, before each character and at the end.
bool replace(call& c)
{
    text of;
    text what;
    text with;
    if (!both(c, of, what) || !c.text_argument(1, with)) return false;
    if (!of || !what || !with) return true;
    std::string made;
    std::string_view rest = *of;
    while (!rest.empty()) {
        const std::size_t next = what->empty() ? offset_of(rest, 1) : rest.find(*what);
        if (next == std::string_view::npos) break;
        if (what->empty())
            made.append(*with).append(rest, 0, next);
        else
            made.append(rest, 0, next).append(*with);
        rest.remove_prefix(next + what->size());
        if (!c.fits(made.size())) return false;
    }
    made.append(rest).append(what->empty() ? *with : std::string_view{});
    return c.push_text(made);
}

bool size(call& c)
{
    text of;
    return c.text_input(of) && (!of || c.vm.push(item{static_cast<std::int64_t>(length(*of))}));
}

bool to_chars(call& c)
{
    text of;
    if (!c.text_input(of)) return false;
    std::string_view rest = of.value_or("");
    while (!rest.empty()) {
        const std::size_t next = offset_of(rest, 1);
        if (!c.vm.push(item{rest.substr(0, next)})) return false;
        rest.remove_prefix(next);
    }
    return true;
}

bool split(call& c)
{
    text of;
    text by;
    if (!both(c, of, by)) return false;
    if (!of || !by) return true;
    if (by->empty()) return to_chars(c);
    std::string_view rest = *of;
    for (std::size_t next = rest.find(*by); next != std::string_view::npos; next = rest.find(*by)) {
        if (!c.vm.push(item{rest.substr(0, next)})) return false;
        rest.remove_prefix(next + by->size());
    }
    return c.vm.push(item{rest});
}

bool join(call& c)
{
    text by;
    if (c.count() > 0 && !c.text_argument(0, by)) return false;
    std::string made;
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at) {
        const item one = system_value(c.vm[at]);
        if (!one.is(kind::string)) return c.fail("join() takes texts only.");
        if (at != c.input.begin) made += by.value_or("");
        made += one.string();
        if (!c.fits(made.size())) return false;
    }
    return c.input.empty() || c.push_text(made);
}

constexpr function functions[]{
    {"indexOf", 1, 1, index_of},
    {"lastIndexOf", 1, 1, last_index_of},
    {"substring", 1, 2, substring},
    {"startsWith", 1, 1, nullptr, judge_texts<starts>},
    {"endsWith", 1, 1, nullptr, judge_texts<ends>},
    {"contains", 1, 1, nullptr, judge_texts<holds>},
    {"upper", 0, 0, changed<raised>},
    {"lower", 0, 0, changed<lowered>},
    {"trim", 0, 0, trim},
    {"replace", 2, 2, replace},
    {"length", 0, 0, size},
    {"toChars", 0, 0, to_chars},
    {"split", 1, 1, split},
    {"join", 0, 1, join},
};

}  // namespace

std::span<const function> string_functions()
{
    return functions;
}

}  // namespace marrow::fhir::fhirpath
