#include "adapter/store/compressed.hpp"

#include <memory>
#include <new>
#include <zstd.h>

namespace marrow::adapter::store {

namespace {

struct freed {
    void operator()(ZSTD_CCtx* one) const { ::ZSTD_freeCCtx(one); }
    void operator()(ZSTD_DCtx* one) const { ::ZSTD_freeDCtx(one); }
};

std::unique_ptr<ZSTD_CCtx, freed> new_compressor()
{
    std::unique_ptr<ZSTD_CCtx, freed> made{::ZSTD_createCCtx()};
    if (!made) throw std::bad_alloc{};
    ::ZSTD_CCtx_setParameter(made.get(), ZSTD_c_compressionLevel, 1);
    ::ZSTD_CCtx_setParameter(made.get(), ZSTD_c_checksumFlag, 1);
    return made;
}

/// 0 when there is no whole one.
std::size_t size_of_first(std::string_view frames)
{
    const std::size_t size = ::ZSTD_findFrameCompressedSize(frames.data(), frames.size());
    return ::ZSTD_isError(size) ? 0 : size;
}

bool expand_one(std::string_view frame, std::string& out)
{
    constexpr unsigned long long most = 1u << 30;
    const unsigned long long size = ::ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (size > most) return false;  // as are the two values for an error and for an unknown size
    thread_local const std::unique_ptr<ZSTD_DCtx, freed> with{::ZSTD_createDCtx()};
    const std::size_t before = out.size();
    out.resize(before + size);
    const std::size_t made = ::ZSTD_decompressDCtx(with.get(), out.data() + before, size, frame.data(), frame.size());
    if (made == size) return true;
    out.resize(before);
    return false;
}

}  // namespace

std::string compressed(std::string_view bytes)
{
    thread_local const std::unique_ptr<ZSTD_CCtx, freed> with = new_compressor();
    std::string out(::ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size = ::ZSTD_compress2(with.get(), out.data(), out.size(), bytes.data(), bytes.size());
    if (::ZSTD_isError(size)) throw std::bad_alloc{};
    return std::string{out, 0, size};
}

bool expand(std::string_view frames, std::string& out)
{
    const std::size_t size = size_of_first(frames);
    const std::string_view behind = frames.substr(size);
    if (size == 0 || (!behind.empty() && size_of_first(behind) != behind.size())) return false;
    return expand_one(frames.substr(0, size), out);
}

bool expand_second(std::string_view frames, std::string& out)
{
    return has_second(frames) && expand_one(frames.substr(size_of_first(frames)), out);
}

bool has_second(std::string_view frames)
{
    const std::size_t size = size_of_first(frames);
    return size != 0 && size < frames.size();
}

}  // namespace marrow::adapter::store
