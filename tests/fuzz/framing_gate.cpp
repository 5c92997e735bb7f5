#include "adapter/http/framing_gate.hpp"

#include "adapter/http/request_reader.hpp"

#include <boost/asio/buffer.hpp>

#include <cstdlib>

using namespace marrow::adapter::http;

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

/// What the gate lets pass, Beast must read in the same way, or not at all.
void compare_with_beast(std::string_view header, const framing& found, const limits& bounds)
{
    request head;
    std::string body;
    request_reader reader{head, body, bounds};
    boost::beast::error_code failed;
    const std::size_t used = reader.put(boost::asio::buffer(header), failed);
    if (failed && failed != boost::beast::http::error::need_more) return;
    require(used == header.size());
    require(reader.chunked() == found.chunked);
    require(reader.content_length().value_or(0) == found.length);
    require(reader.is_done() == !found.has_body());
}

}  // namespace

/// The bytes of a connection: the gate gives the same verdict however they arrive, and no other than the parser.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    const limits bounds;
    const std::string bytes{data, data + size};
    const auto whole = find_header_end(bytes, 0, bounds);
    std::size_t seen = 0;
    for (std::size_t upto = 1 + size / 7; seen < size; upto += 1 + size / 7) {
        const std::string_view part = std::string_view{bytes}.substr(0, upto);
        const auto step = find_header_end(part, seen, bounds);
        if (!step) {
            require(!whole);
            break;
        }
        if (step->size != 0) {
            require(whole && whole->size == step->size);
            break;
        }
        seen = part.size();
    }
    if (!whole || whole->size == 0) return 0;
    const std::string_view header = std::string_view{bytes}.substr(0, whole->size);
    if (const auto found = inspect(header, bounds)) compare_with_beast(header, *found, bounds);
    return 0;
}
