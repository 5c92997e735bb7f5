#include "mappings/checks/words.hpp"

namespace marrow::mappings {

values about(const line& of)
{
    values with{{"line", of.label}, {"code", of.code.code}};
    if (of.service) with.emplace_back("date", to_string(*of.service));
    return with;
}

values about(const line& of, const line& other)
{
    values with = about(of);
    with.emplace_back("other", other.code.code);
    with.emplace_back("other_line", other.label);
    if (other.service) with.emplace_back("other_date", to_string(*other.service));
    return with;
}

}  // namespace marrow::mappings
