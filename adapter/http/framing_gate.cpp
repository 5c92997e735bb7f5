#include "adapter/http/framing_gate.hpp"

#include "adapter/http/target.hpp"
#include "adapter/http/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace marrow::adapter::http {

namespace {

using fhir::fault_kind;

constexpr refusal malformed(std::string_view text)
{
    return {400, fault_kind::malformed, text};
}

constexpr refusal too_long_target{414, fault_kind::too_large, "The request target is too long."};
constexpr refusal too_long_header{431, fault_kind::too_large, "The header is too long, or has too many fields."};
constexpr refusal too_long_body{413, fault_kind::too_large, "The body is longer than is taken here."};

/// What the fields say, before it is weighed.
struct facts {
    std::string_view method;
    http::target target;
    bool http_1_1{};
    std::optional<std::string_view> host;
    std::optional<std::string_view> length;
    std::optional<std::string_view> coding;
    std::optional<std::string_view> type;
    std::string_view expectation;
};

std::optional<refusal> refuse_method(std::string_view method)
{
    constexpr std::array known{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    if (!is_token(method)) return malformed("The request line has no method.");
    if (std::ranges::find(known, method) == known.end())
        return refusal{501, fault_kind::not_supported, "The method is not one of those known here."};
    return {};
}

std::optional<refusal> refuse_version(std::string_view version)
{
    if (version == "HTTP/1.1" || version == "HTTP/1.0") return {};
    const bool is_other = version.size() == 8 && version.starts_with("HTTP/") && version[6] == '.';
    if (is_other) return refusal{505, fault_kind::not_supported, "The protocol is HTTP/1.1."};
    return malformed("The request line does not end in a version of HTTP.");
}

std::optional<refusal> read_request_line(std::string_view line, const limits& bounds, facts& out)
{
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return malformed("The request line is not of three parts.");
    out.method = line.substr(0, first);
    const std::string_view text = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);
    if (const auto refused = refuse_version(version)) return refused;
    if (const auto refused = refuse_method(out.method)) return refused;
    if (text.size() > bounds.target) return too_long_target;
    const auto fits = [](char c) { return c > 0x20 && c < 0x7f && c != '#'; };
    if (!std::ranges::all_of(text, fits)) return malformed("The request target holds a character that it may not.");
    out.target = split_target(text);
    if (out.target.path.empty()) return malformed("The request target is neither a path nor a URL.");
    out.http_1_1 = version == "HTTP/1.1";
    return {};
}

std::optional<refusal> once(std::optional<std::string_view>& slot, std::string_view value, std::string_view text)
{
    if (slot) return malformed(text);
    slot = value;
    return {};
}

std::optional<refusal> read_field(std::string_view line, facts& out)
{
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::string_view name = line.substr(0, colon);
    if (colon == line.size() || !is_token(name) || name.find('_') != std::string_view::npos)
        return malformed("A header field has no name, or one that is not allowed (folded lines and _ are not).");
    const std::string_view value = stripped(line.substr(colon + 1));
    const auto is_control = [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f; };
    if (std::ranges::any_of(value, is_control)) return malformed("A header field holds a control character.");

    if (same(name, "host")) return once(out.host, value, "There is more than one Host.");
    if (same(name, "content-length")) return once(out.length, value, "There is more than one Content-Length.");
    if (same(name, "transfer-encoding")) return once(out.coding, value, "There is more than one Transfer-Encoding.");
    if (same(name, "content-type")) return once(out.type, value, "There is more than one Content-Type.");
    if (same(name, "expect")) out.expectation = value;
    return {};
}

bool is_host(std::string_view text)
{
    const std::size_t bracket = text.starts_with('[') ? text.find(']') : 0;
    if (text.empty() || bracket == std::string_view::npos) return false;
    const std::size_t colon = std::min(text.find(':', bracket), text.size());
    const std::string_view name = text.substr(0, colon);
    const std::string_view port = text.substr(std::min(colon + 1, text.size()));
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto is_letter = [&](char c) { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z'); };
    const auto fits = [&](char c) { return is_letter(c) || c == '-' || c == '.' || c == '_'; };
    const auto fits_address = [&](char c) { return is_letter(c) || c == ':' || c == '.'; };
    const bool named = bracket ? bracket > 1 && bracket + 1 == name.size() &&
                                     std::ranges::all_of(name.substr(1, bracket - 1), fits_address)
                               : !name.empty() && std::ranges::all_of(name, fits);
    return named && port.size() <= 5 && std::ranges::all_of(port, is_digit) && (colon == text.size() || !port.empty());
}

std::optional<refusal> refuse_host(const facts& read, std::span<const std::string> hosts)
{
    if (!read.host || !is_host(*read.host)) return malformed("There is no Host, or it names none.");
    if (!read.target.authority.empty() && !same(read.target.authority, *read.host))
        return malformed("The host of the URL is not that of the Host field.");
    if (hosts.empty()) return {};
    const std::size_t from = read.host->starts_with('[') ? read.host->find(']') : 0;
    const std::string_view name = read.host->substr(0, read.host->find(':', from));
    if (std::ranges::any_of(hosts, [&](const std::string& allowed) { return same(allowed, name); })) return {};
    return refusal{421, fault_kind::not_found, "No service of that host name is here."};
}

std::optional<refusal> measure(const facts& read, const limits& bounds, framing& out)
{
    if (read.coding) {
        if (!read.http_1_1 || read.length || !same(*read.coding, "chunked"))
            return malformed("Transfer-Encoding may be chunked alone, with HTTP/1.1 and without Content-Length.");
        out.chunked = true;
    }
    if (read.length) {
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        if (read.length->empty() || !std::ranges::all_of(*read.length, is_digit))
            return malformed("Content-Length is not a number.");
        for (const char c : *read.length) {
            out.length = out.length * 10 + static_cast<std::uint64_t>(c - '0');
            if (out.length > bounds.body) return too_long_body;
        }
    }
    return {};
}

std::optional<refusal> refuse_body(const facts& read, const framing& measured)
{
    if (!measured.has_body()) return {};
    if (read.method == "GET" || read.method == "HEAD") return malformed("GET and HEAD come without a body.");
    return {};
}

}  // namespace

admitted<header_end> find_header_end(std::string_view bytes, std::size_t seen, const limits& bounds)
{
    if (bytes.empty()) return header_end{};
    if (!is_token_character(bytes.front())) return malformed("A request begins with its method.");
    const std::string_view within = bytes.substr(0, bounds.header);
    for (std::size_t i = seen > 3 ? seen - 3 : 0; i < within.size(); ++i) {
        const char c = within[i];
        if (c == '\0') return malformed("The header holds a NUL.");
        if (c == '\n' && (i == 0 || within[i - 1] != '\r')) return malformed("A line of the header ends without CR.");
        if (c == '\r' && i + 1 < within.size() && within[i + 1] != '\n')
            return malformed("The header holds a CR alone.");
        if (c == '\n' && i >= 3 && within[i - 2] == '\n') return header_end{i + 1};
    }
    constexpr std::size_t beside_target = 32;
    if (within.size() > bounds.target + beside_target && within.find('\r') == std::string_view::npos)
        return too_long_target;
    if (bytes.size() >= bounds.header) return too_long_header;
    return header_end{};
}

admitted<framing> inspect(std::string_view header, const limits& bounds, std::span<const std::string> hosts)
{
    facts read;
    framing made;
    made.header = header.size();
    std::size_t end = std::min(header.find("\r\n"), header.size());
    if (const auto refused = read_request_line(header.substr(0, end), bounds, read)) return *refused;
    header.remove_prefix(std::min(end + 2, header.size()));
    for (std::uint32_t count = 0; !header.empty() && !header.starts_with("\r\n"); ++count) {
        if (count == bounds.fields) return too_long_header;
        end = std::min(header.find("\r\n"), header.size());
        if (const auto refused = read_field(header.substr(0, end), read)) return *refused;
        header.remove_prefix(std::min(end + 2, header.size()));
    }
    if (const auto refused = refuse_host(read, hosts)) return *refused;
    if (const auto refused = measure(read, bounds, made)) return *refused;
    if (const auto refused = refuse_body(read, made)) return *refused;
    if (!read.expectation.empty() && !same(read.expectation, "100-continue"))
        return refusal{417, fault_kind::not_supported, "The one expectation that is met is 100-continue."};
    made.http_1_1 = read.http_1_1;
    made.waits = !read.expectation.empty() && read.http_1_1;
    return made;
}

}  // namespace marrow::adapter::http
