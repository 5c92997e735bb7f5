#include "fhir/definitions/rows.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <span>

namespace marrow::fhir::definitions {

namespace {

std::optional<std::uint32_t> number(std::string_view text)
{
    std::uint32_t read{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return read;
}

std::optional<std::uint16_t> small(std::string_view text)
{
    const auto read = number(text);
    if (!read || *read >= element::unbounded) return std::nullopt;
    return static_cast<std::uint16_t>(*read);
}

std::optional<kind> kind_of(std::string_view text)
{
    if (text == "primitive") return kind::primitive;
    if (text == "datatype") return kind::datatype;
    if (text == "backbone") return kind::backbone;
    if (text == "resource") return kind::resource;
    return std::nullopt;
}

class reader {
public:
    explicit reader(std::string_view table) : left_{table} {}

    result<rows> read()
    {
        while (!left_.empty() && wrong_ == nullptr) {
            next_line();
            wrong_ = take();
        }
        if (wrong_ == nullptr && made_.types.empty()) wrong_ = "there are no types";
        if (wrong_ != nullptr) return table_fault(line_, wrong_);
        return std::move(made_);
    }

private:
    using complaint = const char*;

    void next_line()
    {
        ++line_;
        const std::size_t end = std::min(left_.find('\n'), left_.size());
        std::string_view rest = left_.substr(0, end);
        left_.remove_prefix(std::min(end + 1, left_.size()));
        fields_.clear();
        for (std::size_t tab = 0; tab != rest.npos; rest.remove_prefix(tab == rest.npos ? 0 : tab + 1)) {
            tab = rest.find('\t');
            fields_.push_back(rest.substr(0, tab));
        }
    }

    std::string_view field(std::size_t at) const { return at < fields_.size() ? fields_[at] : std::string_view{}; }

    complaint take()
    {
        const std::string_view word = fields_.front();
        if (made_.release.empty()) return word == "fhir" && fields_.size() == 2 ? release() : "the release is missing";
        if (word.empty()) return element_row();
        if (word == "rule") return rule();
        if (word == "codes") return codes();
        if (word == "set") return set();
        if (word == "type") return type();
        if (word == "pattern") return pattern();
        if (word == "length") return length();
        return "the row is of no known kind";
    }

    complaint release()
    {
        made_.release = field(1);
        return made_.release.empty() ? "the release is missing" : nullptr;
    }

    complaint set()
    {
        if (!made_.types.empty() || fields_.size() != 3 || field(1).empty()) return "a value set is not told so";
        if (field(2) != "whole" && field(2) != "open") return "a value set is whole or open";
        made_.sets.push_back({field(1), field(2) == "whole", {made_.codes.size(), 0}});
        return nullptr;
    }

    complaint codes()
    {
        if (!made_.types.empty() || made_.sets.empty() || !made_.sets.back().whole)
            return "codes belong to a whole set";
        if (fields_.size() < 3 || field(1).empty()) return "codes are a system and one code or more";
        for (const std::string_view code : std::span{fields_}.subspan(2))
            made_.codes.push_back({field(1), code});
        made_.sets.back().codes.count += fields_.size() - 2;
        return nullptr;
    }

    complaint type()
    {
        const auto is = kind_of(field(2));
        const auto inherits = field(4).empty() ? 0u : number(field(4));
        if (field(1).empty() || fields_.size() > 6) return "a type is not told so";
        if (!is) return "the kind of the type is not known";
        if (!inherits) return "how many elements are inherited is a number";
        if (!field(5).empty() && field(5) != "abstract") return "the last field of a type is `abstract` or missing";
        made_.types.push_back(
            {line_,
             field(1),
             *is,
             field(3),
             *inherits,
             !field(5).empty(),
             {},
             0,
             {made_.rules.size(), 0},
             {made_.elements.size(), 0}}
        );
        return nullptr;
    }

    bool is_below_type() const { return !made_.types.empty() && made_.types.back().elements.count == 0; }

    complaint pattern()
    {
        if (!is_below_type() || fields_.size() != 2) return "a pattern belongs to a type";
        made_.types.back().pattern = field(1);
        return nullptr;
    }

    complaint length()
    {
        const auto characters = number(field(1));
        if (!is_below_type() || !characters || fields_.size() != 2) return "a length is a number and belongs to a type";
        made_.types.back().max_length = *characters;
        return nullptr;
    }

    complaint rule()
    {
        if (made_.types.empty() || fields_.size() != 5 || field(1).empty() || field(4).empty())
            return "an invariant has key, severity, text and expression, and stands below a type or element";
        if (field(2) != "error" && field(2) != "warning") return "an invariant is an error or a warning";
        const auto index = static_cast<std::uint32_t>(made_.rules.size());
        made_.rules.push_back({field(1), field(2) == "error", field(3), field(4), index});
        ++(is_below_type() ? made_.types.back().rules : made_.elements.back().rules).count;
        return nullptr;
    }

    complaint element_row()
    {
        if (made_.types.empty() || fields_.size() < 4 || fields_.size() > 7 || field(1).empty() || field(3).empty())
            return "an element has name, cardinality and types, and stands below a type";
        const std::string_view cardinality = field(2);
        const std::size_t dots = cardinality.find("..");
        if (dots == cardinality.npos) return "the cardinality is not told as 0..1 or 0..*";
        const std::string_view upper = cardinality.substr(dots + 2);
        const auto min = small(cardinality.substr(0, dots));
        const auto max = upper == "*" ? definitions::element::unbounded : small(upper);
        if (!min || !max) return "the cardinality is not told as 0..1 or 0..*";
        if (field(4).find_first_not_of("msa") != std::string_view::npos) return "a flag is m, s or a";
        made_.elements.push_back(
            {line_, field(1), *min, *max, field(3), field(4), field(5), field(6), {made_.rules.size(), 0}}
        );
        ++made_.types.back().elements.count;
        return nullptr;
    }

    std::string_view left_;
    std::uint32_t line_{};
    std::vector<std::string_view> fields_;
    complaint wrong_{};
    rows made_;
};

}  // namespace

fault table_fault(std::uint32_t line, std::string_view what)
{
    fault made;
    made.kind = fault_kind::usage;
    made.text = "Line " + std::to_string(line) + " of the table of definitions: ";
    made.text.append(what) += '.';
    made.at = position{0, line, 1};
    return made;
}

result<rows> read_rows(std::string_view table)
{
    return reader{table}.read();
}

}  // namespace marrow::fhir::definitions
