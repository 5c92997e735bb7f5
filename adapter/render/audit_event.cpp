#include "adapter/render/audit_event.hpp"

#include "adapter/instant.hpp"
#include "fhir/json/write.hpp"

#include <openssl/evp.h>

#include <array>
#include <bit>

namespace marrow::adapter {

namespace {

using fhir::json::writer;
using store::audit_event;
using store::deed;

constexpr const char* dicom = "http://dicom.nema.org/resources/ontology/DCM";
constexpr const char* event_type = "http://terminology.hl7.org/CodeSystem/audit-event-type";
constexpr const char* entity_type = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
constexpr const char* object_role = "http://terminology.hl7.org/CodeSystem/object-role";
constexpr const char* interaction = "http://hl7.org/fhir/restful-interaction";
constexpr const char* lifecycle = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle";
constexpr const char* source_type = "http://terminology.hl7.org/CodeSystem/security-source-type";
constexpr const char* balp_profile = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";
constexpr const char* balp_entity = "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType";

struct coding {
    const char* system{};
    const char* code{};
    const char* display{};
};

constexpr coding source_role{dicom, "110153", "Source Role ID"};
constexpr coding destination_role{dicom, "110152", "Destination Role ID"};
constexpr coding none{};
constexpr const char* everything = "all that is kept";
constexpr coding rest{event_type, "rest", "RESTful Operation"};

/// By the number of the deed. Who asks is the source of what flows in, and the destination of what is read.
constexpr struct {
    coding type;
    coding subtype;
    const char* action;
    bool flows_out;
    const char* of;         ///< what it was done to, where the event names nothing
    const char* profile{};  ///< of BALP, if it succeeded
} shapes[] = {
    {rest, {interaction, "create", "create"}, "C", false, "", "Create"},
    {rest, {interaction, "update", "update"}, "U", false, "", "Update"},
    {rest, {interaction, "read", "read"}, "R", true, "", "Read"},
    {rest, {interaction, "search-type", "search-type"}, "E", false, "", "Query"},
    {rest, {interaction, "operation", "operation"}, "E", false, everything},
    {{dicom, "110106", "Export"}, {lifecycle, "disclose", "Disclose Record Lifecycle Event"}, "R", true, everything},
    {{lifecycle, "archive", "Archive Record Lifecycle Event"}, none, "R", true, everything},
    {{lifecycle, "destroy", "Destroy/Delete Record Lifecycle Event"}, none, "D", false, "messages"},
    {{lifecycle, "destroy", "Destroy/Delete Record Lifecycle Event"}, none, "D", false, "events of the audit"},
    {{lifecycle, "encrypt", "Encrypt Record Lifecycle Event"}, none, "U", false, everything},
    {rest, {interaction, "create", "create"}, "C", false, "a submission"},
    {{lifecycle, "link", "Link Record Lifecycle Event"}, none, "U", false, ""},
};

void write_coding(writer& to, const coding& of)
{
    to.begin_object().member("system", of.system).member("code", of.code).member("display", of.display).end_object();
}

void write_network(writer& to, std::string_view address, const char* type)
{
    to.key("network").begin_object().member("address", address).member("type", type).end_object();
}

/// Who asked, and the server that was asked.
void write_agents(writer& to, const audit_event& of, bool flows_out)
{
    const std::string& machine = of.node.empty() ? std::string{"unknown"} : of.node;
    const std::string& client = !of.sender.empty() ? of.sender : !of.peer.empty() ? of.peer : std::string{"Marrow"};
    const auto write = [&](const coding& role, std::string_view name, bool asks, std::string_view at, const char* kind
                       ) {
        to.begin_object().key("type").begin_object().key("coding").begin_array();
        write_coding(to, role);
        to.end_array().end_object().key("who").begin_object().member("display", name).end_object();
        to.key("requestor").boolean(asks);
        write_network(to, at, kind);
        to.end_object();
    };
    to.key("agent").begin_array();
    const bool is_remote = !of.peer.empty();
    write(
        flows_out ? destination_role : source_role, client, true, is_remote ? of.peer : machine, is_remote ? "2" : "1"
    );
    write(flows_out ? source_role : destination_role, "Marrow", false, machine, "1");
    to.end_array();
}

void begin_entity(writer& to, const coding& type)
{
    to.begin_object().key("type");
    write_coding(to, type);
}

void write_transaction(writer& to, const std::string& id)
{
    begin_entity(
        to, {balp_entity, "XrequestId", "transport specific unique identifier where http X-Request-Id is used"}
    );
    to.key("what").begin_object().key("identifier").begin_object().member("value", id).end_object().end_object();
    to.end_object();
}

void write_patient(writer& to, const std::string& key)
{
    to.begin_object().key("what").begin_object().member("type", "Patient").key("identifier").begin_object();
    to.member("value", key).end_object().end_object().key("type");
    write_coding(to, {entity_type, "1", "Person"});
    to.key("role");
    write_coding(to, {object_role, "1", "Patient"});
    to.end_object();
}

std::string base64(std::string_view bytes)
{
    std::string out((bytes.size() + 2) / 3 * 4, '\0');
    std::string with_end(out.size() + 1, '\0');
    ::EVP_EncodeBlock(
        std::bit_cast<unsigned char*>(with_end.data()),
        std::bit_cast<const unsigned char*>(bytes.data()),
        static_cast<int>(bytes.size())
    );
    return with_end.substr(0, out.size());
}

void write_query(writer& to, const std::string& text)
{
    begin_entity(to, {entity_type, "2", "System Object"});
    to.key("role");
    write_coding(to, {object_role, "24", "Query"});
    to.member("query", base64(text.empty() ? "OperationOutcome" : "OperationOutcome?" + text)).end_object();
}

void write_detail(writer& to, const char* type, const std::string& value)
{
    to.begin_object().member("type", type).member("valueString", value).end_object();
}

/// What an event counts, and what it calls that.
const char* name_of_count(const audit_event& of)
{
    if (of.what == deed::purged) return "count";
    if (of.what == deed::cut) return "last number";
    return of.what == deed::refused && of.count != 0 ? "refused before it and not told" : nullptr;
}

void write_what(writer& to, const audit_event& of, const char* otherwise)
{
    to.key("what").begin_object();
    if (of.what == deed::refused && !of.of.empty()) {
        to.member("type", of.of).member("display", otherwise);
    } else {
        of.of.empty() || of.what == deed::cut ? to.member("display", otherwise) : to.member("reference", of.of);
    }
    to.end_object();
}

/// Of what was read, kept, refused or deleted.
void write_data(writer& to, const audit_event& of, const char* otherwise)
{
    to.begin_object();
    write_what(to, of, otherwise);
    to.key("type");
    write_coding(to, {entity_type, "2", "System Object"});
    to.key("role");
    write_coding(to, {object_role, "4", "Domain Resource"});
    if (const char* const counted = name_of_count(of)) {
        to.key("detail").begin_array();
        write_detail(to, counted, std::to_string(of.count));
        if (of.before != 0) write_detail(to, "before", instant_text(of.before));
        to.end_array();
    }
    to.end_object();
}

/// A patient's own shape asks for one patient.
void write_profile(writer& to, const char* name, std::size_t patients)
{
    const std::string whole = std::string{balp_profile} + (patients == 1 ? "Patient" : "") + name;
    to.key("meta").begin_object().key("profile").begin_array().string(whole).end_array().end_object();
}

}  // namespace

bool append_audit_event(const store::audit_link& of, std::string& out)
{
    const auto read = store::read_event(of.text, of.at);
    if (!read) return false;
    const auto& shape = shapes[static_cast<std::size_t>(read->what)];
    const bool is_refused = read->status >= 400;
    writer to{out};
    to.begin_object().member("resourceType", "AuditEvent").member("id", std::to_string(of.number));
    if (shape.profile && !is_refused) write_profile(to, shape.profile, read->patients.size());
    to.key("type");
    write_coding(to, shape.type);
    if (shape.subtype.code) {
        to.key("subtype").begin_array();
        write_coding(to, shape.subtype);
        to.end_array();
    }
    to.member("action", shape.action).member("recorded", instant_text(of.at));
    to.member("outcome", read->status >= 500 ? "8" : is_refused ? "4" : "0");
    if (is_refused) to.member("outcomeDesc", "answered with " + std::to_string(read->status));
    write_agents(to, *read, shape.flows_out);
    to.key("source").begin_object().key("observer").begin_object().member("display", "Marrow").end_object();
    to.key("type").begin_array();
    write_coding(to, {source_type, "4", "Application Server"});
    to.end_array().end_object().key("entity").begin_array();
    read->what == deed::searched ? write_query(to, read->query) : write_data(to, *read, shape.of);
    if (!read->request.empty()) write_transaction(to, read->request);
    for (const std::string& each : read->patients)
        write_patient(to, each);
    to.end_array().end_object();
    return true;
}

}  // namespace marrow::adapter
