#include "adapter/operations/operation.hpp"
#include "fhir/json/write.hpp"

namespace marrow::adapter {

namespace {

reply say(std::string_view text, const question& asked, std::string& out)
{
    fhir::json::writer writer{out, asked.pretty};
    writer.begin_object().member("resourceType", "OperationOutcome").key("issue").begin_array().begin_object();
    writer.member("severity", "information").member("code", "informational");
    writer.key("details").begin_object().member("text", text).end_object();
    writer.end_object().end_array().end_object();
    return {};
}

}  // namespace

fhir::result<reply> alive(const question& asked, std::string& out)
{
    return say("The process runs.", asked, out);
}

fhir::result<reply> ready(const question& asked, std::string& out)
{
    if (asked.of.draining)
        return fhir::fault{fhir::fault_kind::busy, "The server is shutting down and takes nothing new.", {}, {}};
    if (asked.of.keeping && !asked.of.keeping->in.writable())
        return fhir::fault{fhir::fault_kind::busy, "The store cannot write, so that no submission is taken.", {}, {}};
    return say("Submissions are taken.", asked, out);
}

}  // namespace marrow::adapter
