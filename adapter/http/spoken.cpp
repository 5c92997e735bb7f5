#include "adapter/http/spoken.hpp"

#include "adapter/http/media_type.hpp"
#include "adapter/http/target.hpp"
#include "fhir/xml/write.hpp"

namespace marrow::adapter::http {

fhir::form form_of_answer(const request& asked, std::string_view body)
{
    const auto wanted = negotiate(asked.accept, split_target(asked.target).query);
    if (wanted && wanted->form) return *wanted->form;
    return asked.method == method::post ? form_of_body(asked.content_type, body) : fhir::form::json;
}

void put_into(fhir::form as, bool pretty, answer& given, std::string& out)
{
    if (as == given.form || out.empty() || !given.media_type.empty()) return;
    out = fhir::xml::from_json(out, given.release, pretty);
    given.form = as;
}

}  // namespace marrow::adapter::http
