#pragma once

#include "fhir/definitions/model.hpp"
#include "fhir/validate/primitives.hpp"
#include "fhir/validate/ready_rule.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace marrow::fhir::validate {

/// Types with checks of their own beside those of every type.
enum class specialty : std::uint8_t { none, extension, reference, coding, identifier, attachment, narrative, bundle };

/// What the walk asks of a type, made once for a release.
struct type_plan {
    const definitions::type* of{};
    const validate::primitive* primitive{};  ///< null for a type that is none
    specialty special{};
    bool numbers_own_ids{};                ///< ids of such elements differ within a resource
    std::vector<std::uint16_t> required;   ///< numbers of the elements that must be there
    std::vector<const ready_rule*> rules;  ///< invariants that are left to FHIRPath
};

/// A release, ready to validate with. Immutable, shared by all threads.
class schema {
public:
    schema(const definitions::model& of, version release);

    /// Made at the first call (milliseconds), then shared. Throws when the definitions in the binary are corrupt.
    static const schema& of(version release);

    /// Makes that of every release, so that afterwards of() takes no time and does not throw. Throws as of() does.
    static void make_all();

    const definitions::model& model() const { return model_; }
    const type_plan& plan_of(const definitions::type& type) const
    {
        return plans_[static_cast<std::size_t>(&type - model_.types().data())];
    }

    /// Of an invariant of an element; null when the walk sees to it itself.
    const ready_rule* ready(const definitions::invariant& of) const { return by_number_[of.number]; }

    const definitions::type& resource() const { return *resource_; }
    const definitions::type& extension() const { return *extension_; }

private:
    const definitions::model& model_;
    std::vector<std::unique_ptr<ready_rule>> ready_;
    std::vector<const ready_rule*> by_number_;
    std::vector<type_plan> plans_;  ///< by number of the type
    const definitions::type* resource_;
    const definitions::type* extension_;
};

}  // namespace marrow::fhir::validate
