#include "mappings/documents/back_pointers.hpp"

#include "mappings/documents/document.hpp"

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

const std::vector<back_pointer> nobody_points{};

template <class Map, class Key>
const std::vector<back_pointer>& found_in(const Map& map, const Key& key)
{
    const auto at = map.find(key);
    return at == map.end() ? nobody_points : at->second;
}

}  // namespace

bool back_pointer::is_for(const value& item) const
{
    static const name number = fhir::json::known_name("valuePositiveInt");
    bool names_lines = false;
    for (const value& each : (*reference)[name::extension].items()) {
        if (each[name::url].text() != line_item_url) continue;
        if (each[number].text() == item[name::sequence].text()) return true;
        names_lines = true;
    }
    return !names_lines;
}

back_pointers::back_pointers(const fhir::submission& of) : of_{of}
{
    for (const std::span<const fhir::entry> all : {of.entries(), of.earlier()})
        for (const fhir::entry& entry : all)
            read({entry.resource, &entry});
}

void back_pointers::read(const fhir::resource& document)
{
    switch (kind_of(document)) {
    case document_kind::reference: {
        const value& context = document[name::context];
        add(context[name::related], document, document);
        add(context[name::encounter], document, document);
        if (context.is_array()) add(context, document, document);
        add(document[name::basedOn], document, document);
        for (const value& event : document[name::event].each())
            add(event[name::reference], document, document);
        break;
    }
    case document_kind::report:
        add(document[name::basedOn], document, document);
        add(document[name::encounter], document, document);
        break;
    case document_kind::composition:
    case document_kind::bundle: {
        const fhir::resource body = make_document(document, nullptr).body;
        for (const value& event : body[name::event].each()) {
            for (const value& detail : event[name::detail].each()) {
                add(detail[name::reference].is_object() ? detail[name::reference] : detail, document, body);
            }
        }
        break;
    }
    default:
        break;
    }
}

void back_pointers::add(const value& references, const fhir::resource& document, const fhir::resource& from)
{
    for (const value& reference : references.each()) {
        if (!reference.is_object()) continue;
        const fhir::resolved led = of_.resolve(reference, from);
        if (led) {
            by_target_[led.target.node].push_back({document, &reference, led.how == fhir::resolution::guessed});
        } else if (!fhir::literal_of(reference).empty()) {
            by_text_[text_of(reference, from)].push_back({document, &reference, false});
        }
    }
}

const std::vector<back_pointer>& back_pointers::to(const fhir::resource& target) const
{
    return found_in(by_target_, target.node);
}

const std::vector<back_pointer>& back_pointers::to_same_as(const value& reference, const fhir::resource& from) const
{
    if (const fhir::resolved led = of_.resolve(reference, from)) return to(led.target);
    return found_in(by_text_, text_of(reference, from));
}

back_pointers::sender_and_text back_pointers::text_of(const value& reference, const fhir::resource& from)
{
    const std::string_view text = fhir::literal_of(reference);
    const bool is_absolute = fhir::parse_reference(text).kind == fhir::literal_reference::form::absolute;
    return {is_absolute ? std::string_view{} : from.owner->sender, text};
}

}  // namespace marrow::mappings
