#pragma once

#include "adapter/store/open.hpp"
#include "adapter/store/seal.hpp"
#include "tests/adapter/store/contract.hpp"

#include <chrono>

namespace marrow::test {

inline const std::string first_key(64, 'a');
inline const std::string second_key(64, 'B');

inline adapter::store::keyring test_keys(const std::string& text)
{
    return adapter::store::keyring::parse(text).value();
}

/// The same place, opened with keys.
class sealed_place : public store_place {
public:
    explicit sealed_place(store_place& at, std::string text = first_key) : at_{at}, keys_{test_keys(text)} {}

    std::unique_ptr<adapter::store::message_store> open() override { return std::move(try_open().value()); }
    std::string name() const override { return at_.name(); }
    adapter::store::keyring keys() const override { return keys_; }

    fhir::result<std::unique_ptr<adapter::store::message_store>> try_open() const
    {
        return adapter::store::open(at_.name(), std::chrono::seconds{10}, keys_);
    }

private:
    store_place& at_;
    adapter::store::keyring keys_;
};

}  // namespace marrow::test
