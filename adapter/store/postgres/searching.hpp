#pragma once

#include "adapter/store/postgres/connection.hpp"
#include "adapter/store/store.hpp"

namespace marrow::adapter::store::postgres {

/// One page costs no more than a look at so many messages, but for what is rare enough to be gathered at once.
outcome<page> find_page(connection& in, const search& wanted);

}  // namespace marrow::adapter::store::postgres
