#include "adapter/operations/interactions.hpp"

#include "fhir/definitions/model.hpp"
#include "fhir/primitives.hpp"

#include <algorithm>
#include <iterator>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;
using kind = interaction::kind;

namespace {

constexpr refusal no_request{
    400,
    "required",
    "This entry has no request, so that nothing says what is to be done with it.",
    "Add request, with method POST and the type of the resource as url."};
constexpr refusal method_unknown{
    400,
    "code-invalid",
    "request.method is none of GET, HEAD, POST, PUT, DELETE and PATCH.",
    "Send one of them in capital letters: POST to create the resource."};
constexpr refusal not_carried_out{
    405,
    "not-supported",
    "This server neither deletes nor patches a resource.",
    "Leave the entry out, or send the resource as it is now with PUT."};
constexpr refusal url_missing{
    400,
    "required",
    "request.url is missing or names nothing.",
    "Send the type of the resource as url, such as Claim."};
constexpr refusal url_elsewhere{
    400,
    "invalid",
    "request.url is absolute and leads to no FHIR base of this server.",
    "Send a URL that is relative to the base: Type, or Type/id."};
constexpr refusal type_unknown{
    404,
    "not-supported",
    "request.url names no resource type of this FHIR release.",
    "Mend the spelling of the type; it is case-sensitive."};
constexpr refusal no_operation{
    404,
    "not-supported",
    "Operations are not carried out by an entry of a Bundle.",
    "Post what the operation is to work on to its own URL."};
constexpr refusal create_with_more{
    405,
    "not-supported",
    "A POST creates a resource, and its url is the type alone.",
    "Send POST and Type, or PUT and Type/id."};
constexpr refusal update_without_id{
    400,
    "required",
    "A PUT names the resource by Type/id, and this url has no id.",
    "Add the id, or send POST and Type."};
constexpr refusal no_resource{
    400, "required", "A POST or PUT brings a resource, and this entry has none.", "Add resource."};
constexpr refusal type_differs{
    400,
    "invalid",
    "request.url names another type than that of the resource.",
    "Let url begin with the resourceType of the resource."};
constexpr refusal id_differs{
    400,
    "invalid",
    "The resource of a PUT has the id that its url names, and this one has another or none.",
    "Let resource.id and request.url agree."};
constexpr refusal none_match_unsupported{
    400,
    "not-supported",
    "ifNoneMatch is not supported on a PUT.",
    "Leave it out, or send the version that is to be replaced as ifMatch."};
constexpr refusal condition_misplaced{
    400, "invalid", "ifNoneExist is a condition of a POST alone.", "Leave it out, or send POST."};
constexpr struct {
    std::string_view method;
    kind what;
    bool without_body;
} methods[] = {
    {"POST", kind::create, false},
    {"PUT", kind::update, false},
    {"GET", kind::look, false},
    {"HEAD", kind::look, true},
};

/// Below the base: without it where it is spelled out, and without slashes at both ends. None for another server.
std::optional<std::string_view> below_base(std::string_view url)
{
    constexpr std::string_view base = "/fhir";
    if (url.find("://") < url.find('?')) {
        const std::size_t path = url.find('/', url.find("://") + 3);
        if (path == std::string_view::npos || !url.substr(path).starts_with(base)) return std::nullopt;
        url.remove_prefix(path + base.size());
        if (!url.empty() && url.front() != '/' && url.front() != '?') return std::nullopt;
    }
    if (url.starts_with('/')) url.remove_prefix(1);
    if (url.ends_with('/')) url.remove_suffix(1);
    return url;
}

class reading_requests {
public:
    explicit reading_requests(const fhir::submission& of) : of_{of}, model_{fhir::definitions::model::of(of.release())}
    {
    }

