#pragma once

#include "fhir/issue.hpp"
#include "fhir/submission.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace marrow::adapter {

/// What one entry of a batch or transaction asks for, and what it is answered with. Owns its texts: it outlives what
/// was read.
struct interaction {
    enum class kind : std::uint8_t { create, update, look, refused };

    kind what{kind::refused};
    bool without_body{};     ///< HEAD
    std::uint16_t status{};  ///< of a refusal at once, of a look when it was asked, of all else once it is decided
    std::string type{};      ///< of the resource, as the URL names it
    std::string id{};        ///< of an update
    std::string url{};       ///< relative to the base, without a slash before or behind it
    std::string criteria{};  ///< of ifNoneExist, or of a PUT to what a search finds
    std::string location{};  ///< with its version, relative to the base; empty: there is none
    std::string version{};   ///< of what was looked at
    bool exists{};           ///< what is to be created, or put, is there already
    bool is_put{};           ///< the resource was put there by this
};

struct interactions {
    std::vector<interaction> all;      ///< one an entry, in the order sent
    std::vector<fhir::issue> against;  ///< why some are refused: at elements of the submission, in its order
};

bool is_batch(const fhir::submission& of);
bool is_transaction(const fhir::submission& of);
bool is_interactive(const fhir::submission& of);  ///< either

/// Reads and checks the requests of all entries, each by itself.
interactions interactions_of(const fhir::submission& of);

inline constexpr std::size_t most_refusals_told = 500;

struct refusal {
    std::uint16_t status{};
    std::string_view type;  ///< of the issue-type code system
    std::string_view text;  ///< what is wrong
    std::string_view mend;
};

/// The interaction is refused; says why, unless as many were told already.
void refuse(interactions& in, std::size_t entry, const refusal& why, const fhir::json::value& at);

}  // namespace marrow::adapter
