#pragma once

#include "adapter/operations/operation.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace marrow::adapter {

/// The resource that a request is about, read.
class payload {
public:
    /// The body itself; of the type asked for, otherwise a fault that says where it should have gone.
    static fhir::result<payload> of_body(const question& asked);

    /// The same, or the `resource` parameter of a Parameters resource: lines and columns stay those of the body.
    static fhir::result<payload> of_body_or_parameter(const question& asked);

    const examiner::reading& operator*() const { return *reading_; }
    const examiner::reading* operator->() const { return reading_.get(); }
    examiner::reading& read() { return *reading_; }

    /// Those that the Parameters ask for.
    std::span<const std::string> profiles() const { return profiles_; }

private:
    std::vector<std::string> profiles_;
    std::unique_ptr<examiner::reading> reading_;
};

}  // namespace marrow::adapter
