#include "fhir/xml/write.hpp"

#include "fhir/definitions/model.hpp"
#include "fhir/fault.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/xml/div.hpp"
#include "fhir/xml/text.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

namespace marrow::fhir::xml {
namespace {

using definitions::type;
using json::kind;
using json::name;
using json::value;

/// An element to come: a member, and its sibling with the underscore.
struct child {
    std::size_t number{};  ///< in the definition of the type
    std::string_view name;
    bool is_sibling{};
    const value* at{&json::missing};
    const value* beside{&json::missing};
    type::member as{};
};

bool is_scalar(const value& at)
{
    return at.type() >= kind::boolean && at.type() <= kind::string;
}

bool says_something(const value& at)
{
    return at && at.type() != kind::null;
}

bool is_name(std::string_view text)
{
    const auto begins = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto goes_on = [&](char c) {
        return begins(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    };
    return !text.empty() && begins(text.front()) && std::ranges::all_of(text, goes_on);
}

const value& item(const value& in, std::size_t number)
{
    if (!in.is_array()) return number == 0 ? in : json::missing;
    return number < in.items().size() ? in.items()[number] : json::missing;
}

class writer {
public:
    writer(std::string& out, const json::document& of, version release, bool pretty)
        : out_{out}, of_{of}, model_{definitions::model::of(release)}, pretty_{pretty}
    {
    }

    void resource(const value& at, bool is_root)
    {
        const std::string_view named = at[name::resourceType].text();
        if (!is_name(named)) return;
        begin(named);
        if (is_root) out_ += " xmlns=\"http://hl7.org/fhir\"";
        content(named, children_of(at, model_.find(named)));
    }

private:
    void begin(std::string_view named)
    {
        if (pretty_ && !out_.empty() && out_.back() != '\n') out_ += '\n';
        if (pretty_) out_.append(depth_ * 2, ' ');
        out_.append("<").append(named);
    }

    void end(std::string_view named)
    {
        if (pretty_) out_.append("\n").append(depth_ * 2, ' ');
        out_.append("</").append(named).append(">");
    }

    void attribute(std::string_view named, const value& of)
    {
        if (!is_scalar(of)) return;
        out_.append(" ").append(named).append("=\"");
        append_escaped(out_, of.text());
        out_ += '"';
    }

    child read_child(const value& member, const type* in) const
    {
        child made;
        made.name = of_.spelling(member.key());
        made.is_sibling = made.name.starts_with('_');
        if (made.is_sibling) made.name.remove_prefix(1);
        (made.is_sibling ? made.beside : made.at) = &member;
        if (in) made.as = in->find(json::known_name(made.name));
        made.number = made.as.of ? static_cast<std::size_t>(made.as.of - in->elements.data()) : SIZE_MAX;
        return made;
    }

    std::vector<child> children_of(const value& object, const type* in) const
    {
        std::vector<child> all;
        for (const value& member : object.items())
            if (const child made = read_child(member, in);
                is_name(made.name) && (made.as.of || member.key() != name::resourceType))
                all.push_back(made);
        std::ranges::sort(all, {}, [](const child& one) { return std::tie(one.number, one.name, one.is_sibling); });
        const auto is_pair = [](child& one, child& next) {
            if (one.name != next.name || !next.is_sibling) return false;
            one.beside = next.beside;
            return true;
        };
        const auto doubled = std::ranges::unique(all, is_pair);
        all.erase(doubled.begin(), doubled.end());
        return all;
    }

    static bool is_attribute(const child& one, const type* in)
    {
        return one.as.of ? one.as.of->is_attribute : !in && (one.name == "id" || one.name == "url");
    }

    /// The attributes that stand among the children, and no longer do.
    void attributes(std::vector<child>& all, const type* in)
    {
        const auto is_one = [&](const child& each) { return is_attribute(each, in); };
        for (const child& each : all)
            if (is_one(each)) attribute(each.name, *each.at);
        std::erase_if(all, is_one);
    }

    /// Ends the tag that has begun, and the element.
    void content(std::string_view named, const std::vector<child>& all)
    {
        const std::size_t tag_end = out_.size();
        out_ += '>';
        ++depth_;
        for (const child& each : all)
            elements(each);
        --depth_;
        if (out_.size() == tag_end + 1) {
            out_.replace(tag_end, 1, "/>");
        } else {
            end(named);
        }
    }

    void elements(const child& of)
    {
        const auto count = [](const value& list) { return list.is_array() ? list.items().size() : list ? 1 : 0; };
        const std::size_t most = std::max(count(*of.at), count(*of.beside));
        for (std::size_t i = 0; i < most; ++i) {
            const value& at = item(*of.at, i);
            const value& beside = item(*of.beside, i);
            if (says_something(at) || says_something(beside)) element(of, at, beside);
        }
    }

    void element(const child& of, const value& at, const value& beside)
    {
        const type* const in = of.as.of ? of.as.as->of : nullptr;
        if (in && in->name == "xhtml" && at.is_string()) return narrative(at.text());
        if (at.is_array()) return;
        begin(of.name);
        const bool is_resource = in ? in->is == definitions::kind::resource : static_cast<bool>(at[name::resourceType]);
        if (is_resource && at.is_object()) return inner_resource(of.name, at);
        std::vector<child> all = children_of(at.is_object() ? at : beside, in);
        attributes(all, in);
        attribute("value", at);
        content(of.name, all);
    }

    void inner_resource(std::string_view named, const value& at)
    {
        const std::size_t tag_end = out_.size();
        out_ += '>';
        ++depth_;
        resource(at, false);
        --depth_;
        if (out_.size() == tag_end + 1) {
            out_.replace(tag_end, 1, "/>");
        } else {
            end(named);
        }
    }

    void narrative(std::string_view text)
    {
        if (pretty_) out_.append("\n").append(depth_ * 2, ' ');
        append_div(out_, text);
    }

    std::string& out_;
    const json::document& of_;
    const definitions::model& model_;
    bool pretty_;
    std::size_t depth_{};
};

}  // namespace

void write(std::string& out, const json::document& of, version release, bool pretty)
{
    out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    writer{out, of, release, pretty}.resource(of.root(), true);
}

std::string from_json(std::string_view json, version release, bool pretty)
{
    json::arena memory;
    const auto read = json::parse(json, memory);
    if (!read) throw broken_invariant("what is to be written as XML is no JSON: " + read.error().text);
    std::string out;
    out.reserve(json.size() + json.size() / 2);
    write(out, *read, release, pretty);
    return out;
}

}  // namespace marrow::fhir::xml
