#include "tests/bench/benches.hpp"
#include "tests/bench/submissions.hpp"
#include "tests/places.hpp"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace {

using namespace marrow::bench;

int generate(const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "claim-4kb.json", std::ios::binary) << claim(0);
    std::ofstream(folder / "bundle-17kb.json", std::ios::binary) << bundle(0);
    std::ofstream(folder / "bundle-1mb.json", std::ios::binary) << bundle_of_bytes(1'000'000);
    std::ofstream(folder / "bundle-50mb.json", std::ios::binary) << bundle_of_bytes(50'000'000);
    std::ofstream lines(folder / "bundles-17kb.ndjson", std::ios::binary);
    for (const auto& each : bundles(600)) {
        lines << each << '\n';
    }
    return 0;
}

int measure(std::string_view which)
{
    const std::string program = MARROW_PROGRAM;
    const std::string scripts = MARROW_SOURCE_DIR "/tests/bench";
    const std::string folder = std::filesystem::temp_directory_path() / "marrow-bench";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    const bool all = which == "all";
    bool reached = true;
    if (all || which == "memory") {  // first: what a parent holds counts in the peak of its child
        reached &= memory(program, folder);
    }
    if (all || which == "parse") {
        reached &= parse();
    }
    if (all || which == "xml") {
        reached &= xml();
    }
    if (all || which == "check") {
        reached &= check();
    }
    if (all || which == "validate") {
        reached &= validate();
    }
    if (all || which == "scale") {
        reached &= scale();
    }
    if (all || which == "start") {
        reached &= start(program);
    }
    if (all || which == "http") {
        reached &= http(program, folder, scripts);
    }
    if (all || which == "store") {
        reached &= store(program, folder, scripts);
    }
    if (all || which == "lookup") {
        reached &= lookup(program, folder, scripts);
    }
    std::filesystem::remove_all(folder);
    return reached ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv)
{
    const std::string_view which = argc > 1 ? argv[1] : "all";
    try {
        if (which == "bare") {
            return serve_bare();
        }
        if (which == "generate" && argc == 3) {
            return generate(argv[2]);
        }
        if (which == "structure" && argc == 3) {
            return time_structure(argv[2]);
        }
        for (const std::string_view known :
             {"all", "parse", "xml", "check", "validate", "scale", "memory", "start", "http", "store", "lookup"}) {
            if (which == known) {
                return measure(which);
            }
        }
    } catch (const std::exception& failed) {
        std::fprintf(stderr, "marrow_bench: %s\n", failed.what());
        return 70;
    }
    std::fprintf(
        stderr,
        "usage: marrow_bench [all|parse|xml|check|validate|scale|memory|start|http|store|lookup] | generate FOLDER | "
        "structure FILE | bare\n"
    );
    return 2;
}
