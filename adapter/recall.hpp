#pragma once

#include "adapter/examiner.hpp"
#include "adapter/kept_line.hpp"
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

/// That of a patient, for the lines, by a name of fhir/names.hpp.
store::name_key key_of_patient(std::string_view name);

/// What a store has for one submission. A fault is one of the store.
class recall final : public earlier_messages {
public:
    static constexpr std::size_t most_messages = 64;
    static constexpr std::size_t most_bytes = 64u << 20;  ///< of their bodies
    static constexpr std::size_t most_names = 1'024;      ///< looked up; what is more counts as not there
    static constexpr std::size_t most_patients = 64;      ///< names of them

    /// Of a message that is decided anew, its own lines are not those of another.
    explicit recall(store::message_store& in, std::string_view message = {}) : in_{in}, self_{message} {}

    fhir::result<bool> find(std::span<const std::string> names) override;
    std::vector<fhir::entry> entries() const override;

    /// Lines that a later message replaced are left out.
    fhir::result<std::vector<mappings::earlier_line>> lines_of(std::span<const std::string> patients) override;

    /// The names that were looked up, found or not, and those among `claims` whose lines were looked at. Left out are
    /// those by which a person, an organization, a place or a coverage was found: many messages carry it, each alike.
    std::vector<store::awaited_name> awaited(std::span<const std::string> claims) const;

    /// How many lines of each patient were known, unless there were too many to tell what is new.
    std::vector<store::known_patient> patients() const;

private:
    struct payload;
    struct freed {
        void operator()(payload* one) const;
    };

    fhir::result<const payload*> load(const std::string& message);

    struct sent_line {
        std::int64_t came;  ///< the message with it
        const kept_line* line;
    };
    void count(std::span<const store::name_key> keys, std::span<const store::found_line> found);
    fhir::result<std::vector<mappings::earlier_line>> in_force(std::span<const sent_line> lines);

    struct asked {
        std::string newest;     ///< message that has it; empty: none
        bool is_common{false};  ///< to many messages
    };

    store::message_store& in_;
    std::map<store::name_key, asked> asked_;
    std::map<store::name_key, std::string> makers_;                    ///< of lines, and the newest message with each
    std::map<std::string, std::unique_ptr<payload, freed>> messages_;  ///< by id; null: unreadable
    std::map<std::pair<std::int64_t, std::uint32_t>, fhir::entry> found_;  ///< as they came
    std::string self_;
    std::map<store::name_key, std::uint32_t> patients_;
    std::size_t bytes_{};
};

}  // namespace marrow::adapter
