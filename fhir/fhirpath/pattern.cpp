#include "fhir/fhirpath/pattern.hpp"

namespace marrow::fhir::fhirpath {

re2::RE2::Options pattern_options()
{
    re2::RE2::Options options;
    options.set_dot_nl(true);
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    return options;
}

const re2::RE2& pattern::get() const
{
    std::call_once(once_, [&] { made_.emplace(as_re2(source_), pattern_options()); });
    return *made_;
}

std::string as_rewrite(std::string_view substitution)
{
    std::string rewrite;
    for (std::size_t at = 0; at < substitution.size(); ++at) {
        const char c = substitution[at];
        const bool is_braced = substitution.substr(at, 2) == "${";
        const std::size_t digit = at + (is_braced ? 2 : 1);
        const bool is_group = c == '$' && digit < substitution.size() && substitution[digit] >= '0' &&
                              substitution[digit] <= '9' && (!is_braced || substitution.substr(digit + 1, 1) == "}");
        if (is_group) {
            rewrite.append(1, '\\').append(1, substitution[digit]);
            at = digit + (is_braced ? 1 : 0);
        } else if (c == '\\') {
            rewrite += "\\\\";
        } else {
            rewrite += c;
        }
    }
    return rewrite;
}

}  // namespace marrow::fhir::fhirpath
