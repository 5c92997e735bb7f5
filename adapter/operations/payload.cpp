#include "adapter/operations/payload.hpp"

#include <algorithm>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;
using fhir::json::name;
using fhir::json::value;

namespace {

std::string_view type_of(const examiner::reading& of)
{
    return of.document.root()[name::resourceType].text();
}

bool is_read(std::string_view type)
{
    return type == "Bundle" || type == "Claim" || type == "Procedure";
}

fault wrong_type(const question& asked, const examiner::reading& of)
{
    const std::string_view sent = type_of(of);
    std::string text = asked.type.empty() ? "Bundle, Claim and Procedure are read here"
                                          : "This address takes a " + std::string{asked.type};
    text += is_read(sent) ? ", and the body is a " + std::string{sent} +
                                ": post a Bundle to the base, a Claim to /Claim, "
                                "a Procedure to /Procedure."
                          : ", and the body is of another type.";
    return {fault_kind::not_fhir, std::move(text), {}, of.document.locate(of.document.root().offset())};
}

bool fits(const question& asked, const examiner::reading& of)
{
    return asked.type.empty() ? is_read(type_of(of)) : type_of(of) == asked.type;
}

const value& parameter(const value& parameters, std::string_view wanted)
{
    const auto all = parameters[name::parameter].items();
    const auto found = std::ranges::find(all, wanted, [](const value& one) { return one[name::name].text(); });
    return found == all.end() ? fhir::json::missing : *found;
}

/// The values of the parameters named profile: uri in R4, canonical in R5.
std::vector<std::string> profiles_in(const value& parameters)
{
    static const name canonical = fhir::json::known_name("valueCanonical");
    std::vector<std::string> made;
    for (const value& one : parameters[name::parameter].items())
        if (one[name::name].text() == "profile")
            made.emplace_back(one[one[name::valueUri] ? name::valueUri : canonical].text());
    return made;
}

}  // namespace

fhir::result<payload> payload::of_body(const question& asked)
{
    auto read = asked.with.read(asked.body, asked.release, asked.kept_as.sender);
    if (!read) return read.error();
    if (!fits(asked, **read)) return wrong_type(asked, **read);
    payload made;
    made.reading_ = std::move(*read);
    return made;
}

fhir::result<payload> payload::of_body_or_parameter(const question& asked, bool may_lack)
{
    auto read = asked.with.read(asked.body, asked.release, asked.kept_as.sender);
    if (!read) return read.error();
    payload made;
    if (type_of(**read) == "Parameters") {
        const value& root = (*read)->document.root();
        const value& inner = parameter(root, "resource")[name::resource];
        made.profiles_ = profiles_in(root);
        made.mode_ = parameter(root, "mode")[name::valueCode].text();
        if (!inner.is_object()) {
            if (may_lack) return made;
            return fault{
                fault_kind::not_fhir,
                "The Parameters have no parameter named resource that holds one.",
                {},
                (*read)->document.locate(root.offset())};
        }
        made.is_wrapped_ = true;
        read = asked.with.read_within(**read, inner, asked.release, asked.kept_as.sender);
        if (!read) return read.error();
    }
    if (!fits(asked, **read)) return wrong_type(asked, **read);
    made.reading_ = std::move(*read);
    return made;
}

}  // namespace marrow::adapter
