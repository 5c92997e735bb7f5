#pragma once

#include "fhir/json/parse.hpp"
#include "fhir/json/write.hpp"
#include "tests/adapter/http/kept_server.hpp"
#include "tests/adapter/store/sqlite_place.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace marrow::test {

/// JSON that was received, read.
class json_text {
public:
    explicit json_text(std::string text) : text_{std::move(text)}, read_{fhir::json::parse(text_, memory_, {}).value()}
    {
    }

    const fhir::json::value& root() const { return read_.root(); }
    const fhir::json::document& document() const { return read_; }

    /// What stands at a path of names and numbers: "entry.0.response.status".
    const fhir::json::value& at(std::string_view path) const
    {
        const fhir::json::value* here = &root();
        while (!path.empty()) {
            const std::string_view step = path.substr(0, path.find('.'));
            path.remove_prefix(std::min(step.size() + 1, path.size()));
            if (here->is_array()) {
                const std::size_t index = std::stoul(std::string{step});
                here = index < here->items().size() ? &here->items()[index] : &fhir::json::missing;
            } else {
                here = &(*here)[fhir::json::known_name(step)];
            }
        }
        return *here;
    }
    std::string text(std::string_view path) const { return std::string{at(path).text()}; }

    /// Each value of that path below the entries.
    std::vector<std::string> of_entries(std::string_view path) const
    {
        std::vector<std::string> out;
        for (std::size_t i = 0; i < at("entry").items().size(); ++i)
            out.push_back(text("entry." + std::to_string(i) + "." + std::string{path}));
        return out;
    }

    const std::string& whole() const { return text_; }

private:
    std::string text_;
    fhir::json::arena memory_;
    fhir::json::document read_;
};

/// The Bundle as one of another type, each entry with a request: POST and the type.
inline std::string as_interactions(const std::string& bundle, std::string_view type)
{
    const json_text sent{bundle};
    std::string out;
    fhir::json::writer to{out};
    to.begin_object().member("resourceType", "Bundle").member("type", type).key("entry").begin_array();
    for (const fhir::json::value& each : sent.at("entry").items()) {
        to.begin_object();
        for (const fhir::json::value& member : each.items())
            to.key(sent.document().spelling(member.key())).copy(member, sent.document());
        to.key("request").begin_object().member("method", "POST");
        to.member("url", each[fhir::json::name::resource][fhir::json::name::resourceType].text());
        to.end_object().end_object();
    }
    to.end_array().end_object();
    return out;
}

/// A Bundle of these entries.
inline std::string bundle_of(std::string_view type, const std::vector<std::string>& entries)
{
    std::string out = R"({"resourceType":"Bundle","type":")" + std::string{type} + "\"";
    for (std::size_t i = 0; i < entries.size(); ++i)
        out.append(i == 0 ? R"(,"entry":[)" : ",").append(entries[i]);
    return out.append(entries.empty() ? "}" : "]}");
}

/// An entry without resource, or with it.
inline std::string asking(std::string_view method, std::string_view url, std::string_view more = {})
{
    return R"({"request":{"method":")" + std::string{method} + R"(","url":")" + std::string{url} + "\"}" +
           std::string{more} + "}";
}

inline std::string patient(std::string_view id, std::string_view more = {})
{
    return R"({"resourceType":"Patient","id":")" + std::string{id} + "\"" + std::string{more} + "}";
}

inline std::string resource(std::string_view json)
{
    return R"(,"resource":)" + std::string{json};
}

/// A server over a store; over a file, unless another is given.
class interacting_server {
public:
    explicit interacting_server(std::unique_ptr<store_place> at = std::make_unique<sqlite_place>())
        : place_{std::move(at)}
    {
    }

    json_text post(const std::string& bundle, int status, std::string_view lines = {})
    {
        const response made = server_.ask(test::post("/fhir", bundle, lines));
        BOOST_TEST(made.status == status, made.body);
        last_ = made;
        return json_text{made.body};
    }

    response get(std::string_view url, std::string_view lines = {})
    {
        return server_.ask(test::get("/fhir/" + std::string{url}, lines));
    }

    const response& last() const { return last_; }
    adapter::store::message_store& store() { return *store_; }

private:
    std::unique_ptr<store_place> place_;
    std::unique_ptr<adapter::store::message_store> store_{place_->open()};
    kept_server server_{*store_};
    response last_;
};

}  // namespace marrow::test
