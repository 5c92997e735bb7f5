#pragma once

#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

namespace marrow::fhir {

/// What stopped the work. The set is closed; one table in adapter/http turns a kind into a status.
enum class fault_kind : std::uint8_t {
    malformed,       ///< the bytes are not the JSON that FHIR asks for
    not_fhir,        ///< JSON, but no FHIR resource, or not the one the request is about
    too_large,       ///< a bound on size, count or depth was passed
    not_supported,   ///< a media type, version or encoding that is not read
    not_acceptable,  ///< no representation that the sender accepts
    not_found,       ///< no such route or resource
    not_allowed,     ///< the route exists, but not for this method
    unreadable,      ///< an input file could not be read
    usage,           ///< arguments, policy or tables are wrong
    busy,            ///< the queue is full, or the process is draining: try again
    timed_out,       ///< the sender was too slow
    in_progress,     ///< the same submission is being decided: try again
    key_reused,      ///< the key of the submission names another one
    out_of_space,    ///< the disk of the store is full: try again
    internal         ///< a broken invariant of our own
};

/// Where in the input: byte offset from 0, line and column from 1. A column counts characters of UTF-8.
struct position {
    std::uint32_t offset{};
    std::uint32_t line{1};
    std::uint32_t column{1};
};

/// A fault stops the work; an issue (issue.hpp) is a finding about the data and is collected.
/// Neither text may hold patient data: no value of the input, only what was expected and where.
struct fault {
    fault_kind kind{fault_kind::internal};
    std::string text;  ///< for the sender: what is wrong and what would mend it
    std::string log;   ///< for the operator; empty: the same as text
    std::optional<position> at;
    std::string expression{};  ///< FHIRPath of the element, where there is one
};

template <class T>
using result = boost::system::result<T, fault>;

/// A bug. What it says is of our own making and, like the texts of a fault, holds no patient data.
struct broken_invariant : std::logic_error {
    using std::logic_error::logic_error;
};

/// Reached only when value() is called on a failed result: a broken invariant.
[[noreturn]] void throw_exception_from_error(const fault& failed, const boost::source_location& at);

}  // namespace marrow::fhir
