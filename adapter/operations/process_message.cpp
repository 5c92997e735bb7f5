#include "adapter/http/target.hpp"
#include "adapter/instant.hpp"
#include "adapter/operations/audited.hpp"
#include "adapter/operations/decisions.hpp"
#include "adapter/operations/faces.hpp"
#include "adapter/operations/keys.hpp"
#include "adapter/operations/settle.hpp"
#include "adapter/operations/uuid.hpp"
#include "adapter/sender.hpp"
#include "adapter/store/compressed.hpp"
#include "adapter/version.hpp"
#include "fhir/json/write.hpp"

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;
using fhir::json::name;
using fhir::json::value;
using fhir::json::writer;

namespace {

constexpr std::string_view route = "$process-message";

fault refused(std::string text, const fhir::json::document& in, const value& at, std::string expression)
{
    return {fault_kind::not_fhir, std::move(text), {}, in.locate(at.offset()), std::move(expression)};
}

std::optional<fault> refusal_of(const question& asked)
{
    const bool waits = http::query_value(asked.query, "async") == "true";
    if (!waits && http::query_value(asked.query, "response-url").empty()) return std::nullopt;
    return fault{
        fault_kind::usage,
        "A message is answered at once here, in the response: leave out async and response-url.",
        {},
        {}};
}

/// What a message must have to be one, and to be answered.
std::optional<fault> refusal_of(const examiner::reading& sent)
{
    const value& root = sent.document.root();
    if (root[name::type].text() != "message")
        return refused(
            "This address takes a Bundle of type message; one of another type goes to [base].",
            sent.document,
            root[name::type] ? root[name::type] : root,
            "Bundle.type"
        );
    const value& header = header_of(root);
    if (!header) return refused("The first entry of a message is its MessageHeader.", sent.document, root, "Bundle");
    if (header[name::response])
        return refused(
            "This message is a response, and nothing was asked from here.",
            sent.document,
            header[name::response],
            "Bundle.entry[0].resource.response"
        );
    if (header[name::id].text().empty())
        return refused(
            "The MessageHeader has no id, by which the answer would name the message.",
            sent.document,
            header,
            "Bundle.entry[0].resource"
        );
    return std::nullopt;
}

/// What a message says, apart from its envelope: that is new when it is sent again.
fhir::result<std::string> content_of(const question& asked, std::string_view body, fhir::version release)
{
    const auto read = asked.with.read(body, release, asked.kept_as.sender);
    if (!read) return read.error();
    std::string out;
    writer{out}.copy((*read)->document.root()[name::entry], (*read)->document);
    return out;
}

/// The answer to a message whose id is known, when it comes again in another envelope; none when it says something
/// else.
fhir::result<std::optional<settled>>
answered_before(const question& asked, const store::digest& key, std::string& outcome)
{
    store::message_store& in = asked.of.keeping->in;
    const auto found = in.find(key, asked.kept_as.received);
    if (!found) return found.error();
    if (!*found) return std::optional<settled>{};
    const store::decision& made = (*found)->made;
    const auto came = in.find_message(made.id);
    if (!came) return came.error();
    std::string body;
    if (!*came || !store::expand((*came)->body, body)) return broken_decision();
    const auto before = content_of(asked, body, made.release);
    const auto now = content_of(asked, asked.body, made.release);
    if (!before) return before.error();
    if (!now) return now.error();
    if (*before != *now) return std::optional<settled>{};
    outcome.clear();
    if (!store::expand(made.outcome, outcome)) return broken_decision();
    reply answer = reply_of(made);
    answer.replayed = true;
    if (const auto noted = note_read(asked, answer.place, made.id); !noted) return noted.error();
    return std::optional{settled{std::move(answer), made.id, made.made}};
}

/// Writes the answer to one message.
class message_writer {
public:
    message_writer(writer& to, const examiner::reading& sent, const settled& by, std::string_view outcome)
        : out_{to}, sent_{sent}, header_{header_of(sent.document.root())}, by_{by}, outcome_{outcome}
    {
    }

