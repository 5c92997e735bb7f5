#pragma once

#include "adapter/http/answer.hpp"
#include "adapter/http/request.hpp"
#include "fhir/form.hpp"

#include <string>
#include <string_view>

namespace marrow::adapter::http {

/// The form of the answer to a request: that which it asks for; where it asks for none, or in vain, that of its body.
fhir::form form_of_answer(const request& asked, std::string_view body);

/// Puts the resource of an answer, which is written in JSON, into that form.
void put_into(fhir::form as, bool pretty, answer& given, std::string& out);

}  // namespace marrow::adapter::http
