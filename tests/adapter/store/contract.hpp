#pragma once

#include "adapter/store/store.hpp"

#include <future>
#include <memory>
#include <string>

namespace marrow::test {

/// A place for a store that can be opened again and again: what the contract is tested on.
class store_place {
public:
    virtual ~store_place() = default;

    /// The key of a record holds for ten seconds.
    virtual std::unique_ptr<adapter::store::message_store> open() = 0;
};

/// A record of which every field differs with the number; its key is that number's, or none.
adapter::store::record record_of(int number, bool with_key = true);
adapter::store::digest key_of(int number);

/// keep() and revise(), waited for.
fhir::result<bool> keep(adapter::store::message_store& in, adapter::store::record what);
fhir::result<bool> revise(adapter::store::message_store& in, adapter::store::revision what);

/// What holds for every store.
void keeps_a_record_over_a_restart(store_place& at);
void tells_what_is_not_there(store_place& at);
void keeps_one_record_of_a_key(store_place& at);
void takes_a_key_again_when_it_has_expired(store_place& at);
void keeps_records_of_many_threads(store_place& at);
void refuses_an_id_twice_and_keeps_the_others(store_place& at);
void writes_all_that_waits_before_it_ends(store_place& at);
void counts_what_it_writes(store_place& at);

/// What holds across messages.
void finds_the_newest_resource_of_a_name(store_place& at);
void searches_by_marks_and_time(store_place& at);
void finds_the_lines_of_a_patient(store_place& at);
void wakes_what_awaits_a_resource(store_place& at);
void wakes_what_a_resource_overtook(store_place& at);
void keeps_no_revision_of_an_old_ticket(store_place& at);
void wakes_what_awaits_a_line_until_no_line_is_new(store_place& at);

}  // namespace marrow::test
