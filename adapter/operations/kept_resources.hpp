#pragma once

#include "adapter/store/store.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter {

/// An entry of a Bundle that is kept.
struct kept_entry {
    std::string message;
    std::uint32_t index{};  ///< in Bundle.entry, as sent
};

/// The id that the resource of an entry is given when it is created, and the version of what it is put into:
/// MESSAGE.INDEX.
std::string id_of(const kept_entry& one);

/// None for what is no such id.
std::optional<kept_entry> entry_of(std::string_view id);

/// The name (fhir/names.hpp) that a resource goes by once something was put to Type/id: an id that was given here is
/// one for all, any other is its sender's.
std::string name_of_put(std::string_view sender, std::string_view type, std::string_view id);

/// Where the resources of a message were put that is kept.
class kept_places {
public:
    /// By what was answered. Of a Bundle that was refused, or a message that is not kept, all are nowhere.
    static fhir::result<kept_places> of(store::message_store& in, const std::string& message);

    /// Type/id/_history/version of the entry's resource; empty: nowhere.
    std::string location(std::uint32_t index, std::string_view type) const;

private:
    std::string message_;
    std::string lone_type_;  ///< where it is no Bundle
    bool is_accepted_{};
    std::optional<std::vector<std::string>> told_;  ///< entry by entry, where the answer is a Bundle
};

/// What a search for a name (fhir/names.hpp) ends in.
struct match {
    std::uint32_t count{};  ///< 2 stands for several
    std::string location;   ///< of one; empty: it is known, and was put nowhere
};

/// Looks up names, each once.
class named_places {
public:
    static constexpr std::size_t most = 256;

    /// Null: nothing is known.
    explicit named_places(store::message_store* in) : in_{in} {}

    /// A fault (too_large) when more different names, or messages, than the most are asked for.
    fhir::result<match> find(const std::string& name, std::string_view type);

    /// Where the resource of an entry was put when it came; empty: nowhere.
    fhir::result<std::string> location(const kept_entry& of, std::string_view type);

private:
    fhir::result<match> look_up(const std::string& name, std::string_view type);

    store::message_store* in_;
    std::map<std::string, match, std::less<>> known_;
    std::map<std::string, kept_places, std::less<>> places_;  ///< by message
};

/// Type/id of a location with its version.
std::string_view without_version(std::string_view location);

}  // namespace marrow::adapter
