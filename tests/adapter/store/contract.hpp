#pragma once

#include "adapter/store/seal.hpp"
#include "adapter/store/store.hpp"

#include <future>
#include <memory>
#include <span>
#include <string>

namespace marrow::test {

/// A place for a store that can be opened again and again: what the contract is tested on.
class store_place {
public:
    virtual ~store_place() = default;

    /// The key of a record holds for ten seconds.
    virtual std::unique_ptr<adapter::store::message_store> open() = 0;

    /// As adapter/store/upkeep.hpp takes it.
    virtual std::string name() const = 0;

    /// Of a store that is encrypted.
    virtual adapter::store::keyring keys() const { return {}; }
};

/// A record of which every field differs with the number; its key is that number's, or none.
adapter::store::record record_of(int number, bool with_key = true);
adapter::store::digest key_of(int number);

/// The same, received at the beginning of that day, with a body and an outcome that can be expanded.
adapter::store::record whole_record_of(int number);

/// keep() and revise(), waited for.
fhir::result<bool> keep(adapter::store::message_store& in, adapter::store::record what);
fhir::result<bool> revise(adapter::store::message_store& in, adapter::store::revision what);

/// What holds for every store.
struct promise {
    const char* name;
    void (*holds)(store_place&);
};
std::span<const promise> contract();

}  // namespace marrow::test
