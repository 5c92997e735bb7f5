#include "adapter/http/target.hpp"
#include "adapter/operations/audited.hpp"
#include "adapter/operations/decisions.hpp"
#include "adapter/operations/judgement.hpp"
#include "adapter/recall.hpp"
#include "adapter/store/compressed.hpp"
#include "fhir/outcome.hpp"

#include <algorithm>
#include <array>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;
using fhir::json::name;

namespace {

fault usage(std::string text)
{
    return {fault_kind::usage, std::move(text), {}, {}};
}

/// What is asked, of the Parameters and of the URL.
struct wish {
    std::string mode;
    std::vector<std::string> profiles;
};

wish wish_of(const question& asked, const payload& about)
{
    wish made{about.mode(), {about.profiles().begin(), about.profiles().end()}};
    if (made.mode.empty()) made.mode = http::query_value(asked.query, "mode");
    for (std::string& named : http::query_values(asked.query, "profile"))
        if (!named.empty()) made.profiles.push_back(std::move(named));
    return made;
}

std::optional<fault> refusal_of(const wish& made, const question& asked)
{
    constexpr std::array<std::string_view, 5> modes{"", "create", "update", "delete", "profile"};
    if (std::ranges::find(modes, made.mode) == modes.end())
        return usage("mode is create, update, delete or profile; leave it out to ask for all that is to be found.");
    if (asked.instance.empty() && (made.mode == "update" || made.mode == "delete"))
        return usage(
            "The modes update and delete are asked of an instance: [base]/" + std::string{asked.type} + "/ID/$validate."
        );
    if (made.mode == "profile" && made.profiles.empty()) return usage("The mode profile needs the parameter profile.");
    if (!std::ranges::all_of(made.profiles, [&](const auto& each) { return asked.with.knows_profile(each); })) {
        return usage(
            "The profile that is asked for is none that this server holds submissions against: leave the parameter "
            "profile out, or name one of the packages that it has loaded."
        );
    }
    return std::nullopt;
}

/// The one thing there is to say.
reply say(const question& asked, std::string_view type, std::string text, std::string mend, std::string& out)
{
    static constexpr std::string_view nothing = "{}";
    fhir::json::arena memory;
    const auto of = fhir::json::parse(nothing, memory, {});
    const fhir::issue one{fhir::severity::error, type, {}, std::move(text), std::move(mend), {}, nullptr};
    fhir::json::writer to{out, asked.pretty};
    fhir::write_outcome(to, std::span{&one, 1}, *of, asked.id);
    return {200, asked.release.value_or(fhir::version::r4), 1};
}

/// The submission that is kept under the id of the path.
fhir::result<reply> judge_kept(const question& asked, const wish& wanted, std::string& out)
{
    if (!asked.of.keeping) return nothing_is_kept();
    store::message_store& in = asked.of.keeping->in;
    const auto came = in.find_message(asked.instance);
    if (!came) return came.error();
    const auto last = in.find_decision(asked.instance);
    if (!last) return last.error();
    if (!*came || !*last || (*came)->type != asked.type)
        return fault{fault_kind::not_found, "No submission of this type and id is kept: send it in the body.", {}, {}};
    std::string body;
    if (!store::expand((*came)->body, body)) return broken_decision();
    question of_it = asked;
    of_it.body = body;
    of_it.release = (*last)->release;
    receipt as = asked.kept_as;
    as.sender = (*came)->sender;
    of_it.kept_as = as;
    auto about = payload::of_body(of_it);
    if (!about) return about.error();
    recall earlier{in, asked.instance};
    const auto made = asked.with.decide(about->read(), wanted.profiles, earlier);
    if (!made) return made.error();
    const std::string place = "/fhir/" + (*came)->type + "/" + (*came)->id;
    if (const auto noted = note_read(asked, place, (*came)->id); !noted) return noted.error();
    return write_judgement(asked, *about, *made, out);
}

}  // namespace

fhir::result<reply> validate(const question& asked, std::string& out)
{
    const bool is_instance = !asked.instance.empty();
    const bool is_empty = is_instance && asked.body.empty();
    auto about = is_empty ? fhir::result<payload>{payload{}} : payload::of_body_or_parameter(asked, is_instance);
    if (!about) return about.error();
    const wish wanted = wish_of(asked, *about);
    if (auto no = refusal_of(wanted, asked)) return std::move(*no);
    if (wanted.mode == "delete")
        return say(
            asked,
            "not-supported",
            "Nothing is deleted by a request here.",
            "Ask the operator: marrow store purge.",
            out
        );
    if (!about->is_there()) return judge_kept(asked, wanted, out);
    if (wanted.mode == "update" && (*about)->document.root()[name::id].text() != asked.instance)
        return say(
            asked,
            "invalid",
            "The id of the resource is not that of the URL, so that it would be no update of it.",
            "Give the resource the id of the URL.",
            out
        );
    return judge(asked, *about, out, wanted.profiles);
}

}  // namespace marrow::adapter
