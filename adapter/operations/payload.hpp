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

    /// The same, or the `resource` parameter of a Parameters resource: lines and columns stay those of the body. Where
    /// there may be none, there is nothing to be read without it.
    static fhir::result<payload> of_body_or_parameter(const question& asked, bool may_lack = false);

    const examiner::reading& operator*() const { return *reading_; }
    const examiner::reading* operator->() const { return reading_.get(); }
    examiner::reading& read() { return *reading_; }
    bool is_there() const { return reading_ != nullptr; }

    /// Whether it stood in a Parameters resource, so that the bytes that were read are not its own.
    bool is_wrapped() const { return is_wrapped_; }

    /// Those that the Parameters ask for, and their mode.
    std::span<const std::string> profiles() const { return profiles_; }
    const std::string& mode() const { return mode_; }

private:
    std::vector<std::string> profiles_;
    std::string mode_;
    bool is_wrapped_{};
    std::unique_ptr<examiner::reading> reading_;
};

}  // namespace marrow::adapter
