#include "fhir/validate/report.hpp"

#include <algorithm>
#include <string>

namespace marrow::fhir::validate {

void report::add(rule which, const json::value& at, wording with, const json::value* place)
{
    const rule_row& row = row_of(which);
    const bool is_error = row.level <= severity::error;
    if (is_error) broken_.push_back(&at);
    if (found_.size() >= most_) {
        ++left_off_;
        if (!is_error || broken_.size() > most_) return;
        found_.erase(std::ranges::find_if(found_, [](const issue& each) { return each.level > severity::error; }));
    }
    found_.push_back(
        {row.level, row.type, {{rules_system, row.code}}, filled(row.text, with), filled(row.mend, with), {&at}, place}
    );
}

std::vector<issue> report::take(const json::value& root)
{
    std::ranges::stable_sort(found_, {}, [](const issue& each) { return each.pointed()->offset(); });
    if (left_off_ != 0) {
        found_.push_back(
            {severity::information,
             "too-costly",
             {},
             std::to_string(left_off_) + " further issues of structure are not shown.",
             "Mend those shown first.",
             {&root},
             nullptr}
        );
    }
    return std::move(found_);
}

}  // namespace marrow::fhir::validate
