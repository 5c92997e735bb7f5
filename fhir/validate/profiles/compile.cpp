#include "fhir/validate/profiles/compile.hpp"

#include "fhir/validate/profiles/read.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <string>

namespace marrow::fhir::validate::profiles {

using json::name;
using json::value;

namespace {

constexpr std::size_t most_elements = 20'000;
constexpr std::size_t most_depth = 64;

std::string_view last_of(std::string_view path)
{
    return path.substr(path.rfind('.') + 1);
}

/// Puts the elements of a snapshot, which stand in order, into their tree.
class compiler {
public:
    compiler(const packages::package::resource& from, const definitions::model& model, packages::expansions& sets)
        : from_{from}, model_{model}, sets_{sets}
    {
    }

    fhir::result<std::unique_ptr<profile>> compile(version release)
    {
        const value& root = from_.document.root();
        const value& snapshot = root[name::snapshot][name::element];
        const definitions::type* const type = model_.find(root[name::type].text());
        if (!type || snapshot.items().empty() || root[name::derivation].text() != "constraint") return nullptr;
        made_ = std::make_unique<profile>();
        made_->url = from_.url;
        made_->version = from_.version;
        made_->release = release;
        made_->type = type;
        if (snapshot.items().size() > most_elements)
            return wrong(snapshot, "the snapshot has more than " + std::to_string(most_elements) + " elements");
        for (const value& each : snapshot.items())
            if (auto wrong = add(each)) return *wrong;
        made_->contexts = read_contexts(root);
        refer();
        mark();
        prune(*made_->root);
        return std::move(made_);
    }

private:
    struct level {
        element* at;
        const definitions::type* type;  ///< null when it may have several, or is not known
    };

    fault wrong(const value& at, std::string_view what) const
    {
        const position where = from_.document.locate(at.offset());
        const std::string place = std::to_string(where.line) + ":" + std::to_string(where.column);
        return {fault_kind::usage, from_.file + ":" + place + ": " + std::string{what}, {}, {}};
    }

    std::optional<fault> add(const value& of)
    {
        const std::string_view path = of[name::path].text();
        const auto depth = static_cast<std::size_t>(std::ranges::count(path, '.'));
        if (path.empty()) return wrong(of, "an element of the snapshot has no path");
        if (depth == 0 && made_->root) return wrong(of, "the snapshot has two roots");
        if (depth > open_.size() || depth > most_depth)
            return wrong(of, "the element of the snapshot stands below none");
        open_.resize(depth);
        element& made = made_->elements.emplace_back();
        made.path = path;
        made.slice_name = depth == 0 ? std::string_view{} : of[name::sliceName].text();
        const std::string_view last = last_of(path);
        made.name = last.ends_with("[x]") ? last.substr(0, last.size() - 3) : last;
        if (made.name == last) made.member = json::known_name(last);
        const definitions::element* base = nullptr;
        const definitions::type* type = made_->type;
        if (depth == 0) {
            made_->root = &made;
        } else {
            hang(made, *open_.back().at);
            base = base_of(made, open_.back().type);
            type = nullptr;
        }
        if (!read(of, made, {base, type, model_, sets_, *made_})) return wrong(of, "min or max is no number");
        if (base) type = type_of_children(made, *base);
        open_.push_back({&made, type});
        if (!made.sliced) by_path_.emplace(path, &made);
        return std::nullopt;
    }

    /// Under its parent, or as a slice under what it slices; a slice of a slice is called "slice/own".
    void hang(element& made, element& parent)
    {
        if (made.slice_name.empty()) return parent.children.push_back(&made);
        const auto same = [&](const element* each) { return each->path == made.path; };
        const auto head = std::ranges::find_if(parent.children, same);
        element* holder = head == parent.children.end() ? implied(made, parent) : *head;
        for (std::size_t end = made.slice_name.find('/'); end != std::string_view::npos;
             end = made.slice_name.find('/', end + 1)) {
            const std::string_view outer = made.slice_name.substr(0, end);
            const auto within = std::ranges::find(holder->slices, outer, &element::slice_name);
            if (within != holder->slices.end()) holder = *within;
        }
        made.sliced = holder;
        holder->slices.push_back(&made);
    }

    element* implied(const element& slice, element& parent)
    {
        element& made = made_->elements.emplace_back();
        made.path = slice.path;
        made.name = slice.name;
        made.member = slice.member;
        made.max = definitions::element::unbounded;
        parent.children.push_back(&made);
        return &made;
    }

    static const definitions::element* base_of(const element& made, const definitions::type* in)
    {
        if (!in) return nullptr;
        if (made.member != name::none) return in->find(made.member).of;
        const auto found = std::ranges::find_if(in->elements, [&](const definitions::element& each) {
            return each.is_choice && each.name == made.name;
        });
        return found == in->elements.end() ? nullptr : &*found;
    }

    static const definitions::type* type_of_children(const element& made, const definitions::element& base)
    {
        if (made.types.size() == 1) return made.types.front().of;
        return made.types.empty() && base.types.size() == 1 ? base.types.front().of : nullptr;
    }

    void refer()
    {
        for (element& each : made_->elements) {
            const auto found = by_path_.find(each.reference);
            if (found != by_path_.end()) each.same_as = found->second;
        }
    }

    /// Children stand after their parent; a slice that has none has those of what it slices.
    void mark()
    {
        const auto mark_one = [](element& each) {
            const auto& below = each.children.empty() && each.sliced ? each.sliced->children : each.children;
            each.states =
                each.fixed || each.pattern || each.is_required || std::ranges::any_of(below, &element::states);
        };
        std::for_each(made_->elements.rbegin(), made_->elements.rend(), mark_one);
        for (element& each : made_->elements)
            if (each.sliced) mark_one(each);
    }

    /// Takes away what says nothing. Whether it says something.
    static bool prune(element& of)
    {
        std::erase_if(of.children, [](element* each) { return !prune(*each); });
        for (element* each : of.slices)
            prune(*each);
        const bool has_links = std::ranges::any_of(of.types, [](const type_limit& each) {
            return !each.profiles.empty() || !each.targets.empty();
        });
        return of.narrows_min || of.narrows_max || of.narrows_types || of.fixed || of.pattern || of.bound ||
               has_links || of.is_required || of.same_as || !of.rules.empty() || !of.slices.empty() ||
               !of.children.empty();
    }

    const packages::package::resource& from_;
    const definitions::model& model_;
    packages::expansions& sets_;
    std::unique_ptr<profile> made_;
    std::vector<level> open_;
    boost::unordered_flat_map<std::string_view, const element*, keyed_hash> by_path_;
};

}  // namespace

const std::vector<element*>& element::inner() const
{
    if (!children.empty()) return children;
    if (same_as) return same_as->children;
    return sliced ? sliced->inner() : children;
}

fhir::result<std::unique_ptr<profile>> compile(
    const packages::package::resource& from,
    version release,
    const definitions::model& model,
    packages::expansions& sets
)
{
    return compiler{from, model, sets}.compile(release);
}

}  // namespace marrow::fhir::validate::profiles
