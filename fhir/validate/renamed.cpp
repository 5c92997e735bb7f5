#include "fhir/validate/renamed.hpp"

#include <algorithm>
#include <array>

namespace marrow::fhir::validate {

namespace {

constexpr std::array columns{
    std::string_view{"DSTU2"}, std::string_view{"STU3"}, std::string_view{"R4"}, std::string_view{"R5"}};
constexpr std::size_t columns_not_read = 2;

struct row {
    std::string_view type;
    std::array<std::string_view, columns.size()> names;
};

constexpr std::array rows{
#define MARROW_RENAMED(type, dstu2, stu3, r4, r5) row{type, {dstu2, stu3, r4, r5}},
#include "fhir/validate/renamed.def"
#undef MARROW_RENAMED
};

constexpr std::array releases{version::r4, version::r4b, version::r5};

void add_release(elsewhere& to, std::string_view label)
{
    to.releases.append(to.releases.empty() ? "" : ", ").append(label);
}

void add_instead(elsewhere& to, std::string_view member)
{
    if (!member.empty() && to.instead != member) to.instead.append(to.instead.empty() ? "" : " or ").append(member);
}

}  // namespace

std::string_view label_of(version release)
{
    switch (release) {
    case version::r4:
        return "R4";
    case version::r4b:
        return "R4B";
    default:
        return "R5";
    }
}

elsewhere look_elsewhere(const definitions::type& type, std::string_view member, version release)
{
    elsewhere out;
    std::array<bool, columns.size()> has{};
    const std::size_t own = release == version::r5 ? 3 : 2;
    for (const row& each : rows) {
        if (each.type != type.name) continue;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i == own || each.names[i] != member) continue;
            has[i] = true;
            add_instead(out, each.names[own]);
        }
    }
    for (std::size_t i = 0; i < columns_not_read; ++i)
        if (has[i]) add_release(out, columns[i]);
    for (const version each : releases) {
        const definitions::type* same = definitions::model::of(each).find(type.name);
        if (each == release || !same || !same->find(json::known_name(member)).of) continue;
        if (!out.readable) out.readable = each;
        add_release(out, label_of(each));
    }
    return out;
}

}  // namespace marrow::fhir::validate
