#include "tests/bench/submissions.hpp"

#include "tests/bench/group.hpp"

namespace marrow::bench {

namespace {

template <class More>
std::string bundle_while(const std::string& id, std::uint32_t seed, More more)
{
    std::string out;
    fhir::json::writer to{out};
    to.begin_object().member("resourceType", "Bundle").member("id", id).member("type", "collection");
    to.member("timestamp", "2026-03-20T08:15:00-05:00").key("entry").begin_array();
    while (more(out)) {
        write_entries(to, facts{seed++});
    }
    to.end_array().end_object();
    return out;
}

}  // namespace

std::string claim(std::uint32_t seed)
{
    std::string out;
    fhir::json::writer to{out};
    write_claim(to, facts{seed});
    return out;
}

std::string bundle(std::uint32_t seed)
{
    return bundle_while("b" + std::to_string(seed), seed, [left = 1](const std::string&) mutable {
        return left-- > 0;
    });
}

std::vector<std::string> bundles(std::size_t count)
{
    std::vector<std::string> made;
    for (std::uint32_t seed = 0; seed < count; ++seed) {
        made.push_back(bundle(seed));
    }
    return made;
}

std::string bundle_of_entries(std::size_t entries, std::uint32_t seed)
{
    return bundle_while("entries", seed, [groups = entries / 7](const std::string&) mutable { return groups-- > 0; });
}

std::string bundle_of_bytes(std::size_t bytes)
{
    return bundle_while("bytes", 0, [bytes](const std::string& out) { return out.size() < bytes; });
}

}  // namespace marrow::bench
