#include "mappings/load/csv.hpp"

namespace marrow::mappings {

fhir::fault refused(std::string text, fhir::position at)
{
    return {fhir::fault_kind::usage, std::move(text), {}, at};
}

csv_reader::csv_reader(std::string_view text, char separator, bool quoted)
    : text_{text}, separator_{separator}, quoted_{quoted}
{
    if (text_.starts_with("\xEF\xBB\xBF")) here_.offset = 3;
}

/// Moves on within text that may hold line ends; columns count characters, not bytes.
void csv_reader::pass(std::size_t bytes)
{
    for (; bytes > 0; --bytes) {
        const char c = text_[here_.offset++];
        if (c == '\n') {
            ++here_.line;
            here_.column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
            ++here_.column;
        }
    }
}

std::string_view csv_reader::peek_line() const
{
    const std::string_view rest = text_.substr(here_.offset);
    std::string_view line = rest.substr(0, rest.find('\n'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::string_view csv_reader::take_line()
{
    const std::string_view line = peek_line();
    pass(line.size());
    end_of_record();
    return line;
}

/// Passes a line end, if one stands here.
bool csv_reader::end_of_record()
{
    const std::string_view rest = text_.substr(here_.offset);
    if (rest.starts_with("\r\n")) {
        pass(2);
    } else if (rest.starts_with('\n') || rest == "\r") {
        pass(1);
    } else {
        return rest.empty();
    }
    return true;
}

void csv_reader::read_plain()
{
    const std::size_t start = here_.offset;
    const char stops[] = {separator_, '\n'};
    std::size_t end = text_.find_first_of({stops, 2}, start);
    if (end == std::string_view::npos) end = text_.size();
    if (end > start && text_[end - 1] == '\r' && (end == text_.size() || text_[end] == '\n')) --end;
    fields_.push_back({text_.substr(start, end - start), here_});
    pass(end - start);
}

fhir::result<void> csv_reader::read_quoted()
{
    const fhir::position opened = here_;
    std::string* joined = nullptr;
    pass(1);
    std::size_t start = here_.offset;
    for (;;) {
        const std::size_t quote = text_.find('"', here_.offset);
        if (quote == std::string_view::npos) return refused("A quoted field begins here and is not closed.", opened);
        pass(quote - here_.offset + 1);
        const std::string_view piece = text_.substr(start, quote - start);
        const bool doubled = !at_end() && current() == '"';
        if (doubled && !joined) joined = &unescaped_.emplace_back();
        if (joined) joined->append(piece);
        if (!doubled) {
            fields_.push_back({joined ? std::string_view{*joined} : piece, opened});
            return {};
        }
        start = here_.offset;
        pass(1);
    }
}

fhir::result<bool> csv_reader::next()
{
    if (text_.size() > max_table_bytes) return refused("The file is larger than 256 MB.", here_);
    fields_.clear();
    unescaped_.clear();
    while (!at_end() && peek_line().empty())
        end_of_record();
    if (at_end()) return false;
    const std::uint32_t record_start = here_.offset;
    for (;;) {
        if (quoted_ && !at_end() && current() == '"') {
            if (const auto read = read_quoted(); !read) return read.error();
        } else {
            read_plain();
        }
        if (here_.offset - record_start > max_record_bytes) return refused("A record is longer than 64 KB.", here_);
        if (end_of_record()) return true;
        if (current() != separator_) return refused("A separator or the end of the line is expected here.", here_);
        pass(1);
    }
}

}  // namespace marrow::mappings
