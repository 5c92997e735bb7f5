#include "mappings/checks/checks.hpp"

#include <array>

namespace marrow::mappings {

std::span<const check> registry()
{
    static constexpr std::array all{
        check{check_dates},
        check{check_units},
        check{check_duplicates},
        check{check_modifiers},
        check{check_performed},
        check{check_primary},
        check{check_ptp},
        check{check_exchange},
        check{check_place},
        check{check_specialty},
        check{check_laterality},
        check{check_diagnosis},
        check{check_documentation},
        check{check_verdict}};
    return all;
}

}  // namespace marrow::mappings
