#include "adapter/store/sqlite/rows.hpp"

#include <algorithm>

namespace marrow::adapter::store::sqlite {

digest read_digest(std::string_view bytes)
{
    digest made{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), made.size()), made.begin());
    return made;
}

decision read_decision(const statement& row)
{
    return {
        std::string{row.text(0)},
        static_cast<std::uint16_t>(row.number(1)),
        fhir::version_from(row.text(2)).value_or(fhir::version::r4),
        static_cast<std::uint32_t>(row.number(3)),
        std::string{row.text(4)},
        std::string{row.text(5)},
        std::string{row.text(6)}};
}

record read_record(const statement& row)
{
    record made;
    made.made = read_decision(row);
    made.received.id = row.text(7);
    made.received.received = row.number(8);
    made.received.type = row.text(9);
    made.received.request_id = row.text(10);
    if (!row.text(11).empty()) made.received.key = read_digest(row.text(11));
    made.received.hash = read_digest(row.text(12));
    made.received.body = row.text(13);
    return made;
}

}  // namespace marrow::adapter::store::sqlite
