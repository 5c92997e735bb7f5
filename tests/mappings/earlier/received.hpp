#pragma once

#include "tests/mappings/support.hpp"

#include <deque>

namespace marrow::tests {

/// What a store holds: payloads received one after another, and the lines that each left.
struct received {
    explicit received(const std::vector<std::string>& payloads, std::string_view sender = {})
    {
        for (const std::string& text : payloads) {
            const sent& each = before.emplace_back(text, sender);
            const auto all = each.submission->entries();
            entries.insert(entries.end(), all.begin(), all.end());
            const auto lines = mappings::lines_of(*each.submission, built_in());
            for (mappings::earlier_line& line : mappings::lines_to_keep(lines, *each.submission).lines)
                history.push_back(std::move(line));
        }
    }

    /// Decides a payload after these; findings as "severity code expression", in order.
    std::vector<std::string>
    told_of(const std::string& text, const mappings::policy& weighed = {}, std::string_view sender = {}) const
    {
        const sent now{text};
        const fhir::submission of{*now.document, now.submission->release(), entries, sender};
        std::vector<std::string> out;
        for (const fhir::issue& issue : mappings::decide(of, built_in(), weighed, {}, history).issues) {
            const std::string code{issue.codings.empty() ? "-" : issue.codings.front().code};
            out.push_back(std::string{fhir::name_of(issue.level)} + " " + code + " " + now.path(*issue.at.front()));
        }
        return out;
    }

    std::deque<sent> before;
    std::vector<fhir::entry> entries;
    std::vector<mappings::earlier_line> history;
};

}  // namespace marrow::tests
