#include "adapter/operations/attachment_request.hpp"

#include "adapter/operations/uuid.hpp"
#include "adapter/store/digest.hpp"
#include "fhir/fhirpath/encoding.hpp"
#include "fhir/json/write.hpp"
#include "fhir/path.hpp"
#include "mappings/documents/back_pointers.hpp"

#include <algorithm>
#include <array>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;
using fhir::json::name;
using fhir::json::value;
using fhir::json::writer;

namespace {

class request_reader {
public:
    explicit request_reader(const fhir::json::document& from) : in_{from} {}

    fhir::result<attachment_request> run()
    {
        attachment_request made;
        const value& tracking = one("TrackingId")[name::valueIdentifier];
        made.tracking = &tracking;
        if (tracking[name::system].text().empty() || tracking[name::value].text().empty())
            return refused("TrackingId is an Identifier with system and value, as the claim has it.", in_.root());
        if (auto no = refusal_of_header()) return std::move(*no);
        for (const value& each : in_.root()[name::parameter].items()) {
            if (each[name::name].text() != "Attachment") continue;
            auto read = read_attachment(each);
            if (!read) return read.error();
            made.all.push_back(std::move(*read));
        }
        if (made.all.empty()) return refused("There is no parameter Attachment.", in_.root());
        return made;
    }

private:
    const value& one(std::string_view wanted) const { return one_of(in_.root()[name::parameter], wanted); }

    static const value& one_of(const value& parameters, std::string_view wanted)
    {
        const auto all = parameters.items();
        const auto found = std::ranges::find(all, wanted, [](const value& each) { return each[name::name].text(); });
        return found == all.end() ? fhir::json::missing : *found;
    }

    std::optional<fault> refusal_of_header() const
    {
        const std::string_view to = one("AttachTo")[name::valueCode].text();
        if (to != "claim" && to != "preauthorization")
            return refused("AttachTo is the code claim or preauthorization.", in_.root());
        if (!one("OrganizationId") && !one("ProviderId"))
            return refused("OrganizationId or ProviderId says who sends; neither is there.", in_.root());
        if (!one("MemberId")) return refused("MemberId says of whom the documents are; it is missing.", in_.root());
        const std::string_view date = one("ServiceDate")[name::valueDateTime].text();
        constexpr std::size_t to_the_day = 10;
        if (to == "claim" && date.size() < to_the_day)
            return refused("For a claim, ServiceDate says the date of service, to the day.", in_.root());
        return std::nullopt;
    }

    fhir::result<attached> read_attachment(const value& from) const
    {
        attached made;
        const value& parts = from[name::part];
        for (const value& each : parts.items()) {
            if (each[name::name].text() != "LineItem") continue;
            const std::string_view line = each[name::valueString].text();
            constexpr std::string_view digits = "0123456789";
            const bool is_number = !line.empty() && line.size() <= 9 && line.front() != '0' &&
                                   line.find_first_not_of(digits) == std::string_view::npos;
            if (!is_number) return refused("LineItem is the sequence of an item of the claim, as a string.", each);
            if (made.lines.size() == most_lines) return refused("There are too many LineItems.", each);
            made.lines.push_back(line);
        }
        if (const value& code = one_of(parts, "Code")[name::valueCodeableConcept]) made.code = &code;
        made.content = &one_of(parts, "Content")[name::resource];
        if ((*made.content)[name::resourceType].text().empty())
            return refused("Content is a resource: a DocumentReference, or what stands for one.", from);
        return made;
    }

    fault refused(std::string text, const value& at) const
    {
        return {fault_kind::not_fhir, std::move(text), {}, in_.locate(at.offset()), fhir::path_to(in_, at)};
    }

    static constexpr std::size_t most_lines = 1'000;

    const fhir::json::document& in_;
};

/// Writes a document so that it points to the claim.
class pointing_writer {
public:
    pointing_writer(writer& to, const attachment_request& asked, const fhir::json::document& in, fhir::version release)
        : out_{to}, asked_{asked}, in_{in}, is_r5_{release == fhir::version::r5}
    {
    }

    void write(const attached& one)
    {
        const value& content = *one.content;
        if (content[name::resourceType].text() != "DocumentReference") return write_around(content, one);
        out_.begin_object();
        for (const value& member : content.items())
            if (member.key() != name::context) out_.key(in_.spelling(member.key())).copy(member, in_);
        if (one.code && !content[name::type]) out_.key("type").copy(*one.code, in_);
        out_.key("context");
        is_r5_ ? write_references(content[name::context], one) : write_context(content[name::context], one);
        out_.end_object();
    }

private:
    /// A resource that is no DocumentReference is the content of one.
    void write_around(const value& content, const attached& one)
    {
        std::string json;
        writer{json}.copy(content, in_);
        out_.begin_object().member("resourceType", "DocumentReference").member("status", "current");
        if (one.code) out_.key("type").copy(*one.code, in_);
        out_.key("content").begin_array().begin_object().key("attachment").begin_object();
        out_.member("contentType", "application/fhir+json");
        out_.member("data", fhir::fhirpath::to_base64(json, fhir::fhirpath::base64::plain));
        out_.end_object().end_object().end_array();
        out_.key("context");
        is_r5_ ? write_references(fhir::json::missing, one) : write_context(fhir::json::missing, one);
        out_.end_object();
    }

    void write_context(const value& sent, const attached& one)
    {
        static const name related = fhir::json::known_name("related");
        out_.begin_object();
        for (const value& member : sent.items())
            if (member.key() != related) out_.key(in_.spelling(member.key())).copy(member, in_);
        out_.key("related");
        write_references(sent[related], one);
        out_.end_object();
    }

    void write_references(const value& sent, const attached& one)
    {
        out_.begin_array();
        for (const value& each : sent.items())
            out_.copy(each, in_);
        out_.begin_object();
        if (!one.lines.empty()) {
            out_.key("extension").begin_array();
            for (const std::string_view line : one.lines) {
                out_.begin_object().member("url", mappings::line_item_url);
                out_.key("valuePositiveInt").number(line).end_object();
            }
            out_.end_array();
        }
        out_.member("type", "Claim").key("identifier").copy(*asked_.tracking, in_).end_object().end_array();
    }

    writer& out_;
    const attachment_request& asked_;
    const fhir::json::document& in_;
    bool is_r5_;
};

}  // namespace

fhir::result<attachment_request> attachment_request::read(const fhir::json::document& from)
{
    return request_reader{from}.run();
}

std::string bundle_of(const attachment_request& asked, const fhir::json::document& in, fhir::version release)
{
    const std::string sent = store::hex(store::digest_of(in.input()));
    std::string out;
    writer to{out};
    to.begin_object().member("resourceType", "Bundle").member("type", "collection").key("entry").begin_array();
    for (std::uint32_t i = 0; i < asked.all.size(); ++i) {
        to.begin_object().member("fullUrl", "urn:uuid:" + uuid_of("Attachment", sent, i)).key("resource");
        pointing_writer{to, asked, in, release}.write(asked.all[i]);
        to.end_object();
    }
    to.end_array().end_object();
    return out;
}

}  // namespace marrow::adapter
