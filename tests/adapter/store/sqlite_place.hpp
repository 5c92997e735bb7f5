#pragma once

#include "adapter/store/sqlite/sqlite_store.hpp"
#include "tests/adapter/commands/marrow.hpp"
#include "tests/adapter/store/contract.hpp"

namespace marrow::test {

/// A file in a directory of its own.
class sqlite_place : public store_place {
public:
    std::unique_ptr<adapter::store::message_store> open() override { return std::move(try_open().value()); }

    fhir::result<std::unique_ptr<adapter::store::message_store>> try_open()
    {
        return adapter::store::open_sqlite({file(), std::chrono::seconds{10}});
    }

    std::string name() const override { return file(); }
    std::string file() const { return folder_.path("marrow.db"); }

private:
    adapter::test::scratch folder_;
};

}  // namespace marrow::test
