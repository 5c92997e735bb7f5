#pragma once

#include <string>

namespace marrow::test {

/// A certificate with its key, made up on the spot; both as PEM.
struct certificate {
    std::string pem;
    std::string key;

    static certificate self_signed(const std::string& name);
    /// One that may sign others.
    static certificate authority(const std::string& name);
    certificate sign(const std::string& name) const;
    certificate sign_expired(const std::string& name) const;
};

}  // namespace marrow::test
