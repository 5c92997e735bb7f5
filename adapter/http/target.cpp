#include "adapter/http/target.hpp"

#include "adapter/http/text.hpp"

#include <algorithm>

namespace marrow::adapter::http {

namespace {

int digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool drop_prefix(std::string_view& text, std::string_view prefix)
{
    if (!same(text.substr(0, prefix.size()), prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

}  // namespace

target split_target(std::string_view text)
{
    target parts;
    if (drop_prefix(text, "http://") || drop_prefix(text, "https://")) {
        const std::size_t end = std::min(text.find_first_of("/?"), text.size());
        parts.authority = text.substr(0, end);
        text.remove_prefix(end);
        parts.path = "/";
    }
    const std::size_t mark = text.find('?');
    if (text.starts_with('/')) parts.path = text.substr(0, mark);
    if (mark != std::string_view::npos && !parts.path.empty()) parts.query = text.substr(mark + 1);
    return parts;
}

std::string percent_decoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
            out.push_back(static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

std::string query_value(std::string_view query, std::string_view name)
{
    const std::vector<std::string> all = query_values(query, name);
    return all.empty() ? std::string{} : all.front();
}

std::vector<std::pair<std::string, std::string>> query_parameters(std::string_view query)
{
    const auto decoded = [](std::string_view text) {
        std::string spaced{text};
        std::ranges::replace(spaced, '+', ' ');
        return percent_decoded(spaced);
    };
    std::vector<std::pair<std::string, std::string>> out;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        out.emplace_back(decoded(pair.substr(0, equals)), decoded(pair.substr(std::min(equals + 1, pair.size()))));
    }
    return out;
}

std::vector<std::string> query_values(std::string_view query, std::string_view name)
{
    std::vector<std::string> out;
    for (auto& [is, value] : query_parameters(query))
        if (is == name) out.push_back(std::move(value));
    return out;
}

}  // namespace marrow::adapter::http
