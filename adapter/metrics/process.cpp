#include "adapter/metrics/process.hpp"

#include "adapter/version.hpp"

#include <fstream>
#include <limits>
#include <string>
#include <unistd.h>

namespace marrow::adapter::metrics {

namespace {

/// Since 1970-01-01 UTC.
double start_in_seconds()
{
    std::ifstream in{"/proc/self/stat"};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    std::size_t at = text.rfind(')');  // the name of the program may hold spaces
    for (int field = 2; field < 22 && at != std::string::npos; ++field)
        at = text.find(' ', at + 1);
    const double ticks = at == std::string::npos ? 0 : std::strtod(text.c_str() + at, nullptr);
    std::ifstream of_system{"/proc/stat"};
    double boot = 0;
    for (std::string word; of_system >> word && word != "btime";)
        of_system.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    of_system >> boot;
    return boot + ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::uint64_t resident_bytes()
{
    std::ifstream in{"/proc/self/statm"};
    std::uint64_t all = 0;
    std::uint64_t resident = 0;
    in >> all >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

void write_process(exposition& to)
{
    to.begin({"marrow_build", kind::info, "What runs."}).sample({{"version", version()}}, std::uint64_t{1});
    to.begin({"process_start_time_seconds",
              kind::gauge,
              "Start of the process, in seconds since 1970-01-01 UTC.",
              "seconds"})
        .sample({}, start_in_seconds());
    to.begin({"process_resident_memory_bytes", kind::gauge, "Memory of the process that is resident.", "bytes"})
        .sample({}, resident_bytes());
}

}  // namespace marrow::adapter::metrics
