#pragma once

#include "adapter/store/sqlite/connection.hpp"
#include "adapter/store/store.hpp"

#include <chrono>
#include <memory>
#include <mutex>
#include <vector>

namespace marrow::adapter::store::sqlite {

/// Connections that only read, one for each read that is under way. Any thread.
class readers {
public:
    readers(std::string path, std::chrono::milliseconds key_lifetime);
    ~readers();

    fhir::result<std::optional<keyed>> find(const digest& key, std::int64_t now);
    fhir::result<std::optional<decision>> find_decision(std::string_view id);

private:
    struct reader;
    using owned = std::unique_ptr<reader>;

    fhir::result<owned> borrow();
    void give_back(owned one);

    std::string path_;
    std::chrono::milliseconds key_lifetime_;
    std::mutex mutex_;
    std::vector<owned> idle_;  ///< guarded by mutex_
};

}  // namespace marrow::adapter::store::sqlite
