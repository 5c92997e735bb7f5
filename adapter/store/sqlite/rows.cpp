#include "adapter/store/sqlite/rows.hpp"

#include <algorithm>

namespace marrow::adapter::store::sqlite {

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

decision read_decision(const statement& row)
{
    return {
        std::string{row.text(0)},
        static_cast<std::uint32_t>(row.number(1)),
        row.number(2),
        static_cast<std::uint16_t>(row.number(3)),
        fhir::version_from(row.text(4)).value_or(fhir::version::r4),
        static_cast<std::uint32_t>(row.number(5)),
        std::string{row.text(6)},
        std::string{row.text(7)},
        std::string{row.text(8)}};
}

message read_message(const statement& row, int column)
{
    message made;
    made.id = row.text(column);
    made.received = row.number(column + 1);
    made.type = row.text(column + 2);
    made.request_id = row.text(column + 3);
    made.sender = row.text(column + 4);
    if (const std::string_view key = row.text(column + 5); !key.empty()) made.key = read_digest(key);
    made.hash = read_digest(row.text(column + 6));
    made.body = row.text(column + 7);
    return made;
}

patient_line read_line(const statement& row, int column)
{
    return {
        read_name(row.text(column)),
        static_cast<std::int32_t>(row.number(column + 1)),
        std::string{row.text(column + 2)}};
}

record read_record(const statement& row)
{
    return {read_message(row, decision_columns), read_decision(row)};
}

}  // namespace marrow::adapter::store::sqlite
