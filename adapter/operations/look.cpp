#include "adapter/operations/look.hpp"

#include "adapter/http/answer.hpp"
#include "adapter/http/router.hpp"
#include "adapter/http/target.hpp"

#include <utility>

namespace marrow::adapter {

namespace {

fhir::result<reply> run(std::string_view url, const question& asked, std::string& out)
{
    const std::string target = std::string{"/fhir/"}.append(url);
    const http::target parts = http::split_target(target);
    const auto found = http::find_route(http::all_routes(), http::method::get, parts.path);
    if (!found) return found.error();
    const http::route& to = **found;
    question one = asked;
    one.body = {};
    one.pretty = false;
    one.type = http::type_in(to, parts.path);
    one.query = parts.query;
    one.instance = http::segment_in(to, "{id}", parts.path);
    one.version = http::segment_in(to, "{version}", parts.path);
    return to.run(one, out);
}

}  // namespace

sight look_at(std::string_view url, const question& asked, std::string at)
{
    sight seen;
    const auto ended = run(url, asked, seen.resource);
    if (ended) {
        seen.status = ended->status;
        seen.version = ended->version;
        return seen;
    }
    seen.resource.clear();
    fhir::fault why = ended.error();
    why.expression = std::move(at);
    seen.status = http::write_fault(why, {}, false, seen.resource).status;
    return seen;
}

}  // namespace marrow::adapter
