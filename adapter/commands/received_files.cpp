#include "adapter/commands/received_files.hpp"

#include "adapter/commands/file.hpp"
#include "adapter/commands/inputs.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;

fhir::result<std::unique_ptr<const received_files>>
received_files::load(const std::vector<std::string>& arguments, const setup& by, console& at)
{
    auto made = std::make_unique<received_files>();
    inputs from{arguments, input_form::automatic, at.in, at.err};
    std::size_t bytes = 0;
    while (std::optional<sent> one = from.next()) {
        if (one->unreadable) return *one->unreadable;
        bytes += one->bytes.size();
        if (bytes > most_bytes) {
            return fault{fault_kind::too_large, "the files of --earlier are larger than 256 MiB together", {}, {}};
        }
        if (const auto added = made->add(by, std::move(one->bytes)); !added) {
            fault failed = added.error();
            if (failed.at) failed.at->line += one->line - 1;
            failed.text = placed(one->name, failed.at) + failed.text;
            return failed;
        }
    }
    return std::unique_ptr<const received_files>{std::move(made)};
}

fhir::result<void> received_files::add(const setup& by, std::string bytes)
{
    payload& one = payloads_.emplace_back(by, std::move(bytes));
    auto read = one.with.read(one.bytes);
    if (!read) return read.error();
    one.read = std::move(*read);
    const auto entries = one.read->submission.entries();
    entries_.insert(entries_.end(), entries.begin(), entries.end());
    add_lines(one);
    return {};
}

void received_files::add_lines(const payload& of)
{
    const std::vector<mappings::line> lines = of.with.lines(*of.read);
    mappings::kept_lines kept = mappings::lines_to_keep(lines, of.read->submission);
    const std::unordered_set<std::string> replaced{kept.replaces.begin(), kept.replaces.end()};
    const auto is_replaced = [&](const mappings::earlier_line& line) {
        return std::ranges::any_of(line.from, [&](const std::string& name) { return replaced.contains(name); });
    };
    std::erase_if(lines_, is_replaced);
    std::ranges::move(kept.lines, std::back_inserter(lines_));
}

fhir::result<bool> received::find(std::span<const std::string>)
{
    return !std::exchange(is_found_, true) && !in_.entries().empty();
}

std::vector<fhir::entry> received::entries() const
{
    return {in_.entries().begin(), in_.entries().end()};
}

fhir::result<std::vector<mappings::earlier_line>> received::lines_of(std::span<const std::string> patients)
{
    std::vector<mappings::earlier_line> found;
    const auto is_theirs = [&](const mappings::earlier_line& line) {
        return std::ranges::any_of(line.patient, [&](const std::string& name) {
            return std::ranges::binary_search(patients, name);
        });
    };
    std::ranges::copy_if(in_.lines(), std::back_inserter(found), is_theirs);
    return found;
}

}  // namespace marrow::adapter
