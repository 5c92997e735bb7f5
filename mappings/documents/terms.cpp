#include "mappings/documents/terms.hpp"

#include <algorithm>

namespace marrow::mappings {

namespace {

constexpr std::size_t negation_reach = 6;
constexpr std::size_t widest_gap = 3;

/// Takes the text up to the separator off the front.
std::string_view next_part(std::string_view& rest, std::string_view separator)
{
    const std::size_t end = rest.find(separator);
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + separator.size());
    return part;
}

}  // namespace

term_matcher::term_matcher(std::span<const term> terms) : filter_(64)
{
    for (const term& each : terms)
        compile(each, starts_);
    std::ranges::stable_sort(starts_, {}, &start::word);
    for (std::size_t i = 0; i < starts_.size(); ++i) {
        const std::uint64_t hash = starts_[i].word;
        const auto [at, is_new] = index_.try_emplace(hash, range{i, 0});
        ++at->second.count;
        filter_[hash / 64 % filter_.size()] |= std::uint64_t{1} << (hash % 64);
    }
}

std::size_t term_matcher::number_of(std::string_view kind) const
{
    return static_cast<std::size_t>(std::ranges::find(kinds_, kind) - kinds_.begin());
}

void term_matcher::compile(const term& from, std::vector<start>& starts)
{
    pattern made{{groups_.size(), 0}, role::thing, number_of(from.kind), from.what, from.where};
    if (made.kind == kinds_.size()) kinds_.push_back(from.kind);
    if (from.kind == "reason") made.is = role::act;
    if (from.kind == "negation") made.is = role::negation;
    if (from.kind == "act-negation") made.is = role::act_negation;
    for (std::string_view rest = from.pattern; !rest.empty();) {
        groups_.push_back(compile_group(next_part(rest, " + ")));
        ++made.groups.count;
    }
    if (made.groups.count != 0) {
        const range first = groups_[made.groups.first];
        for (std::size_t i = first.first; i < first.first + first.count; ++i) {
            starts.push_back({words_[alternatives_[i].first], patterns_.size(), i});
        }
    }
    patterns_.push_back(std::move(made));
}

/// Longer alternatives first, so that "antibiotic coated" is not left at "antibiotic" with a word of the gap spent.
term_matcher::range term_matcher::compile_group(std::string_view alternatives)
{
    std::vector<std::vector<word>> split;
    while (!alternatives.empty()) {
        std::vector<word>& words = split.emplace_back();
        split_words(next_part(alternatives, "|"), words);
        if (words.empty()) split.pop_back();
    }
    std::ranges::stable_sort(split, std::greater{}, &std::vector<word>::size);
    const range made{alternatives_.size(), split.size()};
    for (const std::vector<word>& words : split) {
        alternatives_.push_back({words_.size(), words.size()});
        for (const word& each : words)
            words_.push_back(each.hash);
    }
    return made;
}

/// The end of the alternative when it stands there within one clause; 0 otherwise.
std::size_t term_matcher::match(std::span<const word> words, std::size_t at, range alternative) const
{
    if (alternative.count > words.size() - at) return 0;
    for (std::size_t i = 0; i < alternative.count; ++i) {
        const word& here = words[at + i];
        if (here.hash != words_[alternative.first + i] || here.clause != words[at].clause) return 0;
    }
    return at + alternative.count;
}

/// The end of the remaining groups, each after a gap of up to three words of the same clause; 0 when they do not
/// follow.
std::size_t term_matcher::match_rest(std::span<const word> words, std::size_t end, range groups) const
{
    if (groups.count == 0) return end;
    const range group = groups_[groups.first];
    for (std::size_t at = end; at <= end + widest_gap; ++at) {
        if (at >= words.size() || words[at].clause != words[end - 1].clause) return 0;
        for (std::size_t i = group.first; i < group.first + group.count; ++i) {
            const std::size_t reached = match(words, at, alternatives_[i]);
            if (reached == 0) continue;
            const std::size_t last = match_rest(words, reached, {groups.first + 1, groups.count - 1});
            if (last != 0) return last;
        }
    }
    return 0;
}

bool term_matcher::is_negated(
    std::span<const word> words, std::size_t at, std::size_t end, role is, const reach& negated
) const
{
    if (at < negated.things || (is == role::act && at < negated.acts)) return true;
    for (std::size_t i = at; i < end; ++i) {
        const auto starts = index_.find(words[i].hash);
        if (starts == index_.end()) continue;
        for (std::size_t s = starts->second.first; s < starts->second.first + starts->second.count; ++s) {
            const bool is_no = patterns_[starts_[s].pattern].is == role::negation;
            if (is_no && match(words, i, alternatives_[starts_[s].alternative]) != 0) return true;
        }
    }
    return false;
}

void term_matcher::hear(std::span<const word> words, std::size_t at, const start& from, reach& negated, spoken& out)
    const
{
    const pattern& of = patterns_[from.pattern];
    if (out.terms[from.pattern]) return;
    const std::size_t first = match(words, at, alternatives_[from.alternative]);
    if (first == 0) return;
    const std::size_t end = match_rest(words, first, {of.groups.first + 1, of.groups.count - 1});
    if (end == 0) return;
    if (of.is == role::negation || of.is == role::act_negation) {
        std::size_t last = end;
        while (last < words.size() && last < end + negation_reach && words[last].clause == words[at].clause)
            ++last;
        (of.is == role::negation ? negated.things : negated.acts) = last;
    } else if (!is_negated(words, at, end, of.is, negated)) {
        out.terms[from.pattern] = true;
    }
}

void term_matcher::look_at(std::span<const word> words, std::size_t at, reach& negated, spoken& out) const
{
    const auto starts = index_.find(words[at].hash);
    if (starts == index_.end()) return;
    for (std::size_t i = starts->second.first; i < starts->second.first + starts->second.count; ++i) {
        hear(words, at, starts_[i], negated, out);
    }
}

void term_matcher::look(std::span<const word> words, const phrase_book& phrases, spoken& out) const
{
    out.terms.resize(patterns_.size());
    out.phrases.resize(phrases.size());
    reach negated;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (may_begin(words[at].hash)) look_at(words, at, negated, out);
        phrases.at(words.subspan(at), [&](std::uint32_t phrase) {
            if (at >= std::max(negated.things, negated.acts)) out.phrases[phrase] = true;
        });
    }
}

void term_matcher::look(std::string_view text, spoken& out) const
{
    static const phrase_book none;
    std::vector<word> words;
    split_words(text, words);
    look(words, none, out);
}

bool term_matcher::said(const spoken& in, std::string_view kind, act what, device_site where) const
{
    const std::size_t wanted = number_of(kind);
    for (std::size_t i = 0; i < in.terms.size(); ++i) {
        const pattern& of = patterns_[i];
        if (in.terms[i] && of.kind == wanted && of.what.value_or(what) == what && of.where.value_or(where) == where) {
            return true;
        }
    }
    return false;
}

bool term_matcher::said_of_any_act(const spoken& in, std::string_view kind) const
{
    const std::size_t wanted = number_of(kind);
    for (std::size_t i = 0; i < in.terms.size(); ++i) {
        if (in.terms[i] && patterns_[i].kind == wanted && !patterns_[i].what && !patterns_[i].where) return true;
    }
    return false;
}

bool term_matcher::said_site(const spoken& in, device_site where) const
{
    const std::size_t wanted = number_of("site");
    for (std::size_t i = 0; i < in.terms.size(); ++i) {
        if (in.terms[i] && patterns_[i].kind == wanted && patterns_[i].where == where) return true;
    }
    return false;
}

}  // namespace marrow::mappings