    void write()
    {
        out_.begin_object().member("resourceType", "Bundle").member("id", by_.id);
        out_.member("type", "message").member("timestamp", instant_text(by_.made));
        out_.key("entry").begin_array();
        const std::string id = uuid_of("MessageHeader", by_.id);
        out_.begin_object().member("fullUrl", "urn:uuid:" + id).key("resource");
        write_header(id);
        out_.end_object();
        out_.begin_object().member("fullUrl", "urn:uuid:" + by_.id).key("resource").raw(outcome_).end_object();
        out_.end_array().end_object();
    }

private:
    bool is_r5() const { return sent_.submission.release() == fhir::version::r5; }

    void write_header(const std::string& id)
    {
        out_.begin_object().member("resourceType", "MessageHeader").member("id", id);
        for (const std::string_view each : {"eventCoding", "eventUri", "eventCanonical"})
            copy(each, header_, each);
        write_destination();
        write_source();
        write_response();
        out_.end_object();
    }

    /// To where the message came from.
    void write_destination()
    {
        const value& from = header_[name::source];
        if (!endpoint_of(from)) return;
        out_.key("destination").begin_array().begin_object();
        copy_endpoint(from);
        out_.end_object().end_array();
    }

    /// From where the message went to; that has to be known in R4 alone.
    void write_source()
    {
        const value& to = header_[name::destination].first();
        out_.key("source").begin_object();
        out_.member("name", "Marrow").member("software", "Marrow").member("version", version());
        if (endpoint_of(to)) {
            copy_endpoint(to);
        } else if (!is_r5()) {
            out_.key("_endpoint").begin_object().key("extension").begin_array().begin_object();
            out_.member("url", "http://hl7.org/fhir/StructureDefinition/data-absent-reason");
            out_.member("valueCode", "unknown").end_object().end_array().end_object();
        }
        out_.end_object();
    }

    void write_response()
    {
        const std::string_view id = header_[name::id].text();
        out_.key("response").begin_object().key("identifier");
        if (is_r5()) {
            out_.begin_object().member("value", id).end_object();
        } else {
            out_.string(id);
        }
        out_.member("code", by_.answer.errors == 0 ? "ok" : "fatal-error");
        out_.key("details").begin_object().member("reference", "urn:uuid:" + by_.id).end_object().end_object();
    }

    static constexpr std::string_view endpoints[] = {"endpoint", "endpointUrl", "endpointReference"};

    static bool endpoint_of(const value& party)
    {
        for (const std::string_view each : endpoints)
            if (party[fhir::json::known_name(each)]) return true;
        return false;
    }

    void copy_endpoint(const value& party)
    {
        for (const std::string_view each : endpoints)
            copy(each, party, each);
    }

    void copy(std::string_view to, const value& from, std::string_view member)
    {
        if (const value& sent = from[fhir::json::known_name(member)]) out_.key(to).copy(sent, sent_.document);
    }

    writer& out_;
    const examiner::reading& sent_;
    const value& header_;
    const settled& by_;
    std::string_view outcome_;
};

}  // namespace

fhir::result<reply> process_message(const question& asked, std::string& out)
{
    if (auto no = refusal_of(asked)) return std::move(*no);
    question named = asked;
    if (!asked.of.keeping) named.id = asked.kept_as.id;
    auto about = payload::of_body(named);
    if (!about) return about.error();
    if (auto no = refusal_of(**about)) return std::move(*no);
    const store::digest key = key_of_message(route, **about);
    std::string outcome;
    auto made = settle(named, *about, route, key, outcome);
    if (!made && made.error().kind == fault_kind::key_reused && asked.kept_as.keys == 0) {
        auto before = answered_before(named, key, outcome);
        if (!before) return before.error();
        if (*before) made = std::move(**before);
    }
    if (!made) return made.error();
    const auto sent = asked.with.read(asked.body, made->answer.release, asked.kept_as.sender);
    if (!sent) return sent.error();
    writer to{out, asked.pretty};
    message_writer{to, **sent, *made, outcome}.write();
    reply answer = std::move(made->answer);
    answer.status = 200;
    answer.place.clear();
    answer.version = 0;
    return answer;
}

}  // namespace marrow::adapter
