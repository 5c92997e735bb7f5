#include "adapter/samples/samples.hpp"

namespace marrow::adapter {

std::span<const sample> samples()
{
    return {};
}

}  // namespace marrow::adapter
