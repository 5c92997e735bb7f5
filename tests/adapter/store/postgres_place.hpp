#pragma once

#include "adapter/store/postgres/connection.hpp"
#include "adapter/store/postgres/postgres_store.hpp"
#include "tests/adapter/store/contract.hpp"
#include "tests/adapter/store/postgres_server.hpp"

#include <boost/test/unit_test.hpp>

namespace marrow::test {

/// A database of its own.
class postgres_place : public store_place {
public:
    std::unique_ptr<adapter::store::message_store> open() override { return std::move(try_open().value()); }

    fhir::result<std::unique_ptr<adapter::store::message_store>> try_open()
    {
        return adapter::store::open_postgres({address_, std::chrono::seconds{10}});
    }

    std::string name() const override { return address_; }
    const std::string& address() const { return address_; }

private:
    std::string address_{postgres_server::shared().new_database()};
};

/// Stands in the line of those that write, and holds up all others.
class standing_in_line {
public:
    explicit standing_in_line(const std::string& at)
        : at_{std::move(connection::open(adapter::store::postgres::address::parse(at).value()).value())}
    {
        BOOST_REQUIRE(at_->execute("SELECT pg_advisory_lock(hashtextextended('marrow.writers', 0))").has_value());
    }
    void leave() { at_.reset(); }

private:
    using connection = adapter::store::postgres::connection;
    std::optional<connection> at_;
};

/// For a suite or a case that needs a server.
inline boost::test_tools::assertion_result has_postgres(boost::unit_test::test_unit_id)
{
    boost::test_tools::assertion_result made{!postgres_server::programs().empty()};
    if (!made) made.message() << "PostgreSQL is not installed (Debian: postgresql)";
    return made;
}

}  // namespace marrow::test
