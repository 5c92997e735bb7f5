#pragma once

#include "fhir/json/arena.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/json/write.hpp"
#include "tests/adapter/commands/marrow.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace marrow::test {

/// The entries of a Bundle by the id of their resource, each as JSON.
class parts {
public:
    explicit parts(std::string bundle) : text_{std::move(bundle)}
    {
        document_ = fhir::json::parse(text_, memory_, {}).value();
        for (const fhir::json::value& each : document_.root()[fhir::json::name::entry].items()) {
            std::string json;
            fhir::json::writer{json}.copy(each, document_);
            ids_.emplace_back(each[fhir::json::name::resource][fhir::json::name::id].text());
            entries_.push_back(std::move(json));
        }
    }

    const std::vector<std::string>& ids() const { return ids_; }
    const std::string& whole() const { return text_; }

    /// A Bundle of these, or of all others.
    std::string bundle(const std::vector<std::string>& ids, bool others = false) const
    {
        std::string out;
        for (std::size_t i = 0; i < ids_.size(); ++i)
            if ((std::ranges::find(ids, ids_[i]) != ids.end()) != others)
                out.append(out.empty() ? "" : ",").append(entries_[i]);
        return R"({"resourceType":"Bundle","type":"collection","entry":[)" + out + "]}";
    }

private:
    std::string text_;
    fhir::json::arena memory_;
    fhir::json::document document_;
    std::vector<std::string> ids_;
    std::vector<std::string> entries_;
};

}  // namespace marrow::test
