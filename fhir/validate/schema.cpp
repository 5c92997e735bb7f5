#include "fhir/validate/schema.hpp"

#include <algorithm>
#include <array>

namespace marrow::fhir::validate {

namespace {

constexpr std::array specialties{
    std::pair{std::string_view{"Extension"}, specialty::extension},
    std::pair{std::string_view{"Reference"}, specialty::reference},
    std::pair{std::string_view{"Coding"}, specialty::coding},
    std::pair{std::string_view{"Identifier"}, specialty::identifier},
    std::pair{std::string_view{"Attachment"}, specialty::attachment},
    std::pair{std::string_view{"Narrative"}, specialty::narrative},
    std::pair{std::string_view{"Bundle"}, specialty::bundle}};

specialty specialty_of(std::string_view type)
{
    const auto found = std::ranges::find(specialties, type, &std::pair<std::string_view, specialty>::first);
    return found == specialties.end() ? specialty::none : found->second;
}

/// The ids of ElementDefinitions are those of elements, in snapshot and differential.
bool has_own_ids(const definitions::type& type)
{
    return type.is != definitions::kind::resource && type.name != "ElementDefinition";
}

}  // namespace

schema::schema(const definitions::model& of, version release)
    : model_{of}, by_number_(of.invariants()), resource_{of.find("Resource")}, extension_{of.find("Extension")}
{
    const auto prepare = [&](const definitions::invariant& each) {
        if (by_number_[each.number] || is_left_out(each.key)) return;
        ready_.push_back(std::make_unique<ready_rule>(make_ready(each, model_)));
        by_number_[each.number] = ready_.back().get();
    };
    plans_.reserve(of.types().size());
    for (const definitions::type& type : of.types()) {
        type_plan plan{&type, primitive_named(type.name, release), specialty_of(type.name), has_own_ids(type), {}, {}};
        for (const definitions::invariant& each : type.invariants) {
            prepare(each);
            if (const ready_rule* rule = ready(each)) plan.rules.push_back(rule);
        }
        for (std::size_t i = 0; i < type.elements.size(); ++i) {
            if (type.elements[i].min != 0) plan.required.push_back(static_cast<std::uint16_t>(i));
            std::ranges::for_each(type.elements[i].invariants, prepare);
        }
        plans_.push_back(std::move(plan));
    }
}

const schema& schema::of(version release)
{
    switch (release) {
    case version::r4: {
        static const schema r4{definitions::model::of(release), release};
        return r4;
    }
    case version::r4b: {
        static const schema r4b{definitions::model::of(release), release};
        return r4b;
    }
    default: {
        static const schema r5{definitions::model::of(release), release};
        return r5;
    }
    }
}

void schema::make_all()
{
    for (const version each : {version::r4, version::r4b, version::r5})
        of(each);
}

}  // namespace marrow::fhir::validate
