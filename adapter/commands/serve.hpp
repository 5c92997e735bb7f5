#pragma once

#include "adapter/application.hpp"
#include "adapter/commands/setup.hpp"

#include <memory>
#include <string>

namespace marrow::adapter {

/// What the options of `marrow serve` say.
struct serve_arguments {
    serve_options serve;
    std::string store{"marrow.db"};
    std::string key_file;
    unsigned key_days{7};
    unsigned retention_days{};
    unsigned audit_days{};
    http::tls_files tls;
    setup_options by;
};

/// All of them, --config apart.
void add_serve_options(CLI::App& to, serve_arguments& into);

/// What they name, read and found good: all that a server needs but the address and the store.
struct server_setup {
    serve_options options;
    std::unique_ptr<const setup> by;
};
fhir::result<server_setup> prepare(const serve_arguments& asked);

}  // namespace marrow::adapter
