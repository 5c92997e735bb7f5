#include "fhir/validate/calendar.hpp"

#include <chrono>
#include <optional>

namespace marrow::fhir::validate {

namespace {

/// Takes what a text must hold from its front, and remembers when it did not.
class scanner {
public:
    explicit scanner(std::string_view text) : rest_{text} {}

    bool at(char c) const { return !rest_.empty() && rest_.front() == c; }

    void mark(char c)
    {
        fits_ = fits_ && at(c);
        if (fits_) rest_.remove_prefix(1);
    }

    unsigned number(std::size_t digits, unsigned least, unsigned most)
    {
        unsigned value = 0;
        fits_ = fits_ && rest_.size() >= digits;
        for (std::size_t i = 0; fits_ && i < digits; ++i) {
            fits_ = rest_[i] >= '0' && rest_[i] <= '9';
            value = value * 10 + static_cast<unsigned>(rest_[i] - '0');
        }
        fits_ = fits_ && value >= least && value <= most;
        if (fits_) rest_.remove_prefix(digits);
        return value;
    }

    /// Of a second: a dot and at least one digit, if there is a dot.
    void fraction()
    {
        if (!fits_ || !at('.')) return;
        rest_.remove_prefix(1);
        const std::size_t digits = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
        fits_ = digits != 0;
        rest_.remove_prefix(digits);
    }

    void refuse_unless(bool holds) { fits_ = fits_ && holds; }
    bool is_done() const { return fits_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool fits_{true};
};

void take_day(scanner& from)
{
    const unsigned year = from.number(4, 1, 9999);
    from.mark('-');
    const unsigned month = from.number(2, 1, 12);
    from.mark('-');
    const unsigned day = from.number(2, 1, 31);
    using namespace std::chrono;
    from.refuse_unless(
        year_month_day{std::chrono::year{static_cast<int>(year)}, std::chrono::month{month}, std::chrono::day{day}}.ok()
    );
}

void take_time(scanner& from)
{
    from.number(2, 0, 23);
    from.mark(':');
    from.number(2, 0, 59);
    from.mark(':');
    from.number(2, 0, 60);
    from.fraction();
}

void take_zone(scanner& from)
{
    if (from.at('Z')) return from.mark('Z');
    from.mark(from.at('-') ? '-' : '+');
    const unsigned hours = from.number(2, 0, 14);
    from.mark(':');
    const unsigned minutes = from.number(2, 0, 59);
    from.refuse_unless(hours < 14 || minutes == 0);
}

}  // namespace

bool is_date(std::string_view text)
{
    scanner from{text};
    constexpr std::size_t year = 4;
    constexpr std::size_t month = 7;
    if (text.size() > month) {
        take_day(from);
        return from.is_done();
    }
    from.number(4, 1, 9999);
    if (text.size() > year) {
        from.mark('-');
        from.number(2, 1, 12);
    }
    return from.is_done();
}

bool is_instant(std::string_view text)
{
    scanner from{text};
    take_day(from);
    from.mark('T');
    take_time(from);
    take_zone(from);
    return from.is_done();
}

bool is_date_time(std::string_view text)
{
    return text.find('T') == std::string_view::npos ? is_date(text) : is_instant(text);
}

bool is_time(std::string_view text)
{
    scanner from{text};
    take_time(from);
    return from.is_done();
}

}  // namespace marrow::fhir::validate
