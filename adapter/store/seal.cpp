#include "adapter/store/seal.hpp"

#include "adapter/store/digest.hpp"
#include "fhir/base64.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <fstream>
#include <memory>

namespace marrow::adapter::store {

using fhir::fault;
using fhir::fault_kind;

namespace {

// What is sealed begins with this, the id of the key and the nonce, and ends with the tag.
constexpr std::string_view magic = "MRW\x01";
constexpr std::string_view text_mark = "sealed ";
constexpr std::size_t id_size = 16;
constexpr std::size_t tag_size = 16;
constexpr std::size_t longest_text = 64u << 20;

struct freed {
    void operator()(EVP_CIPHER_CTX* one) const { ::EVP_CIPHER_CTX_free(one); }
};
using cipher = std::unique_ptr<EVP_CIPHER_CTX, freed>;

const unsigned char* bytes_of(std::string_view text)
{
    return std::bit_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text)
{
    return std::bit_cast<unsigned char*>(text.data());
}

void must(bool done)
{
    if (!done) throw fhir::broken_invariant{"the cipher failed"};
}

fault refused(std::string text)
{
    return {fault_kind::usage, std::move(text), {}, {}};
}

std::string base64(std::string_view bytes)
{
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    ::EVP_EncodeBlock(bytes_of(out), bytes_of(bytes), static_cast<int>(bytes.size()));
    out.pop_back();
    return out;
}

std::optional<std::string> from_hex(std::string_view text)
{
    const auto digit = [](char c) {
        return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
    };
    std::string out;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        const int high = digit(text[i]);
        const int low = digit(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        out.push_back(static_cast<char>(high * 16 + low));
    }
    return out;
}

std::string_view trimmed(std::string_view line)
{
    const auto first = line.find_first_not_of(" \t\r");
    return first == std::string_view::npos ? "" : line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

std::optional<keyring::key> keyring::read_key(std::string_view text)
{
    key made{};
    const auto bytes = text.size() == 2 * made.size() ? from_hex(text) : fhir::from_base64(text, made.size());
    if (!bytes || bytes->size() != made.size()) return std::nullopt;
    std::ranges::copy(*bytes, made.begin());
    return made;
}

fhir::result<keyring> keyring::parse(std::string_view text)
{
    keyring made;
    if (text.size() > most_bytes) return refused("the keys of the store are longer than 4096 bytes");
    while (!text.empty()) {
        const std::string_view line = trimmed(text.substr(0, text.find('\n')));
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
        if (line.empty() || line.front() == '#') continue;
        const auto secret = read_key(line);
        if (!secret)
            return refused("a key of the store is 32 bytes in hexadecimal or base64, one key a line; one is not");
        if (made.keys_.size() == most_keys) return refused("there are more than 16 keys of the store");
        named& added = made.keys_.emplace_back(named{*secret, {}});
        const digest whole =
            digest_of({"marrow store key", {std::bit_cast<const char*>(secret->data()), secret->size()}});
        std::copy_n(whole.begin(), id_size, added.id.begin());
    }
    return made;
}

fhir::result<keyring> keyring::read(const std::string& file)
{
    if (file.empty()) {
        const char* const given = std::getenv("MARROW_STORE_KEY");
        return parse(given ? given : "");
    }
    std::ifstream in{file, std::ios::binary};
    std::string text(most_bytes + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (!in.eof() && text.size() <= most_bytes) return refused("cannot read the key of the store: " + file);
    auto made = parse(text);
    if (made && made->empty()) return refused("there is no key of the store in " + file);
    return made;
}

std::string keyring::id() const
{
    return keys_.empty() ? std::string{} : hex(keys_.front().id);
}

keyring keyring::of_sealed_store() const
{
    keyring made = *this;
    made.takes_unsealed_ = keys_.empty();
    return made;
}

std::optional<std::string> keyring::unsealed(std::string_view bytes) const
{
    return takes_unsealed_ ? std::optional<std::string>{bytes} : std::nullopt;
}

bool keyring::is_sealed(std::string_view bytes)
{
    return bytes.starts_with(magic);
}

bool keyring::is_current(std::string_view bytes) const
{
    if (keys_.empty() || !is_sealed(bytes)) return keys_.empty() && !is_sealed(bytes);
    return find(bytes) == &keys_.front();
}

const keyring::named* keyring::find(std::string_view sealed) const
{
    const std::string_view id = sealed.substr(magic.size(), id_size);
    const auto found = std::ranges::find_if(keys_, [&](const named& each) {
        return id == std::string_view{std::bit_cast<const char*>(each.id.data()), each.id.size()};
    });
    return found == keys_.end() ? nullptr : &*found;
}

std::string keyring::sealed_with(const nonce& once, std::string_view bytes, std::string_view bound_to) const
{
    const named& by = keys_.front();
    std::string out{magic};
    out.append(by.id.begin(), by.id.end()).append(once.begin(), once.end());
    const std::size_t begin = out.size();
    out.resize(begin + bytes.size() + tag_size);
    const cipher with{::EVP_CIPHER_CTX_new()};
    int size = 0;
    must(with && ::EVP_EncryptInit_ex(with.get(), ::EVP_aes_256_gcm(), nullptr, by.secret.data(), once.data()) == 1);
    must(::EVP_EncryptUpdate(with.get(), nullptr, &size, bytes_of(bound_to), static_cast<int>(bound_to.size())) == 1);
    must(
        ::EVP_EncryptUpdate(
            with.get(), bytes_of(out) + begin, &size, bytes_of(bytes), static_cast<int>(bytes.size())
        ) == 1
    );
    must(::EVP_EncryptFinal_ex(with.get(), bytes_of(out) + begin + size, &size) == 1);
    must(::EVP_CIPHER_CTX_ctrl(with.get(), EVP_CTRL_GCM_GET_TAG, tag_size, bytes_of(out) + begin + bytes.size()) == 1);
    return out;
}

std::string keyring::seal(std::string_view bytes, std::string_view bound_to) const
{
    if (keys_.empty()) return std::string{bytes};
    nonce once{};
    must(::RAND_bytes(once.data(), nonce_size) == 1);
    return sealed_with(once, bytes, bound_to);
}

std::optional<std::string> keyring::open(std::string_view bytes, std::string_view bound_to) const
{
    constexpr std::size_t begin = magic.size() + id_size + nonce_size;
    if (!is_sealed(bytes)) return unsealed(bytes);
    const named* const by = find(bytes);
    if (!by || bytes.size() < begin + tag_size) return std::nullopt;
    const std::string_view hidden = bytes.substr(begin, bytes.size() - begin - tag_size);
    std::string tag{bytes.substr(bytes.size() - tag_size)};
    std::string out(hidden.size(), '\0');
    const cipher with{::EVP_CIPHER_CTX_new()};
    int size = 0;
    const unsigned char* const once = bytes_of(bytes) + magic.size() + id_size;
    must(with && ::EVP_DecryptInit_ex(with.get(), ::EVP_aes_256_gcm(), nullptr, by->secret.data(), once) == 1);
    must(::EVP_CIPHER_CTX_ctrl(with.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()) == 1);
    must(::EVP_DecryptUpdate(with.get(), nullptr, &size, bytes_of(bound_to), static_cast<int>(bound_to.size())) == 1);
    must(::EVP_DecryptUpdate(with.get(), bytes_of(out), &size, bytes_of(hidden), static_cast<int>(hidden.size())) == 1);
    if (::EVP_DecryptFinal_ex(with.get(), bytes_of(out) + size, &size) != 1) return std::nullopt;
    return out;
}

std::string keyring::seal_text(std::string_view text, std::string_view bound_to) const
{
    if (keys_.empty()) return std::string{text};
    const digest whole = digest_of({"marrow line", bound_to, text});
    digest mac{};
    const key& secret = keys_.front().secret;
    must(
        ::HMAC(
            ::EVP_sha256(),
            secret.data(),
            static_cast<int>(secret.size()),
            whole.data(),
            whole.size(),
            mac.data(),
            nullptr
        ) != nullptr
    );
    nonce once{};
    std::copy_n(mac.begin(), nonce_size, once.begin());
    return std::string{text_mark} + base64(sealed_with(once, text, bound_to));
}

std::optional<std::string> keyring::open_text(std::string_view text, std::string_view bound_to) const
{
    if (!text.starts_with(text_mark)) return unsealed(text);
    const auto bytes = fhir::from_base64(text.substr(text_mark.size()), longest_text);
    if (!bytes || !is_sealed(*bytes)) return std::nullopt;
    return open(*bytes, bound_to);
}

bool keyring::is_current_text(std::string_view text) const
{
    if (!text.starts_with(text_mark)) return keys_.empty();
    const auto bytes = fhir::from_base64(text.substr(text_mark.size()), longest_text);
    return bytes && is_current(*bytes);
}

std::string bound_body(std::string_view message)
{
    return "body " + std::string{message};
}

std::string bound_outcome(std::string_view decision, std::uint32_t number)
{
    return "outcome " + std::to_string(number) + " " + std::string{decision};
}

std::string bound_line(std::string_view message)
{
    return "line " + std::string{message};
}

}  // namespace marrow::adapter::store
