// libFuzzer target. Every reference of every entry, wherever it stands, ends in one of the five ways; what it leads to
// is a resource of the submission, or of the same received before, which is shown at a place of the submission; every
// value has a path, lies in its parent and has a place in the outcome.

#include "fhir/submission.hpp"

#include "fhir/coding.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/names.hpp"
#include "fhir/outcome.hpp"
#include "fhir/path.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace marrow::fhir;

void require(bool holds)
{
    if (!holds) std::abort();
}

class walk {
public:
    explicit walk(const submission& of)
        : of_{of}, last_from_{of.entries().empty() ? resource{} : resource{&of.root(), &of.entries().front()}}
    {
    }

    void run()
    {
        for (const entry& at : of_.entries()) {
            from_ = {at.resource, &at};
            if (*at.resource) visit(*at.resource);
        }
        visit_paths(of_.root(), nullptr);
        std::string out;
        json::writer writer{out};
        write_outcome(writer, issues_, of_.source());
        json::arena memory;
        require(json::parse(out, memory, {.depth = 128}).has_value());
    }

private:
    void visit(const json::value& value)
    {
        const resolved led = of_.resolve(value, from_);
        require(bool{led} == (led.how == resolution::found || led.how == resolution::guessed));
        if (led && of_.is_earlier(led.target)) {
            require(contains(of_.source(), of_.root(), of_.place_of(*led.target.node)));
            require(!contains(of_.source(), of_.root(), *led.target.node));
        } else if (led) {
            require(contains(of_.source(), *led.target.owner->resource, *led.target.node));
        }
        require(same_thing(of_, value, from_, *last_, last_from_) == same_thing(of_, *last_, last_from_, value, from_));
        last_ = &value;
        last_from_ = from_;
        of_.resolve_url_here(value.text(), from_);
        for (const json::value& child : value.items())
            visit(child);
    }

    void visit_paths(const json::value& value, const json::value* parent)
    {
        const std::string path = path_to(of_.source(), value);
        require(!path.empty());
        if (parent) require(contains(of_.source(), *parent, value) && !contains(of_.source(), value, *parent));
        if (issues_.size() < 50) issues_.push_back({severity::error, "value", {{"s", "c"}}, "Wrong.", "", {&value}});
        for (const json::value& child : value.items())
            visit_paths(child, &value);
    }

    const submission& of_;
    resource from_;
    const json::value* last_{&json::missing};
    resource last_from_;
    std::vector<issue> issues_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 1 << 16) return 0;
    const std::string input(reinterpret_cast<const char*>(data), size);
    json::arena memory;
    const auto parsed = json::parse(input, memory);
    if (!parsed) return 0;
    const submission of{*parsed, detect_version(*parsed)};
    walk{of}.run();
    json::arena other;
    const auto again = json::parse(input, other);
    walk{submission{*again, of.release(), of.entries()}}.run();
    for (const std::string& each : of.unresolved())
        require(!each.empty() && each.size() <= longest_name);
    return 0;
}
