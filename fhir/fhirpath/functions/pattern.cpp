#include "fhir/fhirpath/pattern.hpp"

#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/functions/groups.hpp"

namespace marrow::fhir::fhirpath {
namespace {

using text = std::optional<std::string_view>;

/// The pattern of the call: compiled with the expression, or made now. Patterns that are data are bounded in length.
class pattern {
public:
    static constexpr std::size_t longest = 4096;

    bool read(call& c, const text& source)
    {
        if (const std::uint32_t known = c.node().data; known != 0) {
            compiled_ = &c.vm.code().patterns[known - 1];
            return true;
        }
        if (!source) return true;
        if (source->size() > longest) return c.fail("The regular expression is too long.", fault_kind::too_large);
        if (!c.vm.spend(1000)) return false;
        compiled_ = &own_.emplace(as_re2(*source), pattern_options());
        return compiled_->ok() || c.fail("This is no regular expression that RE2 takes.");
    }

    const re2::RE2& operator*() const { return *compiled_; }

private:
    std::optional<re2::RE2> own_;
    const re2::RE2* compiled_{};
};

template <bool is_whole>
bool matches(call& c, truth& out)
{
    text of;
    text source;
    pattern by;
    out = truth::unknown;
    if (!c.text_input(of) || !c.text_argument(0, source) || !by.read(c, source)) return false;
    if (!of || !source || !c.vm.spend(1 + of->size() / 16)) return !of || !source;
    const bool holds = is_whole ? re2::RE2::FullMatch(as_re2(*of), *by) : re2::RE2::PartialMatch(as_re2(*of), *by);
    out = holds ? truth::yes : truth::no;
    return true;
}

bool replace_matches(call& c)
{
    text of;
    text source;
    text with;
    pattern by;
    if (!c.text_input(of) || !c.text_argument(0, source) || !c.text_argument(1, with)) return false;
    if (!of || !source || !with) return true;
    if (source->empty()) return c.vm.push(item{*of});
    if (!by.read(c, source) || !c.vm.spend(1 + of->size() / 16 * (1 + with->size()))) return false;
    const std::string rewrite = as_rewrite(*with);
    std::string error;
    if (!(*by).CheckRewriteString(rewrite, &error)) return c.fail("The substitution names a group that is not there.");
    std::string made{*of};
    re2::RE2::GlobalReplace(&made, *by, rewrite);
    return c.push_text(made);
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
