#pragma once

#include "adapter/store/sqlite/connection.hpp"
#include "adapter/store/store.hpp"

namespace marrow::adapter::store::sqlite {

/// Result code; SQLITE_DONE when all is well. One page costs no more than a look at so many messages, but for what is
/// rare enough to be gathered at once.
int find_page(connection& in, const search& wanted, page& found);

}  // namespace marrow::adapter::store::sqlite
