#include "adapter/operations/audited.hpp"
#include "adapter/operations/claim_response.hpp"
#include "adapter/operations/decisions.hpp"
#include "adapter/operations/faces.hpp"
#include "adapter/operations/keys.hpp"
#include "adapter/operations/settle.hpp"
#include "adapter/store/compressed.hpp"
#include "fhir/json/write.hpp"

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;

namespace {

constexpr std::string_view route = "Claim/$submit";

std::string place_of_response(std::string_view id)
{
    return std::string{"/fhir/ClaimResponse/"}.append(id);
}

/// What is handed in; what stands in Parameters is read again by itself, as it is kept.
fhir::result<payload> read_claim(const question& asked, std::string& unwrapped)
{
    question any = asked;
    any.type = {};
    auto about = payload::of_body_or_parameter(any);
    if (!about || !about->is_wrapped()) return about;
    any.release = (*about)->submission.release();
    fhir::json::writer{unwrapped}.copy((*about)->document.root(), (*about)->document);
    any.body = unwrapped;
    return payload::of_body(any);
}

fault no_response()
{
    return {fault_kind::not_found, "No ClaimResponse of this id, or of this version of it, is kept.", {}, {}};
}

}  // namespace

fhir::result<reply> submit_claim(const question& asked, std::string& out)
{
    std::string unwrapped;
    auto about = read_claim(asked, unwrapped);
    if (!about) return about.error();
    if (const auto claim = claim_of((*about)->submission); !claim) return claim.error();
    const std::string_view body = (*about)->document.input();
    const std::string sender = (*about)->sender;
    std::string outcome;
    auto made = settle(asked, *about, route, key_of_body(route, **about), outcome);
    if (!made) return made.error();
    reply answer = std::move(made->answer);
    const bool is_kept = asked.of.keeping != nullptr;
    const decided_claim of{body, outcome, answer.release, sender, made->id, made->made, is_kept};
    const bool is_bundle = (*about)->submission.is_bundle();
    if (const auto written = write_submit_answer(asked.with, of, asked.pretty, out); !written) return written.error();
    answer.status = 200;
    answer.place = is_kept && !is_bundle ? place_of_response(made->id) : "";
    if (is_bundle) answer.version = 0;
    return answer;
}

fhir::result<reply> read_claim_response(const question& asked, std::string& out)
{
    if (!asked.of.keeping) return nothing_is_kept();
    const auto number = version_asked(asked.version);
    if (!number) return no_response();
    store::message_store& in = asked.of.keeping->in;
    const auto came = in.find_message(asked.instance);
    if (!came) return came.error();
    const auto found = in.find_decision(asked.instance, *number);
    if (!found) return found.error();
    if (!*came || !*found) return no_response();
    std::string body;
    std::string outcome;
    if (!store::expand((*came)->body, body) || !store::expand((*found)->outcome, outcome)) return broken_decision();
    const decided_claim of{body, outcome, (*found)->release, (*came)->sender, (*found)->id, (*found)->made, true};
    if (const auto written = write_claim_response(asked.with, of, asked.pretty, out); !written) {
        if (written.error().kind == fault_kind::not_fhir) return no_response();
        return written.error();
    }
    reply made = reply_of(**found);
    made.status = 200;
    made.place = place_of_response((*found)->id);
    const std::string place = made.place + "/_history/" + std::to_string(made.version);
    if (const auto noted = note_read(asked, place, (*found)->id); !noted) return noted.error();
    return made;
}

bool takes_submissions(operation one)
{
    return one == submit || one == submit_claim || one == process_message || one == submit_attachment;
}

}  // namespace marrow::adapter
