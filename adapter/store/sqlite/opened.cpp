#include "adapter/store/sqlite/opened.hpp"

#include <cerrno>
#include <cstring>
#include <sqlite3.h>
#include <unistd.h>

namespace marrow::adapter::store::sqlite {

using fhir::fault;
using fhir::fault_kind;

fault not_done(const connection& file)
{
    return {fault_kind::unreadable, "the store: " + file.message(), {}, {}};
}

fhir::result<connection>
open_file(const std::string& path, fhir::result<void> (*fit)(connection&, std::span<const migration>))
{
    if (::access(path.c_str(), F_OK) != 0)
        return fault{fault_kind::usage, "there is no store at " + path + ": " + std::strerror(errno), {}, {}};
    auto file = connection::open(path, connection::mode::write);
    if (!file) return file;
    if (const auto fits = fit(*file, migrations()); !fits) {
        const fault& why = fits.error();
        const bool is_damaged =
            why.kind != fault_kind::usage && (::sqlite3_errcode(file->get()) & 0xFF) == SQLITE_CORRUPT;
        return fault{
            is_damaged ? fault_kind::unreadable : fault_kind::usage,
            path + ": " + (why.kind == fault_kind::usage ? why.text : why.log),
            {},
            {}};
    }
    return file;
}

}  // namespace marrow::adapter::store::sqlite
