#include "adapter/commands/inputs.hpp"

#include "adapter/commands/file.hpp"
#include "adapter/commands/line_reader.hpp"
#include "fhir/primitives.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>

namespace marrow::adapter {

namespace files = std::filesystem;
using fhir::fault;
using fhir::fault_kind;

/// An input that has been opened.
struct inputs::stream {
    std::string name;
    std::ifstream file;
    std::istream* in{};
    bool is_lines{};
    std::string ahead;    ///< first line of standard input, read to tell what it is
    std::string between;  ///< white space read after it
    bool has_ahead{};
    std::uint32_t line{};  ///< number of the line read last

    /// Standard input cannot be read twice: its first line is kept.
    void tell_form_of_standard_input()
    {
        if (read_line(*in, ahead, longest_line) == line_read::end) return;
        has_ahead = true;
        if (!is_object_line(ahead)) return;
        std::streambuf& from = *in->rdbuf();
        int c = from.sgetc();
        for (; c == ' ' || c == '\t' || c == '\r' || c == '\n'; c = from.snextc())
            between += static_cast<char>(c);
        is_lines = c == '{';
    }

    line_read next(std::string& into)
    {
        ++line;
        if (has_ahead) {
            has_ahead = false;
            into = std::move(ahead);
            return line_read::good;
        }
        if (const std::size_t end = between.find('\n'); end != std::string::npos) {
            into.clear();
            between.erase(0, end + 1);
            return line_read::good;
        }
        return read_line(*in, into, longest_line);
    }
};

namespace {

bool is_ndjson_name(const files::path& path)
{
    return path.extension() == ".ndjson" || path.extension() == ".jsonl";
}

bool is_submission_name(const files::path& path)
{
    return path.extension() == ".json" || path.extension() == ".xml" || is_ndjson_name(path);
}

/// Leaves the stream bad when it cannot be read.
void append_rest(std::istream& in, std::string& to)
{
    std::array<char, 64 * 1024> chunk;
    do {
        in.read(chunk.data(), chunk.size());
        to.append(chunk.data(), static_cast<std::size_t>(in.gcount()));
    } while (in);
}

}  // namespace

inputs::inputs(
    std::vector<std::string> arguments, input_form form, std::istream& standard_input, std::ostream& warnings
)
    : form_{form},
      standard_input_{standard_input},
      warnings_{warnings},
      is_one_file_{arguments.size() == 1 && !files::is_directory(arguments.front())}
{
    for (const std::string& argument : arguments)
        expand(argument);
}

inputs::~inputs() = default;

void inputs::expand(const std::string& argument)
{
    std::error_code failed;
    if (argument != "-" && files::is_directory(argument, failed)) return expand_directory(argument);
    add(argument);
}

void inputs::add(const std::string& path)
{
    const bool named_so = form_ == input_form::automatic && is_ndjson_name(path);
    waiting_.push_back({path, path == "-" ? "stdin" : path, named_so ? input_form::ndjson : form_, {}});
    ++files_;
}

void inputs::expand_directory(const std::string& directory)
{
    std::error_code failed;
    std::vector<std::string> found;
    for (files::recursive_directory_iterator at{directory, failed}, end; !failed && at != end; at.increment(failed)) {
        if (is_submission_name(at->path()) && !at->is_directory(failed)) found.push_back(at->path().string());
    }
    std::ranges::sort(found);
    for (const std::string& path : found)
        add(path);
    if (failed) {
        waiting_.push_back({directory, directory, form_, cannot_read(directory, failed.value())});
    } else if (found.empty()) {
        const fault nothing{fault_kind::unreadable, "there is no *.json, *.xml or *.ndjson below " + directory, {}, {}};
        waiting_.push_back({directory, directory, form_, nothing});
    }
}

bool inputs::is_stream()
{
    if (waiting_.empty()) return false;
    if (!is_one_file_) return std::ranges::all_of(waiting_, [](const file& f) { return f.form == input_form::ndjson; });
    if (!open_) open_next();
    return open_ && open_->is_lines;
}

void inputs::open_next()
{
    const file& wanted = waiting_.front();
    open_ = std::make_unique<stream>();
    open_->name = wanted.name;
    open_->is_lines = wanted.form == input_form::ndjson;
    open_->in = wanted.path == "-" ? &standard_input_ : &open_->file;
    if (wanted.path != "-") open_->file.open(wanted.path, std::ios::binary);
    if (wanted.form != input_form::automatic) return;
    try {
        if (wanted.path == "-") return open_->tell_form_of_standard_input();
        open_->is_lines = begins_as_ndjson(open_->file);
        open_->file.clear();
        open_->file.seekg(0);
    } catch (const std::ios_base::failure&) {  // of its buffer, which was read by itself
        open_->in->setstate(std::ios_base::badbit);
    }
}

std::optional<sent> inputs::next()
{
    while (!waiting_.empty()) {
        if (const auto& failed = waiting_.front().unreadable) {
            sent told{0, waiting_.front().name, 1, false, {}, failed};
            waiting_.pop_front();
            return numbered(std::move(told));
        }
        if (!open_) open_next();
        if (!open_->is_lines || !*open_->in) return numbered(whole());
        if (std::optional<sent> line = next_line()) return numbered(std::move(*line));
        const bool broke = open_->in->bad();
        open_.reset();
        if (broke)
            waiting_.front().unreadable = cannot_read(waiting_.front().name, EIO);
        else
            waiting_.pop_front();
    }
    return std::nullopt;
}

sent inputs::numbered(sent one)
{
    one.number = number_++;
    return one;
}

sent inputs::whole()
{
    sent read{0, open_->name, 1, false, {}, {}};
    if (open_->in == &standard_input_) {
        read.bytes = std::move(open_->ahead);
        if (open_->has_ahead) read.bytes += "\n" + open_->between;
        append_rest(standard_input_, read.bytes);
        if (standard_input_.bad()) read.unreadable = cannot_read(read.name, EIO);
    } else if (auto bytes = read_file(waiting_.front().path)) {
        read.bytes = std::move(*bytes);
    } else {
        read.unreadable = bytes.error();
    }
    open_.reset();
    waiting_.pop_front();
    return read;
}

std::optional<sent> inputs::next_line()
{
    sent read{0, open_->name, 1, true, {}, {}};
    for (;;) {
        const line_read how = open_->next(read.bytes);
        read.line = open_->line;
        if (how == line_read::end) return std::nullopt;
        if (how == line_read::too_long) {
            const std::string where = read.name + ":" + std::to_string(read.line);
            read.unreadable = fault{fault_kind::too_large, where + ": the line is longer than 256 MiB", {}, {}};
        }
        if (read.unreadable || !fhir::trimmed(read.bytes).empty()) return read;
        warnings_ << "marrow: " << read.name << ":" << read.line << ": an empty line was skipped\n";
    }
}

}  // namespace marrow::adapter
