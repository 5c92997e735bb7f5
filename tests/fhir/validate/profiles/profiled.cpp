#include "tests/fhir/validate/profiles/profiled.hpp"

#include "fhir/path.hpp"
#include "fhir/validate/validate.hpp"
#include "tests/fhir/given.hpp"
#include "tests/fhir/packages/archive.hpp"

#include <stdexcept>

namespace marrow::tests {

using namespace marrow::fhir;
using validate::profiles::library;

std::string profile_of(std::string_view type, std::string_view name, std::string_view elements)
{
    const std::string of{type};
    std::string made = R"({"resourceType":"StructureDefinition","fhirVersion":"4.0.1","kind":"resource",)";
    made += R"("derivation":"constraint","version":"1.0","type":")" + of + R"(","url":")" + base;
    made.append(name).append(R"(","snapshot":{"element":[{"path":")" + of + R"("})");
    if (!elements.empty()) made.append(",").append(elements);
    return made + "]}}";
}

std::string extension_of(std::string_view name, std::string_view type, std::string_view elements)
{
    std::string made = R"({"path":"Extension.extension","max":"0"},{"path":"Extension.url","min":1,"fixedUri":")";
    made.append(base).append(name).append(R"("},{"path":"Extension.value[x]","min":1,"type":[{"code":")");
    made.append(type).append(R"("}]})");
    if (!elements.empty()) made.append(",").append(elements);
    return profile_of("Extension", name, made);
}

std::unique_ptr<const library> library_of(const std::vector<std::string>& resources)
{
    std::vector<tar_member> members{{"package/package.json", R"({"name":"a.example","fhirVersions":["4.0.1"]})"}};
    for (std::size_t i = 0; i < resources.size(); ++i)
        members.push_back({"package/" + std::to_string(i) + ".json", resources[i]});
    auto read = packages::package::read(tar_of(members), "p.tar");
    if (!read) throw std::runtime_error(read.error().text);
    std::vector<packages::package> all;
    all.push_back(std::move(*read));
    auto made = library::load(std::move(all));
    if (!made) throw std::runtime_error(made.error().text);
    return std::move(*made);
}

std::vector<std::string>
told_of(const library& known, std::string text, const std::vector<std::string>& asked, version release)
{
    const given sent{std::move(text)};
    const submission of{sent.document, release};
    validate::options how;
    how.known = &known;
    how.profile_urls = asked;
    std::vector<std::string> out;
    for (const issue& each : validate::validate(of, how).issues) {
        const std::string_view code = each.codings.front().code;
        if (!code.starts_with("profile") && !code.starts_with("rule")) continue;
        out.push_back(std::string{code} + " " + path_to(sent.document, *each.at.front()));
    }
    return out;
}

std::string
told_by(const std::vector<std::string>& resources, std::string submission, const std::vector<std::string>& asked)
{
    std::string out;
    for (const std::string& each : told_of(*library_of(resources), std::move(submission), asked))
        out.append(out.empty() ? "" : "; ").append(each);
    return out;
}

}  // namespace marrow::tests
