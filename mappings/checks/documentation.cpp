#include "mappings/checks/checks.hpp"
#include "mappings/checks/words.hpp"
#include "mappings/documents/collect.hpp"
#include "mappings/documents/evidence.hpp"
#include "mappings/documents/judge.hpp"

#include <algorithm>
#include <deque>
#include <memory>

namespace marrow::mappings {

namespace {

/// What the lines of one submission share: every document is judged by itself once, and its text read once.
class documentation {
public:
    explicit documentation(context& with) : with_{with}, collected_{with}, texts_{with} {}

    void check(add_on_line& add_on)
    {
        const line& of = *add_on.of;
        const collection found = collected_.collect(add_on);
        add_on.judged = found.information;
        std::vector<exhibit> shown;
        bool is_enough = false;
        for (const reached& each : found.documents) {
            const document& reached = collected_.at(each.number);
            add_on.judged.push_back(reached.root);
            const judgement& judged = judge_once(each.number, of);
            const bool is_theirs = is_of_patient(reached, of, with_);
            judge_dates(reached, of, with_);
            if (!judged.is_sound || !is_theirs || !judged.is_evidence) continue;
            add_on.documents.push_back(reached.root);
            shown.push_back({&reached, &judged, each.number, each.by_primary});
            is_enough = is_enough || judged.is_enough;
        }
        if (!is_enough) tell_missing(of);
        check_evidence(add_on, shown, with_, texts_);
    }

private:
    const judgement& judge_once(std::uint32_t number, const line& asked)
    {
        if (judged_.size() <= number) judged_.resize(number + 1);
        std::optional<judgement>& judged = judged_[number];
        if (!judged) judged = judge(collected_.at(number), with_, about(asked));
        return *judged;
    }

    void tell_missing(const line& of)
    {
        std::optional<fhir::severity> milder;
        if (of.preauthorization) milder = fhir::severity::warning;
        with_.out.add("documentation-missing", {of.at}, about(of), milder);
    }

    context& with_;
    collector collected_;
    text_library texts_;
    std::deque<std::optional<judgement>> judged_;  ///< by number; a deque, for references to it stay valid
};

}  // namespace

running begin_documentation(context& with)
{
    const auto is_watched = [](const add_on_line& each) { return each.family != nullptr; };
    if (std::ranges::none_of(with.add_ons, is_watched)) return [](const batch&) {};
    return [checked = std::make_shared<documentation>(with)](const batch& at) {
        for (add_on_line& each : at.add_ons) {
            if (each.family) checked->check(each);
        }
    };
}

}  // namespace marrow::mappings
