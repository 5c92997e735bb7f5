#include "adapter/http/finish.hpp"

#include "adapter/http/conditional.hpp"
#include "adapter/http/media_type.hpp"
#include "adapter/http/prefer.hpp"
#include "adapter/http/text.hpp"
#include "fhir/outcome.hpp"

namespace marrow::adapter::http {

namespace {

using returned = preferences::returned;
using handling = preferences::handling;

bool is_outcome(std::string_view body)
{
    constexpr std::size_t beginning = 48;
    return body.substr(0, beginning).find("\"OperationOutcome\"") != std::string_view::npos;
}

void warn(std::string& outcome, std::string text, std::string_view cure)
{
    fhir::append_issue(outcome, {fhir::severity::warning, "invalid", {}, std::move(text), std::string{cure}, {}});
}

void tell_of_media_type(const answered& of, std::string& out)
{
    const bool is_marked = of.put.body.starts_with("\xEF\xBB\xBF");
    if (!(of.is_guessed || is_marked) || !is_outcome(out)) return;
    const std::string form = fhir::form_of(of.put.body) == fhir::form::xml ? "XML" : "JSON";
    if (of.is_guessed)
        warn(
            out, "The body came without a media type of FHIR, and was taken for " + form + ".", how_to_name_the_type()
        );
    if (is_marked) warn(out, "The body begins with a byte order mark, which was skipped.", "Send UTF-8 without one.");
}

/// A Claim or Procedure that is kept; what is posted to the base is processed.
bool is_create(const answered& of, const answer& given)
{
    return of.to.run == submit && of.to.type != "Bundle" && given.version != 0;
}

std::string_view id_in(std::string_view place)
{
    return place.substr(place.rfind('/') + 1);
}

void say_created(const answered& of, answer& given)
{
    const std::string_view id = id_in(given.location);
    add_field(given, "Location", std::string{"/fhir/"}.append(of.to.type).append("/").append(id) + "/_history/1");
    given.status = 201;
}

bool errors_go_in_body(const request& asked, const manners& by)
{
    return asked.errors_as.empty() ? by.errors_in_body : same(asked.errors_as, "body");
}

fhir::result<void> write_representation(const answered& of, answer& given, std::string& out)
{
    question put = of.put;
    put.instance = id_in(given.location);
    out.clear();
    auto written = given.replayed ? read_submission(put, out) : write_submission(put, out);
    if (!written) return written.error();
    given.location = std::move(written->place);
    return {};
}

/// Minimal and representation are of a success; what fails is always told.
fhir::result<void> meet_return(const answered& of, answer& given, std::string& out, std::string& applied)
{
    const returned what = of.put.prefer.what;
    const bool is_success = given.status < 300 && given.errors == 0;
    if (what == returned::unsaid || of.to.run != submit || !is_outcome(out)) return {};
    if (what == returned::outcome) {
        add_applied("return=OperationOutcome", applied);
    } else if (what == returned::minimal && is_success) {
        out.clear();
        add_applied("return=minimal", applied);
    } else if (what == returned::representation && is_success && is_create(of, given)) {
        if (const auto written = write_representation(of, given, out); !written) return written;
        add_applied("return=representation", applied);
    }
    return {};
}

/// A read that is told apart from what it was before, and left out when it is not.
void meet_conditions(const answered& of, answer& given, std::string& out)
{
    if (of.asked.method != method::get || given.status != 200) return;
    if (of.to.is_fixed) given.version = version_of(out);
    const auto modified = static_cast<std::time_t>(given.modified / 1000);
    if (modified != 0) add_field(given, "Last-Modified", http_date(modified));
    if (!is_unchanged(of.asked, given.version, modified)) return;
    given.status = 304;
    out.clear();
}

}  // namespace

fhir::result<void> finish(const answered& of, const manners& by, answer& given, std::string& out)
{
    tell_of_media_type(of, out);
    if (is_create(of, given) && given.status == 200) say_created(of, given);
    const bool has_findings = given.status == 422 && given.errors != 0 && !given.refused;
    if (has_findings && errors_go_in_body(of.asked, by)) given.status = 200;
    std::string applied;
    meet_conditions(of, given, out);
    if (const auto met = meet_return(of, given, out, applied); !met) return met;
    if (of.put.prefer.how == handling::strict) add_applied("handling=strict", applied);
    if (of.put.prefer.how == handling::lenient) add_applied("handling=lenient", applied);
    if (!applied.empty()) add_field(given, "Preference-Applied", applied);
    return {};
}

}  // namespace marrow::adapter::http