    interactions run()
    {
        made_.all.resize(of_.entries().size());
        for (const fhir::entry& each : of_.entries())
            read(each);
        std::ranges::stable_sort(made_.against, {}, [](const fhir::issue& one) { return one.pointed()->offset(); });
        return std::move(made_);
    }

private:
    void read(const fhir::entry& each)
    {
        const value& request = (*each.node)[name::request];
        if (!request.is_object()) return no(each, no_request, *each.node);
        const std::string_view method = request[name::method].text();
        const auto found = std::ranges::find(methods, method, [](const auto& row) { return row.method; });
        if (found == std::end(methods)) {
            const bool is_known = method == "DELETE" || method == "PATCH";
            return no(
                each,
                is_known ? not_carried_out : method_unknown,
                request[name::method] ? request[name::method] : request
            );
        }
        const std::string_view sent = fhir::trimmed(request[name::url].text());
        const auto url = below_base(sent);
        if (!url) return no(each, url_elsewhere, request[name::url]);
        if (url->empty()) return no(each, url_missing, request);
        interaction& to = made_.all[each.index];
        to.without_body = found->without_body;
        to.url = *url;
        to.criteria = request[name::ifNoneExist].text();
        if (!to.criteria.empty() && found->what != kind::create)
            return no(each, condition_misplaced, request[name::ifNoneExist]);
        to.what = found->what;
        if (found->what != kind::look) change(each, request, to);
    }

    void change(const fhir::entry& each, const value& request, interaction& to)
    {
        const value& url = request[name::url];
        const std::string_view path = std::string_view{to.url}.substr(0, to.url.find('?'));
        const std::size_t slash = path.find('/');
        to.type = path.substr(0, slash);
        if (slash != std::string_view::npos) to.id = path.substr(slash + 1);
        if (to.url.find('$') < to.url.find('?')) return no(each, no_operation, url);
        const auto* const type = model_.find(to.type);
        if (!type || type->is != fhir::definitions::kind::resource) return no(each, type_unknown, url);
        if (!each.resource->is_object()) return no(each, no_resource, *each.node);
        if (each.type != to.type) return no(each, type_differs, url);
        if (to.what == kind::create && to.url != to.type) return no(each, create_with_more, url);
        if (to.what == kind::update) update(each, request, to, path);
    }

    void update(const fhir::entry& each, const value& request, interaction& to, std::string_view path)
    {
        static const name none_match = fhir::json::known_name("ifNoneMatch");
        const value& url = request[name::url];
        if (request[none_match]) return no(each, none_match_unsupported, request[none_match]);
        if (to.id.empty() && to.url.size() == path.size()) return no(each, update_without_id, url);
        if (to.id.empty())
            to.criteria = to.url.substr(path.size() + 1);
        else if ((*each.resource)[name::id].text() != to.id)
            return no(each, id_differs, url);
    }

    void no(const fhir::entry& each, const refusal& why, const value& at) { refuse(made_, each.index, why, at); }

    const fhir::submission& of_;
    const fhir::definitions::model& model_;
    interactions made_;
};

bool is_of_type(const fhir::submission& of, std::string_view type)
{
    return of.is_bundle() && of.root()[name::type].text() == type;
}

}  // namespace

bool is_batch(const fhir::submission& of)
{
    return is_of_type(of, "batch");
}

bool is_transaction(const fhir::submission& of)
{
    return is_of_type(of, "transaction");
}

bool is_interactive(const fhir::submission& of)
{
    return is_batch(of) || is_transaction(of);
}

void refuse(interactions& in, std::size_t entry, const refusal& why, const value& at)
{
    in.all[entry].what = kind::refused;
    in.all[entry].status = why.status;
    if (in.against.size() == most_refusals_told) return;
    in.against.push_back(
        {fhir::severity::error, why.type, {}, std::string{why.text}, std::string{why.mend}, {&at}, nullptr}
    );
}

interactions interactions_of(const fhir::submission& of)
{
    return reading_requests{of}.run();
}

}  // namespace marrow::adapter
