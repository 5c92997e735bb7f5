#pragma once

#include "mappings/tables.hpp"

namespace marrow::mappings {

/// The built-in tables, loaded once a run.
inline const tables& built_in_tables()
{
    static const tables loaded = tables::load().value();
    return loaded;
}

struct known_tables {
    const tables& known = built_in_tables();
};

inline fhir::day day(int year, unsigned month, unsigned day)
{
    return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
}

}  // namespace marrow::mappings
