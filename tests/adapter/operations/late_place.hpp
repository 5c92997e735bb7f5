#pragma once

#include "adapter/render/outcome_difference.hpp"
#include "tests/adapter/http/kept_server.hpp"
#include "tests/adapter/store/sqlite_place.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace marrow::test {

/// A server over a store of its own, with what tests of messages after messages ask.
struct place {
    explicit place(std::unique_ptr<store_place> of = std::make_unique<sqlite_place>()) : at{std::move(of)} {}

    /// Where the decision can be read.
    std::string send(const std::string& body, const std::string& sender = {}, std::string_view path = "/fhir")
    {
        const response made = server.ask(post(path, body, sender.empty() ? "" : "Marrow-Sender: " + sender + "\r\n"));
        BOOST_TEST((made.status == 200 || made.status == 201 || made.status == 422), made.body);
        return made.field("Content-Location");
    }

    response read(const std::string& path) { return server.ask(get(path)); }

    /// The decision when nothing is due any more.
    response settled(const std::string& path)
    {
        settle();
        return read(path);
    }

    /// What is being taken elsewhere is passed over by a look: several in a row tell.
    void settle()
    {
        using namespace std::chrono_literals;
        int empty = 0;
        for (int i = 0; i < 1'000 && empty < 5; ++i, std::this_thread::sleep_for(5ms))
            empty = store->take_due(1).value().empty() ? empty + 1 : 0;
        BOOST_TEST(empty == 5, "there is an end of what is due");
    }

    std::unique_ptr<store_place> at;
    std::unique_ptr<adapter::store::message_store> store{at->open()};
    kept_server server{*store};
};

/// Code and severity of what the decision says, not of the structure.
inline std::multimap<std::string, std::string> findings_of(const std::string& outcome)
{
    std::multimap<std::string, std::string> out;
    const auto told = adapter::issues_told(outcome).value();
    for (const adapter::told_issue& each : told)
        out.emplace(each.code, each.severity);
    std::erase_if(out, [](const auto& each) { return each.first.starts_with("reference-"); });
    return out;
}

inline bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

}  // namespace marrow::test
