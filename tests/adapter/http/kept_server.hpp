#pragma once

#include "adapter/store/keeping.hpp"
#include "tests/adapter/http/test_server.hpp"

#include <optional>

namespace marrow::test {

/// The real routes, with the built-in tables, over a store.
class kept_server {
public:
    explicit kept_server(
        adapter::store::message_store& in,
        unsigned threads = 2,
        std::chrono::milliseconds reconsider_time = std::chrono::milliseconds{20},
        adapter::http::manners manners = {}
    )
        : with_{in, "the basis"}
    {
        auto options = test_server::options();
        options.threads = threads;
        options.routes = adapter::http::all_routes();
        options.keeping = &with_;
        options.manners = std::move(manners);
        options.limits.reconsider_time = reconsider_time;
        running_.emplace(options, built_in());
    }

    adapter::store::keeping& keeping() { return with_; }
    raw_client connect() { return running_->connect(); }
    response ask(std::string_view request) { return running_->ask(request); }

private:
    static const mappings::tables& built_in()
    {
        static const mappings::tables known = mappings::tables::load().value();
        return known;
    }

    adapter::store::keeping with_;
    std::optional<test_server> running_;
};

}  // namespace marrow::test
