#pragma once

#include "fhir/json/write.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace marrow::adapter {

/// Writes a searchset of what is published here and asked for by `url`; an empty one asks for all.
template <class Rows, class UrlOf, class Write>
void write_searchset(
    fhir::json::writer& out, std::string_view type, std::string_view url, const Rows& rows, UrlOf url_of, Write write
)
{
    const auto fits = [&](const auto& one) { return url.empty() || url == url_of(one); };
    const auto found = std::ranges::count_if(rows, fits);
    std::string self = std::string{"/fhir/"}.append(type);
    if (!url.empty() && found != 0) self.append("?url=").append(url);
    out.begin_object().member("resourceType", "Bundle").member("type", "searchset").key("total").number(found);
    out.key("link")
        .begin_array()
        .begin_object()
        .member("relation", "self")
        .member("url", self)
        .end_object()
        .end_array();
    if (found != 0) out.key("entry").begin_array();
    for (const auto& each : rows) {
        if (!fits(each)) continue;
        out.begin_object().member("fullUrl", url_of(each)).key("resource");
        write(each);
        out.key("search").begin_object().member("mode", "match").end_object().end_object();
    }
    if (found != 0) out.end_array();
    out.end_object();
}

}  // namespace marrow::adapter
