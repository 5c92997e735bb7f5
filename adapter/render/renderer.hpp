#pragma once

#include "adapter/render/report.hpp"
#include "mappings/tables.hpp"

#include <iosfwd>
#include <memory>
#include <optional>

namespace marrow::adapter {

/// Writes reports in one format, as they come where the format allows.
class renderer {
public:
    renderer() = default;
    renderer(const renderer&) = delete;
    renderer& operator=(const renderer&) = delete;
    virtual ~renderer() = default;

    virtual void add(const report& one) = 0;
    virtual void finish() {}
};

struct render_options {
    bool colour{};
    unsigned width{80};  ///< of running text
    unsigned table_width{80};
    bool quiet{};                           ///< text: only what fails
    bool is_array{};                        ///< operationoutcome: an array of them, not one
    std::optional<fhir::severity> fail_on;  ///< none: nothing fails
};

/// The stream, and the tables of make_sarif, must outlive the renderer.
std::unique_ptr<renderer> make_text(std::ostream& out, const render_options& how);
std::unique_ptr<renderer> make_outcomes(std::ostream& out, const render_options& how);
std::unique_ptr<renderer> make_ndjson(std::ostream& out);
std::unique_ptr<renderer> make_json(std::ostream& out);
std::unique_ptr<renderer> make_sarif(std::ostream& out, const mappings::tables& known);
std::unique_ptr<renderer> make_junit(std::ostream& out, const render_options& how);

}  // namespace marrow::adapter
