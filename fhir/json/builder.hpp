#pragma once

#include "fhir/json/arena.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/json/refusal.hpp"
#include "fhir/json/unknown_names.hpp"
#include "fhir/json/value.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace marrow::fhir::json {

/// Makes the tree from the events of the parser. Values wait on a stack until their container ends; then they go
/// into the arena as one run. One builder serves one document after another, so that a parse allocates nothing
/// but what the arena hands out.
class builder {
public:
    void begin(std::string_view input, arena& memory, const limits& bounds);

    /// A null, boolean, number or string; the text must live as long as the input or the arena.
    void scalar(kind type, std::string_view text, std::size_t offset)
    {
        push(type, offset).refer_to(text.data(), text.size());
    }

    /// The name under which the next value stands. False, and a refusal, when there are too many that FHIR does not
    /// know.
    bool member(std::string_view spelling, std::size_t offset)
    {
        return member(known_name(spelling), spelling, offset);
    }

    /// The same, when it was looked up already among the known names.
    bool member(name known, std::string_view spelling, std::size_t offset)
    {
        key_ = known;
        if (key_ == name::none) key_ = unknown_.number(spelling, *memory_);
        return key_ != name::none || refuse_names(offset);
    }

    /// False, and a refusal, when too deep.
    bool open(kind type, std::size_t offset);

    /// Ends the container that holds the last `count` values.
    void close(std::size_t count);

    document finish();

    /// The document seen from a value of it on: that is the root, and places stay those of the whole input.
    static document within(const document& of, const value& root)
    {
        document made{of};
        made.root_ = &root;
        return made;
    }

    /// Forgets the document; what it needed beyond the ordinary goes back to the system.
    void clear();

    const refusal& refused() const { return refused_; }

    /// The first member found to have the name of another of its object; null when all differ. Valid as long as the
    /// document.
    const value* doubled() const { return doubled_; }
    refusal refusal_of_doubled() const;

private:
    value& push(kind type, std::size_t offset)
    {
        value& made = stack_.emplace_back();
        made.kind_ = static_cast<std::uint8_t>(type) & 7u;
        made.offset_ = offset & ((std::size_t{1} << 31) - 1);
        made.key_ = static_cast<std::uint16_t>(key_);
        key_ = name::none;
        return made;
    }

    bool refuse_names(std::size_t offset);

    /// The first member whose name an earlier one has; null when all differ.
    const value* doubled_among(std::span<const value> members);

    std::string_view input_;
    arena* memory_{};
    limits bounds_;
    std::uint32_t depth_{};
    name key_{name::none};
    std::vector<value> stack_;
    unknown_names unknown_;
    std::vector<std::uint32_t> stamps_;  ///< by name: serial number of the last object that had it
    std::uint32_t serial_{};
    refusal refused_;
    const value* doubled_{};
};

}  // namespace marrow::fhir::json
