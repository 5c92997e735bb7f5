#pragma once

#include "fhir/fault.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct pg_result;

namespace marrow::adapter::store::postgres {

/// Why a command was not done.
struct failure {
    std::string state;  ///< SQLSTATE; empty: the connection was lost, and what became of it is not known
    std::string text;   ///< for the log: the primary message of the server, which quotes no row
};

/// The SQLSTATE of what Marrow itself found wrong.
inline constexpr const char* own_state = "XX000";

/// The two characters of a SQLSTATE that tell its class.
std::string_view class_of(const failure& why);

fhir::fault fault_of(const failure& why);

/// Reached only when value() is called on a failed outcome: a broken invariant.
[[noreturn]] void throw_exception_from_error(const failure& why, const boost::source_location& at);

/// What the server answered to one command. Values are in binary form.
class reply {
public:
    explicit reply(pg_result* made) : made_{made} {}

    bool none() const { return !made_; }
    bool good() const;
    bool skipped() const;  ///< as all are that follow a command that failed
    failure why() const;

    std::string_view tag() const;  ///< COMMIT, INSERT 0 1
    int rows() const;
    std::int64_t number(int row, int column) const;    ///< of any integer type or boolean; 0 for null
    std::string_view text(int row, int column) const;  ///< also of bytea; empty for null; valid as long as the reply

private:
    struct cleared {
        void operator()(pg_result* one) const;
    };
    std::unique_ptr<pg_result, cleared> made_;
};

}  // namespace marrow::adapter::store::postgres
