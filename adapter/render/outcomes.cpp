#include "adapter/render/renderer.hpp"

#include <ostream>

namespace marrow::adapter {

namespace {

/// One OperationOutcome, or an array of them with one an element.
class outcomes_renderer : public renderer {
public:
    outcomes_renderer(std::ostream& out, bool is_array) : out_{out}, is_array_{is_array} {}

    void add(const report& one) override
    {
        if (is_array_) out_ << (any_ ? ",\n" : "[\n");
        out_ << one.outcome;
        if (!is_array_) out_ << "\n";
        any_ = true;
    }

    void finish() override
    {
        if (is_array_) out_ << (any_ ? "\n]\n" : "[]\n");
    }

private:
    std::ostream& out_;
    bool is_array_;
    bool any_{};
};

class ndjson_renderer : public renderer {
public:
    explicit ndjson_renderer(std::ostream& out) : out_{out} {}

    void add(const report& one) override { out_ << one.outcome << "\n" << std::flush; }

private:
    std::ostream& out_;
};

}  // namespace

std::unique_ptr<renderer> make_outcomes(std::ostream& out, const render_options& how)
{
    return std::make_unique<outcomes_renderer>(out, how.is_array);
}

std::unique_ptr<renderer> make_ndjson(std::ostream& out)
{
    return std::make_unique<ndjson_renderer>(out);
}

}  // namespace marrow::adapter
