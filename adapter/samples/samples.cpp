#include "adapter/samples/samples.hpp"

#include "adapter/samples/embedded.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace marrow::adapter {

namespace {

constexpr sample contents[] = {
    {"accepted", "an add-on line with its primary and operative note: accepted", {}},
    {"fracture-fixation", "rod fixation of a fracture, earlier device removed: accepted, primary not listed", {}},
    {"joint-replacement", "a joint replaced, earlier device removed: accepted, primary not listed", {}},
    {"infected-revision", "an infected bone revised, device removed: accepted, primary not listed", {}},
    {"r5", "the accepted case in FHIR R5", {}},
    {"wrong-system-uri", "codes under other URIs than that of CPT: accepted, with notes", {}},
    {"no-primary", "beside the add-on line only another add-on", {}},
    {"removal-alone", "nothing but the removal", {}},
    {"primary-is-implant-removal", "beside the add-on line only the stand-alone removal", {}},
    {"another-date", "the primary has another date of service", {}},
    {"another-practitioner", "somebody else performed the primary", {}},
    {"no-documentation", "no document at all", {}},
    {"document-by-display", "the document is only named in words, not referred to", {}},
    {"dangling-pointer", "a diagnosis pointer leads nowhere", {}},
    {"index-instead-of-sequence", "pointers count from 0 instead of naming a sequence", {}},
    {"hospital-code", "the removal under a hospital code (see conceptmap)", {}},
    {"ndjson", "three submissions, a line each; the second is broken", {}},
    {"conceptmap", "a ConceptMap with dependsOn, to make your own for --tables", {}},
    {"policy", "a policy file, to make your own for --policy", {}},
};

std::string_view stem_of(std::string_view file)
{
    return file.substr(0, file.rfind('.'));
}

std::vector<sample> with_bytes()
{
    std::vector<sample> all{std::begin(contents), std::end(contents)};
    for (sample& one : all) {
        const auto files = embedded_samples();
        const auto file = std::ranges::find(files, one.name, [](const auto& each) { return stem_of(each.name); });
        if (file == files.end()) throw std::logic_error("no file for sample " + std::string{one.name});
        one.bytes = file->bytes;
    }
    return all;
}

}  // namespace

std::span<const sample> samples()
{
    static const std::vector<sample> all = with_bytes();
    return all;
}

}  // namespace marrow::adapter
