#pragma once

#include "tests/adapter/operations/late_place.hpp"
#include "tests/adapter/store/postgres_place.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>

namespace marrow::test {

/// Each store that is at hand.
template <class Check>
void in_each_store(Check check)
{
    BOOST_TEST_CONTEXT("SQLite")
    {
        place here;
        check(here);
    }
    if (postgres_server::programs().empty()) return;
    BOOST_TEST_CONTEXT("PostgreSQL")
    {
        place here{std::make_unique<postgres_place>()};
        check(here);
    }
}

}  // namespace marrow::test
