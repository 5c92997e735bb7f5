#include "adapter/operations/answer_entries.hpp"

#include "adapter/operations/conditions.hpp"
#include "adapter/operations/kept_resources.hpp"
#include "adapter/operations/look.hpp"
#include "adapter/operations/response_bundle.hpp"
#include "fhir/outcome.hpp"

#include <algorithm>
#include <iterator>

namespace marrow::adapter {

using kind = interaction::kind;

namespace {

bool is_error(const fhir::issue& one)
{
    return one.level <= fhir::severity::error;
}

sight too_many(std::string at)
{
    fhir::fault why{
        fhir::fault_kind::too_large,
        "The Bundle asks for more than is given at once: send the GET by itself, to the URL that it names.",
        {},
        {}};
    why.expression = std::move(at);
    sight made{413, 0, {}};
    fhir::json::writer to{made.resource};
    fhir::write_outcome(to, why);
    return made;
}

class answering {
public:
    answering(const question& asked, const payload& about, const mappings::decision& by, std::string& out)
        : asked_{asked}, about_{about}, by_{by}, out_{out}
    {
    }

    fhir::result<entries_answer> run()
    {
        const fhir::submission& of = about_->submission;
        is_transaction_ = is_transaction(of);
        all_ = interactions_of(of);
        auto met = meet_conditions(all_, of, asked_.of.keeping);
        if (!met) return met.error();
        if (is_transaction_ && !all_.against.empty()) return refused(all_.against);
        const auto errors = static_cast<std::uint32_t>(std::ranges::count_if(by_.issues, is_error));
        if (is_transaction_ && errors != 0) return entries_answer{entries_answer::ending::decided, 422, errors, {}, {}};
        auto ended = told(of.release());
        if (ended) ended->held = std::move(*met);
        return ended;
    }

private:
    bool keeps() const { return asked_.of.keeping != nullptr; }

    /// With what the decision has against it, so that all can be mended at once.
    entries_answer refused(std::span<const fhir::issue> against)
    {
        std::vector<fhir::issue> all{against.begin(), against.end()};
        const auto is_grave = [](const fhir::issue& one) { return one.level < fhir::severity::information; };
        std::ranges::copy_if(by_.issues, std::back_inserter(all), is_grave);
        std::ranges::stable_sort(all, {}, [](const fhir::issue& one) { return one.pointed()->offset(); });
        out_.clear();
        fhir::json::writer to{out_, asked_.pretty};
        fhir::write_outcome(to, all, about_->document, asked_.id);
        const bool is_condition =
            std::ranges::all_of(all_.all, [](const interaction& one) { return one.status == 0 || one.status == 412; });
        return {
            entries_answer::ending::refused,
            static_cast<std::uint16_t>(is_condition ? 412 : 400),
            static_cast<std::uint32_t>(std::ranges::count_if(all, is_error)),
            {},
            {}};
    }

    fhir::result<entries_answer> told(fhir::version release)
    {
        std::string against;
        if (!all_.against.empty()) {
            fhir::json::writer to{against};
            fhir::write_outcome(to, all_.against, about_->document);
        }
        response_bundle made{all_.all.size(), release};
        if (const auto added = made.add(out_); !added) return added.error();
        if (const auto added = made.add(against); !added) return added.error();
        for (std::size_t i = 0; i < all_.all.size(); ++i)
            settle(all_.all[i], static_cast<std::uint32_t>(i), made.has_errors(i));
        if (auto ended = look(made)) return std::move(*ended);
        std::string bundle;
        made.write({is_transaction_, asked_.pretty, asked_.kept_as.received}, all_.all, bundle);
        out_ = std::move(bundle);
        return entries_answer{entries_answer::ending::told, 200, 0, std::move(all_.all), {}};
    }

    void settle(interaction& one, std::uint32_t index, bool has_errors)
    {
        if (one.what == kind::look || one.what == kind::refused) return;
        if (has_errors) {
            one.status = 422;
            one.location.clear();
            return;
        }
        one.status = keeps() && !one.exists ? 201 : 200;
        if (!keeps()) return;
        const std::string own = id_of({std::string{asked_.kept_as.id}, index});
        if (one.what == kind::update) one.location = one.type + "/" + one.id + "/_history/" + own;
        if (one.what == kind::create && !one.exists) one.location = one.type + "/" + own + "/_history/1";
        one.is_put = one.what == kind::update || !one.exists;
    }

    /// Asks what is to be read, now that nothing that was read for the decision is needed any more.
    std::optional<fhir::result<entries_answer>> look(response_bundle& made)
    {
        constexpr std::size_t most_looks = 32;
        constexpr std::size_t most_bytes = 16u << 20;
        std::size_t looks = 0;
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < all_.all.size(); ++i) {
            interaction& one = all_.all[i];
            if (one.what != kind::look) continue;
            sight seen = ++looks > most_looks || bytes > most_bytes ? too_many(place_of(i))
                                                                    : look_at(one.url, asked_, place_of(i));
            bytes += seen.resource.size();
            one.status = seen.status;
            const bool is_given = seen.status == 200;
            if (!is_given && is_transaction_) return fhir::result<entries_answer>{failed(i, seen)};
            if (seen.version != 0) one.version = std::to_string(seen.version);
            if (!is_given) {
                if (const auto added = made.add(std::move(seen.resource)); !added) return added.error();
            } else if (!one.without_body) {
                made.give(i, std::move(seen.resource));
            }
        }
        return std::nullopt;
    }

    static std::string place_of(std::size_t entry) { return "Bundle.entry[" + std::to_string(entry) + "].request.url"; }

    /// A transaction of which one GET finds nothing.
    entries_answer failed(std::size_t entry, const sight& seen)
    {
        out_.clear();
        fhir::json::writer to{out_, asked_.pretty};
        fhir::fault why{
            seen.status == 404 ? fhir::fault_kind::not_found : fhir::fault_kind::usage,
            "The GET of this entry is answered with " + std::to_string(seen.status) +
                ", so that the transaction fails: leave the entry out, or ask for what is there.",
            {},
            {}};
        why.expression = place_of(entry);
        fhir::write_outcome(to, why, asked_.id);
        return {entries_answer::ending::refused, 400, 1, {}, {}};
    }

    const question& asked_;
    const payload& about_;
    const mappings::decision& by_;
    std::string& out_;
    bool is_transaction_{};
    interactions all_;
};

}  // namespace

fhir::result<entries_answer>
answer_entries(const question& asked, const payload& about, const mappings::decision& by, std::string& out)
{
    return answering{asked, about, by, out}.run();
}

}  // namespace marrow::adapter
