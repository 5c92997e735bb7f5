#include "adapter/application.hpp"

namespace marrow::adapter {

int serve(const serve_options&, const mappings::tables&, const mappings::policy&)
{
    return 70;
}

}  // namespace marrow::adapter
