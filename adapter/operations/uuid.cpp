#include "adapter/operations/uuid.hpp"

#include "adapter/store/digest.hpp"

namespace marrow::adapter {

std::string uuid_of(std::string_view kind, std::string_view id, std::uint32_t number)
{
    store::name_key bytes = store::name_key_of({kind, id, std::to_string(number)});
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x80);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
    std::string out = store::hex(bytes);
    for (const std::size_t at : {8u, 13u, 18u, 23u})
        out.insert(at, "-");
    return out;
}

}  // namespace marrow::adapter
