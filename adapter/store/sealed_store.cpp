#include "adapter/store/sealed_store.hpp"

#include "adapter/store/proof.hpp"
#include "adapter/store/pseudonym.hpp"

namespace marrow::adapter::store {

namespace {

fhir::fault not_opened(const std::string& id)
{
    return {
        fhir::fault_kind::internal,
        "What is kept under this id does not open: it was altered, or sealed by a key that this server has not.",
        "not opened: " + id,
        {}};
}

class sealed_store final : public message_store {
public:
    sealed_store(std::unique_ptr<message_store> inner, keyring by, const digest& secret)
        : in_{std::move(inner)}, by_{std::move(by)}, secret_{secret}
    {
    }

    void keep(record what, kept then) override
    {
        prove(what);
        rename(what.told.patients);
        what.received.body = by_.seal(what.received.body, bound_body(what.received.id));
        seal(what.made);
        seal(what.with, what.received.id);
        in_->keep(std::move(what), std::move(then));
    }

    void revise(revision what, kept then) override
    {
        prove(what);
        rename(what.told.patients);
        if (what.made) seal(*what.made);
        seal(what.with, what.of.message);
        in_->revise(std::move(what), std::move(then));
    }

    fhir::result<std::optional<keyed>> find(const digest& key, std::int64_t now) override
    {
        auto found = in_->find(key, now);
        if (found && *found && !open((*found)->made)) return not_opened((*found)->made.id);
        return found;
    }

    fhir::result<std::optional<decision>> find_decision(std::string_view id, std::uint32_t number) override
    {
        auto found = in_->find_decision(id, number);
        if (found && *found && !open(**found)) return not_opened((*found)->id);
        return found;
    }

    fhir::result<std::vector<decision>> find_decisions(std::string_view id) override
    {
        auto found = in_->find_decisions(id);
        if (!found) return found;
        for (decision& each : *found)
            if (!open(each)) return not_opened(each.id);
        return found;
    }

    fhir::result<std::optional<message>> find_message(std::string_view id) override
    {
        auto found = in_->find_message(id);
        if (!found || !*found) return found;
        message& came = **found;
        auto body = by_.open(came.body, bound_body(came.id));
        if (!body) return not_opened(came.id);
        came.body = std::move(*body);
        return found;
    }

    fhir::result<page> find(const search& wanted) override
    {
        auto found = in_->find(wanted);
        if (!found) return found;
        for (decision& each : found->found)
            if (!open(each)) return not_opened(each.id);
        return found;
    }

    fhir::result<std::vector<found_resource>> find_resources(std::span<const name_key> names) override
    {
        return in_->find_resources(names);
    }

    fhir::result<std::vector<found_line>> find_lines(std::span<const name_key> patients) override
    {
        auto found = in_->find_lines(patients);
        if (!found) return found;
        for (found_line& each : *found) {
            auto text = by_.open_text(each.line.what, bound_line(each.message));
            if (!text) return not_opened(each.message);
            each.line.what = std::move(*text);
        }
        return found;
    }

    fhir::result<std::vector<std::string>> find_patients(std::span<const std::string> messages) override
    {
        auto found = in_->find_patients(messages);
        if (found) rename(*found);
        return found;
    }

    std::string name_in_audit(const name_key& of) const override { return pseudonym_of(hex(of), secret_); }

    fhir::result<std::vector<due>> take_due(std::size_t most) override { return in_->take_due(most); }
    fhir::result<void> note(audit_event what) override { return in_->note(std::move(what)); }
    bool writable() const override { return in_->writable(); }
    const meter& measured() const override { return in_->measured(); }

private:
    void rename(std::vector<std::string>& patients) const
    {
        for (std::string& each : patients)
            each = pseudonym_of(each, secret_);
    }

    void seal(decision& made) const { made.outcome = by_.seal(made.outcome, bound_outcome(made.id, made.number)); }

    void seal(ties& with, std::string_view message) const
    {
        for (patient_line& each : with.lines)
            each.what = by_.seal_text(each.what, bound_line(message));
    }

    bool open(decision& made) const
    {
        auto outcome = by_.open(made.outcome, bound_outcome(made.id, made.number));
        if (!outcome) return false;
        made.outcome = std::move(*outcome);
        return true;
    }

    std::unique_ptr<message_store> in_;
    keyring by_;
    digest secret_;
};

}  // namespace

std::unique_ptr<message_store> sealed(std::unique_ptr<message_store> inner, keyring by, const digest& secret)
{
    return std::make_unique<sealed_store>(std::move(inner), std::move(by), secret);
}

}  // namespace marrow::adapter::store
