#pragma once

#include "adapter/store/store.hpp"
#include "fhir/json/arena.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/submission.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter {

/// The key under which a store knows a name of fhir/names.hpp.
store::name_key key_of_name(std::string_view name);

/// The resources that one submission asked for and that other messages brought. What it found lives as long as it does.
class recall {
public:
    static constexpr std::size_t most_messages = 64;
    static constexpr std::size_t most_bytes = 64u << 20;  ///< of their bodies
    static constexpr std::size_t most_names = 1'024;      ///< looked up; what is more counts as not there

    explicit recall(store::message_store& in) : in_{in} {}

    /// Looks up the names that were not looked up before. True when a resource was found.
    fhir::result<bool> find(std::span<const std::string> names);

    /// What was found, that of the oldest message first.
    std::vector<fhir::entry> entries() const;

private:
    struct payload;
    struct freed {
        void operator()(payload* one) const;
    };

    fhir::result<const payload*> load(const std::string& message);

    store::message_store& in_;
    std::map<store::name_key, bool> asked_;                            ///< and whether it was found
    std::map<std::string, std::unique_ptr<payload, freed>> messages_;  ///< by id, which sorts by time; null: unreadable
    std::map<std::pair<std::string, std::uint32_t>, fhir::entry> found_;
    std::size_t bytes_{};
};

}  // namespace marrow::adapter
