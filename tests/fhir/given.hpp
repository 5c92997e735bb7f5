#pragma once

#include "fhir/json/parse.hpp"
#include "fhir/submission.hpp"

#include <cstdlib>
#include <string>
#include <string_view>

namespace marrow::tests {

/// A document and what it refers to, made from a text that must parse.
struct given {
    explicit given(std::string text) : input{std::move(text)}, document{fhir::json::parse(input, memory).value()} {}

    const fhir::json::value& root() const { return document.root(); }

    /// The value at "entry/0/resource/subject": member spellings and indexes. Missing where there is none.
    const fhir::json::value& at(std::string_view path) const
    {
        const fhir::json::value* here = &document.root();
        while (!path.empty()) {
            const std::size_t end = path.find('/');
            here = &step(*here, std::string{path.substr(0, end)});
            path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
        }
        return *here;
    }

    std::string input;
    fhir::json::arena memory;
    fhir::json::document document;

private:
    const fhir::json::value& step(const fhir::json::value& from, const std::string& name) const
    {
        if (from.is_array()) {
            const std::size_t index = std::strtoul(name.c_str(), nullptr, 10);
            return index < from.items().size() ? from.items()[index] : fhir::json::missing;
        }
        for (const fhir::json::value& member : from.items())
            if (document.spelling(member.key()) == name) return member;
        return fhir::json::missing;
    }
};

/// A document with its index.
struct submitted : given {
    explicit submitted(std::string text, std::string_view sender = {})
        : given{std::move(text)}, of{document, fhir::version::r4, {}, sender}
    {
    }

    /// The resource of an entry.
    fhir::resource resource_of(std::size_t entry) const { return {of.entries()[entry].resource, &of.entries()[entry]}; }

    fhir::submission of;
};

}  // namespace marrow::tests
