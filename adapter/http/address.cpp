#include "adapter/http/address.hpp"

#include <charconv>

namespace marrow::adapter::http {

fhir::fault cannot_listen(const std::string& address, const std::string& why)
{
    return {fhir::fault_kind::usage, "cannot listen on " + address + ": " + why, {}, {}};
}

fhir::result<host_and_port> read_address(const std::string& text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) return cannot_listen(text, "HOST:PORT is asked for");
    host_and_port read{text.substr(0, colon)};
    if (read.host.size() > 2 && read.host.front() == '[' && read.host.back() == ']')
        read.host = read.host.substr(1, read.host.size() - 2);
    const char* const begin = text.data() + colon + 1;
    const char* const end = text.data() + text.size();
    const auto number = std::from_chars(begin, end, read.port);
    if (begin == end || number.ec != std::errc{} || number.ptr != end)
        return cannot_listen(text, "the port is a number from 0 to 65535");
    return read;
}

}  // namespace marrow::adapter::http
