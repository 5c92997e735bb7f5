#include "adapter/store/proof.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

namespace marrow::adapter::store {

namespace {

/// Parts of which each is led by its length.
class parts {
public:
    parts& add(std::string_view text)
    {
        all_.append(std::to_string(text.size())).append(":").append(text);
        return *this;
    }
    parts& add(std::int64_t number) { return add(std::string_view{std::to_string(number)}); }
    parts& add(std::span<const unsigned char> bytes)
    {
        return add(std::string_view{std::bit_cast<const char*>(bytes.data()), bytes.size()});
    }
    const std::string& all() const { return all_; }

private:
    std::string all_;
};

part_proof half_of(std::string_view bytes)
{
    const digest whole = digest_of(bytes);
    return hex(std::span{whole}.first<part_proof_size / 2>());
}

template <class All, class Order>
void sort_once_each(All& all, Order order)
{
    std::ranges::sort(all, {}, order);
    const auto doubled = std::ranges::unique(all, {}, order);
    all.erase(doubled.begin(), doubled.end());
}

}  // namespace

part_proof proof_of(const message& came)
{
    parts of;
    of.add("message").add(came.id).add(came.received).add(came.type).add(came.request_id).add(came.sender);
    came.key ? of.add(*came.key) : of.add("");
    return half_of(of.add(came.hash).all());
}

part_proof proof_of(const decision& made)
{
    parts of;
    of.add("decision").add(made.id).add(std::int64_t{made.number}).add(made.made).add(std::int64_t{made.status});
    of.add(fhir::name_of(made.release)).add(std::int64_t{made.errors}).add(made.version).add(made.basis);
    return half_of(of.all());
}

part_proof proof_of_outcome(std::string_view compressed)
{
    return half_of(compressed);
}

part_proof proof_of_resources(std::string_view packed)
{
    return half_of(packed);
}

part_proof proof_of_index(std::span<const patient_line> lines, std::string_view packed_marks)
{
    parts of;
    of.add(packed_marks);
    for (const patient_line& each : lines)
        of.add(each.patient).add(std::int64_t{each.day}).add(each.what);
    return half_of(of.all());
}

void append_packed(std::string& to, std::span<const unsigned char> name, std::int64_t entry)
{
    to.append(name.begin(), name.end());
    for (int shift = 56; shift >= 0; shift -= 8)
        to.push_back(static_cast<char>(static_cast<std::uint64_t>(entry) >> shift));
}

std::string packed(std::vector<named_resource> all)
{
    sort_once_each(all, [](const named_resource& one) { return std::tuple{one.name, one.entry}; });
    std::string out;
    for (const named_resource& each : all)
        append_packed(out, each.name, each.entry);
    return out;
}

std::string packed(std::vector<name_key> all)
{
    sort_once_each(all, [](const name_key& one) { return one; });
    std::string out;
    for (const name_key& each : all)
        out.append(each.begin(), each.end());
    return out;
}

std::string rows_of(const record& what)
{
    return proof_of(what.received) + proof_of(what.made) + proof_of_outcome(what.made.outcome) +
           proof_of_resources(packed(what.with.resources)) + proof_of_index(what.with.lines, packed(what.with.marks));
}

std::string rows_of(const revision& what)
{
    const std::string made = what.made ? proof_of(*what.made) + proof_of_outcome(what.made->outcome) : std::string{};
    return made + proof_of_index(what.with.lines, packed(what.with.marks));
}

}  // namespace marrow::adapter::store
