#include "adapter/operations/decisions.hpp"

#include <charconv>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;

std::string place_of_decision(std::string_view id)
{
    return std::string{"/fhir/OperationOutcome/"}.append(id);
}

reply reply_of(const store::decision& made)
{
    reply given{made.status, made.release, made.errors, place_of_decision(made.id), made.number};
    given.modified = made.made;
    return given;
}

fault broken_decision()
{
    return {fault_kind::internal, "The stored decision is broken.", "an outcome that is kept cannot be expanded", {}};
}

fault nothing_is_kept()
{
    return {fault_kind::not_found, "Nothing is kept by this server.", {}, {}};
}

std::optional<std::uint32_t> version_asked(std::string_view text)
{
    std::uint32_t number = 0;
    if (text.empty()) return number;
    if (text.starts_with('0')) return std::nullopt;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size() || number == 0) return std::nullopt;
    return number;
}

}  // namespace marrow::adapter
