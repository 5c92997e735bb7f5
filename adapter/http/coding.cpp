#include "adapter/http/coding.hpp"

#include "adapter/http/text.hpp"

#include <algorithm>
#include <new>
#include <optional>
#include <utility>
#include <zlib.h>

namespace marrow::adapter::http {

namespace {

using fhir::fault;
using fhir::fault_kind;

constexpr int window = 15;
constexpr int with_gzip = 16;

struct row {
    std::string_view name;
    coding is;
};

constexpr row table[] = {
    {"", coding::identity},
    {"identity", coding::identity},
    {"gzip", coding::gzip},
    {"x-gzip", coding::gzip},
    {"deflate", coding::deflate},
};

fault broken()
{
    return {
        fault_kind::malformed,
        "The body is not whole in the coding that Content-Encoding names: it is broken, cut off, or goes on behind its "
        "end.",
        {},
        {}};
}

fault too_large(std::string_view what)
{
    return {fault_kind::too_large, std::string{"The body is compressed and "}.append(what), {}, {}};
}

/// "deflate" is the format of zlib; some senders leave its header out.
bool has_zlib_header(std::string_view body)
{
    if (body.size() < 2) return false;
    const unsigned first = static_cast<unsigned char>(body[0]);
    const unsigned second = static_cast<unsigned char>(body[1]);
    return (first & 15) == Z_DEFLATED && (first * 256 + second) % 31 == 0;
}

int window_of(std::string_view body, coding in)
{
    if (in == coding::gzip) return window + with_gzip;
    return has_zlib_header(body) ? window : -window;
}

Bytef* bytes_of(const char* text)
{
    return const_cast<Bytef*>(static_cast<const Bytef*>(static_cast<const void*>(text)));
}

}  // namespace

std::string_view name_of(coding of)
{
    return of == coding::gzip ? "gzip" : of == coding::deflate ? "deflate" : "identity";
}

fhir::result<coding> coding_of_body(std::string_view content_encoding)
{
    const auto found = std::ranges::find_if(table, [&](const row& each) { return same(each.name, content_encoding); });
    if (found != std::end(table)) return found->is;
    return fault{
        fault_kind::not_supported,
        "The Content-Encoding is not read: send the body as it is, or in one of gzip and deflate.",
        {},
        {}};
}

coding coding_for(std::string_view accept_encoding)
{
    std::optional<unsigned> any;
    std::optional<unsigned> weights[3];
    while (!accept_encoding.empty()) {
        std::string_view parameters = next_part(accept_encoding, ',');
        const std::string_view name = next_part(parameters, ';');
        unsigned weight = 1000;
        if (same(next_part(parameters, '='), "q")) weight = weight_of(stripped(parameters));
        const auto found = std::ranges::find_if(table, [&](const row& each) { return same(each.name, name); });
        if (name == "*") any = weight;
        if (!name.empty() && found != std::end(table)) weights[static_cast<std::size_t>(found->is)] = weight;
    }
    const auto weight_for = [&](coding each) {
        constexpr unsigned least = 1;
        const auto named = weights[static_cast<std::size_t>(each)];
        return named ? *named : any ? *any : each == coding::identity ? least : 0;
    };
    const coding all[] = {coding::gzip, coding::deflate, coding::identity};
    const coding best = *std::ranges::max_element(all, {}, weight_for);
    return weight_for(best) == 0 ? coding::identity : best;
}

std::string compress(std::string_view text, coding as)
{
    z_stream z{};
    const int bits = as == coding::gzip ? window + with_gzip : window;
    constexpr int usual_memory = 8;
    if (::deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, bits, usual_memory, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc{};
    std::string out(::deflateBound(&z, text.size()), '\0');
    z.next_in = bytes_of(text.data());
    z.avail_in = static_cast<uInt>(text.size());
    z.next_out = bytes_of(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    ::deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    ::deflateEnd(&z);
    return out;
}

class inflation::stream {
public:
    stream(std::string_view body, coding in)
    {
        z.next_in = bytes_of(body.data());
        z.avail_in = static_cast<uInt>(body.size());
        if (::inflateInit2(&z, window_of(body, in)) != Z_OK) throw std::bad_alloc{};
    }
    ~stream() { ::inflateEnd(&z); }
    stream(const stream&) = delete;

    z_stream z{};
};

inflation::inflation(std::string_view body, coding in, bounds most, permit may_hold)
    : stream_{std::make_unique<stream>(body, in)},
      from_{body.size()},
      is_gzip_{in == coding::gzip},
      most_{most},
      may_hold_{std::move(may_hold)}
{
}

inflation::~inflation() = default;

fhir::result<bool> inflation::run(std::size_t up_to)
{
    z_stream& z = stream_->z;
    for (;;) {
        if (const auto room = make_room(); !room) return room.error();
        z.next_out = bytes_of(buffer_.data() + size_);
        z.avail_out = static_cast<uInt>(buffer_.size() - size_);
        const int how = ::inflate(&z, Z_NO_FLUSH);
        size_ = buffer_.size() - z.avail_out;
        if (size_ > most_.size) return too_large("is longer than is taken here, when it is not.");
        constexpr std::size_t always = 64 * 1024;
        if (size_ > always && size_ / most_.ratio > from_)
            return too_large("has much more in it than a submission has: send it as it is.");
        if (how == Z_STREAM_END) {
            if (z.avail_in == 0) return true;
            if (!is_gzip_ || ::inflateReset(&z) != Z_OK) return broken();  // a gzip file may have several members
        } else if (how != Z_OK || (z.avail_in == 0 && z.avail_out != 0)) {
            return broken();
        }
        if (size_ >= up_to) return false;
    }
}

fhir::result<void> inflation::make_room()
{
    if (size_ < buffer_.size()) return {};
    constexpr std::size_t least = 64 * 1024;
    const std::size_t wanted = std::min(std::max(least, 2 * size_), most_.size + 1);
    if (!may_hold_(wanted)) return fault{fault_kind::busy, "The server holds as much as it can: try again.", {}, {}};
    buffer_.resize(wanted);
    return {};
}

}  // namespace marrow::adapter::http
