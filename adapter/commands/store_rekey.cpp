#include "adapter/commands/store.hpp"
#include "adapter/store/upkeep.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  openssl rand -hex 32 > store.key          a first key
  marrow serve --store-key store.key        from now on all that is kept is
                                            encrypted with it
  marrow store rekey --store-key store.key  and what was kept before, too

To change the key, put a new one on the first line of the file and leave the old
one below it; start each server anew; rekey; then take the old one out. Rekey
works beside servers, and goes on where it was broken off. When it is through,
what is not encrypted is refused as put in by another; --take-unencrypted is for
what a server without the key has kept meanwhile.)";

struct rekey_options : kept_options {
    bool takes_unencrypted{};
};

exit_status rekey(const rekey_options& asked, console& at)
{
    const auto keys = store::keyring::read(asked.key_file);
    if (!keys) return refuse(keys.error(), at);
    const auto done = store::rekey(
        asked.store,
        *keys,
        store::to_the_end,
        asked.takes_unencrypted ? store::unsealed::taken : store::unsealed::refused
    );
    if (!done) return refuse(done.error(), at);
    at.out << "messages encrypted: " << *done << ", by the key of the id " << keys->id() << "\n";
    return exit_status::good;
}

}  // namespace

void add_store_rekey(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<rekey_options>();
    CLI::App& command = *to.add_subcommand("rekey", "Encrypt all that is kept by the first key");
    command.footer(examples);
    add_store_option(command, asked->store);
    add_store_key_option(command, asked->key_file);
    command.add_flag(
        "--take-unencrypted", asked->takes_unencrypted, "Take what is not encrypted as genuine where all should be"
    );
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return rekey(*asked, at); }; });
}

}  // namespace marrow::adapter
