#include "adapter/store/postgres/rows.hpp"

#include <algorithm>

namespace marrow::adapter::store::postgres {

namespace {

template <class Array>
Array read_array(std::string_view bytes)
{
    Array made{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), made.size()), made.begin());
    return made;
}

}  // namespace

digest read_digest(std::string_view bytes)
{
    return read_array<digest>(bytes);
}

name_key read_name(std::string_view bytes)
{
    return read_array<name_key>(bytes);
}

decision read_decision(const reply& from, int row, int column)
{
    decision made;
    made.id = from.text(row, column);
    made.number = static_cast<std::uint32_t>(from.number(row, column + 1));
    made.made = from.number(row, column + 2);
    made.status = static_cast<std::uint16_t>(from.number(row, column + 3));
    made.release = fhir::version_from(from.text(row, column + 4)).value_or(fhir::version::r4);
    made.errors = static_cast<std::uint32_t>(from.number(row, column + 5));
    made.version = from.text(row, column + 6);
    made.basis = from.text(row, column + 7);
    made.outcome = from.text(row, column + 8);
    return made;
}

message read_message(const reply& from, int row, int column)
{
    message made;
    made.id = from.text(row, column);
    made.received = from.number(row, column + 1);
    made.type = from.text(row, column + 2);
    made.request_id = from.text(row, column + 3);
    made.sender = from.text(row, column + 4);
    if (const std::string_view key = from.text(row, column + 5); !key.empty()) made.key = read_digest(key);
    made.hash = read_digest(from.text(row, column + 6));
    made.body = from.text(row, column + 7);
    return made;
}

}  // namespace marrow::adapter::store::postgres
