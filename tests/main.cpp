#define BOOST_TEST_MODULE marrow
#include <boost/test/unit_test.hpp>
