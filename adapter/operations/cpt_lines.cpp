#include "adapter/operations/payload.hpp"
#include "adapter/render/lines_parameters.hpp"

namespace marrow::adapter {

fhir::result<reply> cpt_lines(const question& asked, std::string& out)
{
    const auto about = payload::of_body_or_parameter(asked);
    if (!about) return about.error();
    const std::vector<mappings::line> lines = asked.with.lines(**about);
    fhir::json::writer writer{out, asked.pretty};
    write_parameters(writer, lines, (*about)->whole());
    return reply{200, (*about)->submission.release(), 0};
}

}  // namespace marrow::adapter
