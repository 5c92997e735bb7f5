#include "tests/fhir/packages/archive.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <zlib.h>

namespace marrow::tests {

namespace {

constexpr std::size_t block = 512;

void put_octal(std::string& header, std::size_t at, std::size_t width, std::uint64_t number)
{
    for (std::size_t digit = width - 1; digit-- > 0; number >>= 3)
        header[at + digit] = static_cast<char>('0' + (number & 7));
}

std::string header_of(const tar_member& of)
{
    std::string made(block, '\0');
    std::ranges::copy(of.name.substr(0, 100), made.begin());
    put_octal(made, 100, 8, 0644);
    put_octal(made, 124, 12, of.says < 0 ? of.bytes.size() : static_cast<std::uint64_t>(of.says));
    put_octal(made, 136, 12, 0);
    made[156] = of.type;
    std::ranges::copy(of.leads_to.substr(0, 100), made.begin() + 157);
    std::ranges::copy(
        std::string_view{
            "ustar\0"
            "00",
            8},
        made.begin() + 257
    );
    std::fill_n(made.begin() + 148, 8, ' ');
    std::uint64_t sum = 0;
    for (const char each : made)
        sum += static_cast<unsigned char>(each);
    put_octal(made, 148, 7, sum);
    made[154] = '\0';
    return made;
}

}  // namespace

std::string tar_of(const std::vector<tar_member>& members)
{
    std::string out;
    for (const tar_member& each : members) {
        out += header_of(each);
        out += each.bytes;
        out.resize((out.size() + block - 1) / block * block);
    }
    return out.append(2 * block, '\0');
}

std::string gzip_of(std::string_view bytes)
{
    z_stream stream{};
    constexpr int as_gzip = 16 + MAX_WBITS;
    if (deflateInit2(&stream, 9, Z_DEFLATED, as_gzip, 9, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc{};
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    std::string in{bytes};
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string tgz_of(const std::vector<tar_member>& members)
{
    return gzip_of(tar_of(members));
}

scratch::scratch()
{
    std::string pattern = (std::filesystem::temp_directory_path() / "marrow-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no folder could be made");
    root_ = pattern;
}

scratch::~scratch()
{
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
}

std::string scratch::path(std::string_view name) const
{
    return name.empty() ? root_ : root_ + "/" + std::string{name};
}

std::string scratch::write(std::string_view name, std::string_view bytes) const
{
    const std::string file = path(name);
    std::filesystem::create_directories(std::filesystem::path{file}.parent_path());
    std::ofstream{file, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return file;
}

}  // namespace marrow::tests
