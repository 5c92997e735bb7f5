#include "adapter/store/postgres/parameters.hpp"

#include <bit>

namespace marrow::adapter::store::postgres {

namespace {

/// In the order of the network.
template <class Number>
std::string form_of(Number number)
{
    std::string bytes(sizeof number, '\0');
    for (std::size_t i = bytes.size(); i-- > 0; number >>= 8)
        bytes[i] = static_cast<char>(number & 0xFF);
    return bytes;
}

template <class Bytes>
std::string_view view_of(const Bytes& bytes)
{
    return {std::bit_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

array array::of(std::span<const name_key> names)
{
    array made = of_bytes();
    for (const name_key& each : names)
        made.add(each);
    return made;
}

void array::add(std::string_view bytes)
{
    ++count_;
    elements_.append(form_of(static_cast<std::uint32_t>(bytes.size()))).append(bytes);
}

void array::add(const name_key& name)
{
    add(view_of(name));
}

void array::add(std::int64_t number)
{
    add(std::string_view{form_of(static_cast<std::uint64_t>(number))});
}

/// Dimensions, whether there are nulls, type; size and first index of the dimension.
std::string array::form() const
{
    std::string made;
    for (const std::uint32_t each : {count_ != 0 ? 1u : 0u, 0u, type_})
        made.append(form_of(each));
    if (count_ != 0) made.append(form_of(count_)).append(form_of(std::uint32_t{1})).append(elements_);
    return made;
}

parameters& parameters::add(std::int64_t number)
{
    return add_made(form_of(static_cast<std::uint64_t>(number)));
}

parameters& parameters::add(const array& all)
{
    return add_made(all.form());
}

parameters& parameters::add_made(std::string form)
{
    return add(std::string_view{made_.emplace_back(std::move(form))});
}

parameters& parameters::add(const digest& bytes)
{
    return add(view_of(bytes));
}

parameters& parameters::add(const std::optional<digest>& bytes)
{
    if (bytes) return add(*bytes);
    add(std::string_view{});
    values_.back() = nullptr;
    return *this;
}

parameters& parameters::add(std::string_view text)
{
    values_.push_back(text.empty() ? "" : text.data());
    lengths_.push_back(static_cast<int>(text.size()));
    formats_.push_back(1);
    return *this;
}

}  // namespace marrow::adapter::store::postgres
