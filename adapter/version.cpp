#include "adapter/version.hpp"

namespace marrow::adapter {

std::string_view version()
{
    return MARROW_VERSION;
}

}  // namespace marrow::adapter
