#pragma once

#include "fhir/fault.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter::store::postgres {

/// Whether a store of that name is one in PostgreSQL: postgresql://... or postgres://...
bool is_address(std::string_view name);

/// Where a database is, and who asks. What of it is secret gets into no text.
class address {
public:
    /// From a connection URI of libpq. What it leaves open is settled so that a dead server is noticed within seconds,
    /// and that of several hosts the one that can be written to is taken. A fault (usage), without any of its parts,
    /// when it cannot be read, or looks as if a password with reserved characters stood in it as it is.
    static fhir::result<address> parse(const std::string& uri);

    /// HOST:PORT/DATABASE, as far as the URI names them.
    const std::string& shown() const { return shown_; }

    /// For PQconnectdbParams: both end with a null pointer, and hold as long as this is neither moved nor changed.
    std::vector<const char*> keywords() const;
    std::vector<const char*> values() const;

private:
    struct option {
        std::string keyword;
        std::string value;
    };
    const std::string* find(std::string_view keyword) const;
    bool misreads_a_password() const;

    std::vector<option> options_;
    std::string shown_;
};

}  // namespace marrow::adapter::store::postgres
