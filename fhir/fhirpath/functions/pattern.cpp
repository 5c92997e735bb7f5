#include "fhir/fhirpath/pattern.hpp"

#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/functions/groups.hpp"
#include "fhir/fhirpath/text.hpp"

#include <algorithm>
#include <array>

namespace marrow::fhir::fhirpath {
namespace {

using text = std::optional<std::string_view>;

/// The pattern of the call: compiled with the expression, or made now. Patterns that are data are bounded in length.
class pattern_of {
public:
    static constexpr std::size_t longest = 4096;

    bool read(call& c, std::string_view source)
    {
        const std::uint32_t known = c.node().data;
        if (known == 0 && source.size() > longest)
            return c.fail("The regular expression is too long.", fault_kind::too_large);
        if (known == 0 && !c.vm.spend(1000)) return false;
        compiled_ =
            known != 0 ? &c.vm.code().patterns[known - 1].get() : &own_.emplace(as_re2(source), pattern_options());
        return compiled_->ok() || c.fail("This is no regular expression that RE2 takes.");
    }

    const re2::RE2& operator*() const { return *compiled_; }
    const re2::RE2* operator->() const { return compiled_; }

private:
    std::optional<re2::RE2> own_;
    const re2::RE2* compiled_{};
};

template <bool is_whole>
bool matches(call& c, truth& out)
{
    text of;
    text source;
    pattern_of by;
    out = truth::unknown;
    if (!c.text_input(of) || !c.text_argument(0, source)) return false;
    if (!of && c.vm.is_lenient()) out = truth::no;
    if (!of || !source) return true;
    if (!by.read(c, *source) || !c.vm.spend(1 + of->size() / 16)) return false;
    const bool holds = is_whole ? re2::RE2::FullMatch(as_re2(*of), *by) : re2::RE2::PartialMatch(as_re2(*of), *by);
    out = holds ? truth::yes : truth::no;
    return true;
}

/// Every match replaced, one after the other, within the bound on text.
bool replaced(call& c, const re2::RE2& by, std::string_view of, std::string_view rewrite, std::string& made)
{
    std::array<re2::StringPiece, 10> groups;
    const int count = std::min(by.NumberOfCapturingGroups() + 1, static_cast<int>(groups.size()));
    std::size_t at = 0;
    while (at <= of.size() && by.Match(as_re2(of), at, of.size(), re2::RE2::UNANCHORED, groups.data(), count)) {
        const auto start = static_cast<std::size_t>(groups[0].data() - of.data());
        made.append(of, at, start - at);
        if (!by.Rewrite(&made, as_re2(rewrite), groups.data(), count))
            return c.fail("The substitution names a group that is not there.");
        at = start + groups[0].size();
        const std::size_t passed = groups[0].empty() ? offset_of(of.substr(at), 1) : 0;
        made.append(of, at, passed);
        if (groups[0].empty() && passed == 0) return true;
        at += passed;
        if (!c.fits(made.size())) return false;
    }
    made.append(of, at);
    return true;
}

bool replace_matches(call& c)
{
    text of;
    text source;
    text with;
    pattern_of by;
    if (!c.text_input(of) || !c.text_argument(0, source) || !c.text_argument(1, with)) return false;
    if (!of || !source || !with) return true;
    if (source->empty()) return c.vm.push(item{*of});
    if (!by.read(c, *source) || !c.vm.spend(1 + of->size() / 16)) return false;
    std::string made;
    return replaced(c, *by, *of, as_rewrite(*with), made) && c.push_text(made);
}

constexpr function functions[]{
    {"matches", 1, 1, nullptr, matches<false>, takes::pattern},
    {"matchesFull", 1, 1, nullptr, matches<true>, takes::pattern},
    {"replaceMatches", 2, 2, replace_matches, nullptr, takes::pattern},
};

}  // namespace

std::span<const function> pattern_functions()
{
    return functions;
}

}  // namespace marrow::fhir::fhirpath
