#include "adapter/commands/serve.hpp"

#include "adapter/commands/commands.hpp"
#include "adapter/commands/fingerprint.hpp"
#include "adapter/commands/settings.hpp"
#include "adapter/commands/store.hpp"

#include <CLI/CLI.hpp>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow serve
  marrow serve --listen 127.0.0.1:0         a free port; read it from the line
                                            "listening on http://HOST:PORT/fhir"
  marrow serve --listen 0.0.0.0:8080 --host marrow.example.org
  marrow serve --config marrow.toml         settings: see marrow config --help
  marrow serve --only decision              the rules of add-on codes alone
  marrow serve --store postgresql://marrow@db.example.org/marrow
                                            what several servers share; the
                                            password stands in PGPASSWORD
  curl -H 'Content-Type: application/fhir+json' --data-binary @bundle.json \
       http://127.0.0.1:8080/fhir

SIGTERM finishes what was taken on and ends; a second one ends at once. Without
--tls-certificate the server speaks plain HTTP, without --tls-client-ca it asks
for no credentials: keep it on the loopback address or behind a proxy then.)";

void add_tls_options(CLI::App& to, http::tls_files& into)
{
    const auto file = [&](const char* name, std::string& of, const char* text) {
        to.add_option(name, of, text)->type_name("FILE");
    };
    file("--tls-certificate", into.certificate, "Speak TLS (1.2, 1.3) with this certificate and its chain, in PEM");
    file("--tls-key", into.key, "Its key, in PEM");
    file("--tls-client-ca", into.client_ca, "Take only clients whose certificate one of these, in PEM, has signed");
    to.add_flag("--tls-client-optional", into.client_optional, "Take clients without a certificate as well");
}

void add_bounds(CLI::App& to, http::limits& into)
{
    to.add_option("--max-body", into.body, "Bytes of a request's body, more gets 413")
        ->type_name("BYTES")
        ->check(CLI::Range(1u, 1u << 30).description(""))
        ->capture_default_str();
    to.add_option("--max-entries", into.entries, "Entries of a Bundle, more gets 413")
        ->type_name("N")
        ->check(CLI::Range(1u, 10'000'000u).description(""))
        ->capture_default_str();
    to.add_option("--max-connections", into.connections, "Connections at once, one more gets 503")
        ->type_name("N")
        ->check(CLI::Range(1u, 100'000u).description(""))
        ->capture_default_str();
}

void add_manners(CLI::App& to, http::manners& into)
{
    to.add_flag(
        "--strict-media-types", into.strict_media_types, "A body that comes as text/plain, or as nothing, gets 415"
    );
    to.add_option_function<std::string>(
          "--errors-as",
          [&into](const std::string& where) { into.errors_in_body = where == "body"; },
          "Findings of severity error show in the status, 422, or in the body alone, with 200"
    )
        ->type_name("WHERE")
        ->check(CLI::IsMember({"http", "body"}).description(""))
        ->default_str("http");
    to.add_option(
          "--cors-origin",
          into.origins,
          "An origin whose scripts browsers let read the answers, as in https://portal.example.org, or *; repeatable "
          "(none)"
    )
        ->type_name("ORIGIN")
        ->expected(1)
        ->take_all();
}

exit_status
serve_until_told(const CLI::App& command, const std::string& file, const serve_arguments& asked, console& at)
{
    if (const auto settled = settle(command, file); !settled) {
        at.err << "marrow: " << settled.error().text << "\n";
        return exit_status::usage;
    }
    const auto ready = prepare(asked);
    if (!ready) {
        at.err << "marrow: " << ready.error().text << "\n";
        return exit_status::usage;
    }
    return static_cast<exit_status>(serve(ready->options, ready->by->known, ready->by->weighed));
}

}  // namespace

fhir::result<server_setup> prepare(const serve_arguments& asked)
{
    auto by = load(asked.by);
    if (!by) return by.error();
    serve_options options = asked.serve;
    options.release = (*by)->bounds.release;
    options.only = (*by)->bounds.only;
    options.profiles = (*by)->bounds.profiles;
    if (!asked.tls.certificate.empty() || !asked.tls.key.empty() || !asked.tls.client_ca.empty()) {
        const auto tls = http::tls_context::load(asked.tls);
        if (!tls) return tls.error();
        options.tls = *tls;
    }
    if (asked.store != "none") {
        const auto basis = fingerprint(asked.by);
        if (!basis) return basis.error();
        const auto keys = store::keyring::read(asked.key_file);
        if (!keys) return keys.error();
        options.keys = *keys;
        options.store = asked.store;
        options.key_lifetime = std::chrono::hours{24} * asked.key_days;
        options.basis = *basis;
        options.stay = {std::chrono::hours{24} * asked.retention_days, std::chrono::hours{24} * asked.audit_days};
    }
    return server_setup{std::move(options), std::move(*by)};
}

void add_serve_options(CLI::App& command, serve_arguments& into)
{
    command.add_option("--listen", into.serve.listen, "Where to listen; port 0 takes a free one")
        ->type_name("HOST:PORT")
        ->capture_default_str();
    command
        .add_option(
            "--store",
            into.store,
            "File in which submissions and decisions are kept, made if need be, or postgresql://USER@HOST/DATABASE; "
            "none: nothing is kept"
        )
        ->type_name("STORE")
        ->capture_default_str();
    add_store_key_option(command, into.key_file);
    command.add_option("--key-days", into.key_days, "Days for which a submission sent again gets the answer it had")
        ->type_name("N")
        ->check(CLI::Range(1u, 3650u).description(""))
        ->capture_default_str();
    const auto stays = [&](const char* name, unsigned& days, const char* text) {
        command.add_option(name, days, text)->type_name("DAYS")->check(CLI::Range(1u, 36500u).description(""));
    };
    stays("--retention", into.retention_days, "Delete submissions and decisions after so many days (never)");
    stays("--audit-retention", into.audit_days, "Delete events of the audit after so many days (never)");
    command.add_flag(
        "--request-id-is-key",
        into.serve.request_id_is_key,
        "Where no Idempotency-Key is sent, X-Request-Id is the key of a submission"
    );
    command.add_option("--threads", into.serve.threads, "Threads (one a processor)")
        ->type_name("N")
        ->check(CLI::Range(1u, 256u).description(""));
    command
        .add_option("--host", into.serve.hosts, "A name that requests may have in their Host header, repeatable (any)")
        ->type_name("NAME")
        ->expected(1)
        ->take_all();
    command.add_flag("--log-requests", into.serve.log_requests, "A line on standard error for each answer");
    command.add_flag(
        "--core-dumps", into.serve.core_dumps, "A crash may leave a core file, which holds submissions (it leaves none)"
    );
    add_tls_options(command, into.tls);
    add_bounds(command, into.serve.limits);
    add_manners(command, into.serve.manners);
    add_scope_option(command, into.by);
    add_package_option(command, into.by);
    add_release_option(command, into.by);
    add_policy_option(command, into.by);
    add_tables_option(command, into.by);
}

void add_serve(CLI::App& to, console& at, action& chosen)
{
    struct arguments {
        std::string file;
        serve_arguments serve;
    };
    const auto asked = std::make_shared<arguments>();
    CLI::App& command = *to.add_subcommand("serve", "Serve FHIR over HTTP");
    command.footer(examples);
    add_config_option(command, asked->file);
    add_serve_options(command, asked->serve);
    command.callback([&command, asked, &at, &chosen] {
        chosen = [&command, asked, &at] { return serve_until_told(command, asked->file, asked->serve, at); };
    });
}

}  // namespace marrow::adapter
