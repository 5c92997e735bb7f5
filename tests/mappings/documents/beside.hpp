#pragma once

#include "desk.hpp"

namespace marrow::mappings::testing {

/// What is told of one more document beside the good one, pointed to by the claim.
inline strings told_of(const std::string& resource, const std::string& information_code = "")
{
    given from;
    const std::string entry = given::entry_of(resource);
    const std::size_t at = entry.find("\"fullUrl\":\"") + 11;
    const std::string url = entry.substr(at, entry.find('"', at) - at);
    from.information =
        R"([{"sequence":1,"valueReference":{"reference":"DocumentReference/note"}},{"sequence":2,"valueReference":{"reference":")" +
        url + "\"}" + (information_code.empty() ? "" : ",\"code\":" + loinc(information_code)) + "}]";
    from.more = "," + entry;
    return desk{from.json()}.told();
}

inline note extra()
{
    note out;
    out.id = "extra";
    return out;
}

inline std::string with_content(const std::string& content)
{
    note out = extra();
    out.content = content;
    return out.json();
}

inline std::string with_attachment(const std::string& attachment)
{
    return with_content(R"("content":[{"attachment":)" + attachment + "}]");
}

inline const std::string other = "Bundle.entry[7].resource";

}  // namespace marrow::mappings::testing
