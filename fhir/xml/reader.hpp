#pragma once

#include "fhir/definitions/model.hpp"
#include "fhir/json/builder.hpp"
#include "fhir/xml/element.hpp"
#include "fhir/xml/markup.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::fhir::xml {

/// Hands the elements of a resource to the builder of the tree, as the members of its JSON.
class reader {
public:
    reader(const markup& from, version release, json::builder& tree, json::arena& memory);

    /// False, and a refusal, when it is no FHIR in XML.
    bool read();

    const json::refusal& refused() const { return refused_; }

private:
    using member = definitions::type::member;

    /// Elements of one name that stand together.
    struct run {
        pugi::xml_node first;
        pugi::xml_node end;  ///< the first behind them; null when there is none
        std::size_t count{};
        std::string_view name;
        json::name key{};
        std::size_t offset{};           ///< of the first
        space fallback{};               ///< the default namespace where they stand
        std::optional<element> only{};  ///< what was read of the first, where there is one alone
    };

    bool resource(pugi::xml_node at, space fallback);
    bool members(const element& of, const definitions::type* as, std::size_t& count);
    bool attributes(const element& of, const definitions::type* as, std::size_t& count);
    bool attribute(const pugi::xml_attribute& at, const definitions::type* as, std::size_t& count);
    bool named(run& all, const definitions::type* in, std::size_t& count);
    bool structures(const run& all, const member& as);
    bool structure(const element& at, const definitions::type* as);
    bool inner_resource(const element& at);
    bool primitives(run& all, const member& as, std::size_t& count);
    bool values(const run& all, const member& as);
    bool siblings(const run& all, const member& as);
    bool narratives(const run& all);

    std::optional<element> open(pugi::xml_node node, space fallback);
    element again(pugi::xml_node node, const run& of);
    run run_from(pugi::xml_node first, space fallback) const;
    bool scalar(const pugi::xml_attribute& of, std::size_t offset, json::kind as);
    std::string_view narrative(pugi::xml_node at, space fallback);

    /// A list where the release has one, or where there are several.
    template <class Each>
    bool listed(const run& all, bool is_list, Each each);
    bool enter(json::kind type, std::size_t offset);
    bool member_named(std::string_view name, std::size_t offset);
    bool member_named(const run& all);
    bool refuse(std::string text, std::size_t offset);

    const markup& from_;
    const definitions::model& model_;
    const std::vector<json::kind>& kinds_;
    json::builder& tree_;
    json::arena& memory_;
    std::string scratch_;
    json::refusal refused_;
};

}  // namespace marrow::fhir::xml
