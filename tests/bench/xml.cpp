#include "adapter/examiner.hpp"
#include "fhir/xml/write.hpp"
#include "mappings/tables.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/submissions.hpp"

#include <cstdio>
#include <vector>

namespace marrow::bench {

namespace {

std::vector<std::string> in_xml(const std::vector<std::string>& json)
{
    std::vector<std::string> out;
    for (const auto& each : json) {
        out.push_back(fhir::xml::from_json(each, fhir::version::r4));
    }
    return out;
}

std::size_t size_of(const std::vector<std::string>& all)
{
    std::size_t bytes = 0;
    for (const auto& each : all) {
        bytes += each.size();
    }
    return bytes;
}

/// Time of checking the same Bundles in XML over that in JSON.
double ratio()
{
    const std::vector<std::string> json = bundles(600);
    const std::vector<std::string> xml = in_xml(json);
    const mappings::tables known = mappings::tables::load().value();
    const mappings::policy weighed;
    adapter::examiner examiner{known, weighed, {}};
    std::string outcome;
    std::size_t entries = 0;
    const auto parse = [&](const std::vector<std::string>& inputs) {
        for (const auto& input : inputs) {
            entries += examiner.read(input).value()->submission.entries().size();
        }
    };
    const auto check = [&](const std::vector<std::string>& inputs) {
        for (const auto& input : inputs) {
            outcome.clear();
            adapter::examine(examiner, input, outcome);
        }
    };
    const auto spent =
        interleaved(21, {[&] { parse(json); }, [&] { parse(xml); }, [&] { check(json); }, [&] { check(xml); }});
    const auto each = [&](double seconds) { return seconds / static_cast<double>(json.size()) * 1e6; };
    std::printf(
        "%zu Bundles, %.1f KB in JSON and %.1f KB in XML: read %.1f us and %.1f us, check %.1f us and %.1f us\n",
        json.size(),
        static_cast<double>(size_of(json)) / static_cast<double>(json.size()) / 1000,
        static_cast<double>(size_of(xml)) / static_cast<double>(xml.size()) / 1000,
        each(spent[0]),
        each(spent[1]),
        each(spent[2]),
        each(spent[3])
    );
    return entries == 0 ? 0 : spent[3] / spent[2];
}

}  // namespace

bool xml()
{
    return at_most("check of the 17 KB Bundle in XML over that in JSON", ratio(), 3);
}

}  // namespace marrow::bench
