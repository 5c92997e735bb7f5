#include "mappings/load/import.hpp"

#include "mappings/load/table_builder.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

constexpr std::string_view names[] = {
    "AOC_V2026Q2-F-MCR.txt",
    "ccipra-v322r0-f1.TXT",
    "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv",
    "PPRRVU2026_Jul_nonQPP.csv",
};

}  // namespace

/// Any bytes under each name are refused, or become a table that is read back with as many rows.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace marrow::mappings;
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    for (const std::string_view name : names) {
        const auto made = import_cms(name, bytes);
        if (!made) continue;
        const table_builder::kind& kind = *table_builder::kind_of(made->table);
        csv_table rows{{made->table, "a table directory", made->csv}, kind.columns};
        std::size_t count = 0;
        while (rows.next())
            ++count;
        if (!rows.finish() || count != made->rows) std::abort();
    }
    return 0;
}
