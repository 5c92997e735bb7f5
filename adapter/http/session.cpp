#include "adapter/http/session.hpp"

#include "adapter/http/async_keep.hpp"
#include "adapter/http/echo.hpp"
#include "adapter/http/spoken.hpp"
#include "adapter/log.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>

namespace marrow::adapter::http {

using fhir::fault_kind;
using std::chrono::milliseconds;

namespace {

// For the other side to read the answer and to close: longer when it may still be sending.
constexpr milliseconds linger_after_answer{200};
constexpr milliseconds linger_after_refusal{2000};
constexpr std::size_t usual_read = 32 * 1024;

constexpr refusal needs_tls{400, fault_kind::malformed, "This port speaks TLS: begin the address with https://."};
constexpr refusal too_slow{408, fault_kind::timed_out, "The request came too slowly."};
constexpr refusal too_busy{503, fault_kind::busy, "The server holds as much as it can: try again."};
constexpr refusal too_many{503, fault_kind::busy, "There are as many connections as are taken: try again."};
constexpr refusal too_long_body{413, fault_kind::too_large, "The body is longer than is taken here."};
constexpr refusal broken_header{400, fault_kind::malformed, "The header cannot be read."};
constexpr refusal broken_body{400, fault_kind::malformed, "The framing of the body is broken, or costs too much."};

std::int64_t now_in_milliseconds()
{
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<milliseconds>(since).count();
}

/// Another process has kept one of the same key meanwhile; the next attempt finds it.
fhir::fault already_there()
{
    return {fault_kind::in_progress, "A submission of the same key was decided at the same time: try again.", {}, {}};
}

fhir::fault fault_of(const refusal& why)
{
    return {why.kind, std::string{why.text}, {}, {}};
}

}  // namespace

session::session(tcp_socket socket, io_thread& home)
    : home_{home}, common_{home.common()}, link_{std::move(socket), home}
{
}

session::~session()
{
    let_go();
}

awaitable<void> session::run()
{
    bool goes_on = true;
    if (link_.is_secure()) goes_on = co_await shake_hands();
    if (goes_on && common_.connections > common_.limits.connections) {
        goes_on = false;
        common_.counts.refused(metrics::refusal::connections);
        co_await refuse(too_many);
    }
    while (goes_on)  // GCC 12 lays out the frame wrongly when the condition itself holds the co_await
        goes_on = co_await serve_one();
    if (linger_ == milliseconds{0}) co_return;
    link_.set_deadline_in(linger_);
    co_await link_.linger();
}

awaitable<bool> session::shake_hands()
{
    link_.set_deadline_in(common_.limits.header_time);
    const connection::event how = co_await link_.handshake();
    link_.clear_deadline();
    if (how == connection::event::plain) co_await refuse(needs_tls);
    co_return how == connection::event::bytes;
}

void session::begin()
{
    request_.clear();
    out_.clear();
    if (out_.capacity() > connection::capacity) out_ = {};
    in_place_ = 0;
    body_size_ = 0;
    taken_ = 0;
}

awaitable<bool> session::serve_one()
{
    begin();
    if (!co_await read_request()) co_return false;
    const bool goes_on = co_await answer_it();
    link_.consume(in_place_);
    if (goes_on && !link_.bytes().empty()) co_await asio::post(home_.get_executor(), use_awaitable);
    co_return goes_on;
}

awaitable<bool> session::read_request()
{
    const auto found = co_await read_header();
    if (!found) co_return false;
    started_ = clock::now();
    reader_.emplace(request_, copied_body_, common_.limits);
    const bool fits = !found->chunked && found->header + found->length <= connection::capacity;
    if (fits) co_return co_await read_whole(*found);
    co_return co_await read_stream(*found);
}

awaitable<std::optional<framing>> session::read_header()
{
    const limits& bounds = common_.limits;
    bool idle = link_.bytes().empty();
    link_.set_deadline_in(idle ? bounds.idle_time : bounds.header_time);
    started_ = clock::now();
    for (std::size_t seen = 0;;) {
        const auto end = find_header_end(link_.bytes(), seen, bounds);
        if (!end) {
            co_await refuse(end.error());
            co_return std::nullopt;
        }
        if (end->size != 0) {
            const auto found = inspect(link_.bytes().substr(0, end->size), bounds, common_.hosts);
            if (found) co_return *found;
            co_await refuse(found.error());
            co_return std::nullopt;
        }
        seen = link_.bytes().size();
        if (idle && seen != 0) {
            link_.set_deadline_in(bounds.header_time);
            started_ = clock::now();
        }
        idle = seen == 0;
        link_.set_idle(idle);
        const connection::event how = co_await link_.fill(usual_read);
        link_.set_idle(false);
        if (how == connection::event::bytes) continue;
        if (!idle) co_await refuse_slow(how);
        co_return std::nullopt;
    }
}

awaitable<bool> session::read_whole(framing found)
{
    const std::size_t whole = found.header + found.length;
    co_await continue_if_asked(found);
    while (link_.bytes().size() < whole) {
        link_.set_deadline(body_deadline(link_.bytes().size() - found.header));
        const connection::event how = co_await link_.fill(usual_read);
        if (how == connection::event::bytes) continue;
        co_await refuse_slow(how);
        co_return false;
    }
    reader_->keep_in_place();
    error_code failed;
    in_place_ = reader_->put(asio::buffer(link_.bytes().substr(0, whole)), failed);
    if (!failed && reader_->is_done() && in_place_ == whole) co_return true;
    co_await refuse(broken_header);
    co_return false;
}

awaitable<bool> session::read_stream(framing found)
{
    co_await continue_if_asked(found);
    for (;;) {
        std::optional<refusal> refused = put();
        if (!refused && !hold(copied_body_.size())) {
            common_.counts.refused(metrics::refusal::memory);
            refused = too_busy;
        }
        if (refused) {
            co_await refuse(*refused);
            co_return false;
        }
        if (reader_->is_done()) co_return true;
        link_.set_deadline(body_deadline(taken_));
        const connection::event how = co_await link_.fill(connection::capacity);
        if (how == connection::event::bytes) continue;
        co_await refuse_slow(how);
        co_return false;
    }
}

std::optional<refusal> session::put()
{
    const limits& bounds = common_.limits;
    error_code failed;
    while (!failed && !link_.bytes().empty() && !reader_->is_done()) {
        const std::size_t count = reader_->put(asio::buffer(link_.bytes()), failed);
        link_.consume(count);
        taken_ += count;
    }
    if (failed == boost::beast::http::error::body_limit) return too_long_body;
    if (failed && failed != boost::beast::http::error::need_more) return broken_body;
    const bool waits_long = failed && link_.bytes().size() > std::max(bounds.trailer, bounds.chunk_line);
    const std::uint64_t framing_bound = copied_body_.size() + bounds.header + bounds.trailer + connection::capacity;
    if (waits_long || taken_ > copied_body_.size() + framing_bound) return broken_body;
    return {};
}

awaitable<bool> session::answer_it()
{
    link_.clear_deadline();
    const clock::time_point whole = clock::now();
    if (request_.id.empty()) request_.id = home_.new_id();
    request_.to = common_.responder.find(request_);
    const bool is_kept = common_.about.keeping != nullptr;
    if (is_kept || (request_.to && request_.to->run != submit)) {
        request_.received = now_in_milliseconds();
        request_.decision_id = home_.new_decision_id(request_.received);
    }
    if (is_kept && request_.peer.empty()) request_.peer = link_.peer();
    co_await decide();
    if (answer_.to_keep) co_await keep();
    co_await compress_it();
    common_.counts.took(route(), clock::now() - whole);
    if (answer_.replayed) common_.counts.replayed();
    body_size_ = reader_->body().size();
    let_go();  // the memory is others' again before a slow reader has the answer
    const bool is_last = ++served_ >= common_.limits.requests || common_.about.draining;
    co_return co_await send(request_.keep_alive && !is_last);
}

awaitable<void> session::decide()
{
    out_.clear();
    begin_inflation();
    const std::size_t large = common_.limits.large_body;
    const bool is_whole = inflate(large);
    const std::size_t size = inflation_ ? inflation_->result().size() : reader_->body().size();
    if (!is_whole || size >= large) {
        co_await decide_apart();
    } else {
        answer_ = common_.responder.respond(request_, body(), home_.own_examiner(), out_);
    }
}

void session::begin_inflation()
{
    const auto in = coding_of_body(request_.content_encoding);
    if (!in || *in == coding::identity || request_.method != method::post || !request_.to) return;
    const auto may_hold = [this](std::size_t bytes) {
        if (hold(copied_body_.size() + bytes)) return true;
        common_.counts.refused(metrics::refusal::memory);
        return false;
    };
    inflation_.emplace(
        reader_->body(), *in, inflation::bounds{common_.limits.body, common_.limits.inflation}, may_hold
    );
}

/// Whether there is nothing more to do of it. Any thread, if it is the only one.
bool session::inflate(std::size_t up_to)
{
    if (!inflation_ || broken_) return true;
    const auto whole = inflation_->run(up_to);
    if (!whole) broken_ = whole.error();
    return !whole || *whole;
}

fhir::result<std::string_view> session::body() const
{
    if (broken_) return *broken_;
    return inflation_ ? inflation_->result() : reader_->body();
}

/// Nothing is acknowledged that is not kept.
awaitable<void> session::keep()
{
    const std::unique_ptr<store::pending> holds = std::move(answer_.to_keep);
    const fhir::result<bool> kept = co_await async_keep(common_.about.keeping->in, std::move(holds->what));
    if (kept && *kept) co_return;
    const fhir::fault failed = kept ? already_there() : kept.error();
    if (failed.kind == fault_kind::internal)
        log(log_level::error, {.event = "not-kept", .request_id = request_.id, .text = failed.log});
    tell(failed);
}

/// A fault that is none of the responder's.
void session::tell(const fhir::fault& failed, std::uint16_t status)
{
    out_.clear();
    answer_ = write_fault(failed, request_.id, false, out_, status);
    put_into(form_of_answer(request_, {}), false, answer_, out_);
}

awaitable<void> session::decide_apart()
{
    if (!common_.workers.enter()) {
        common_.counts.refused(metrics::refusal::queue);
        tell(fault_of(too_busy));
        co_return;
    }
    answer_ = {};
    answer_.status = 500;
    answer_.decided = false;
    auto job = [this](examiner& with) {
        inflate(common_.limits.body + std::size_t{1});
        answer_ = common_.responder.respond(request_, body(), with, out_);
    };
    co_await common_.workers.run(job);
}

/// For who takes it; a large answer by a worker, if one can be had.
awaitable<void> session::compress_it()
{
    constexpr std::size_t least = 1024;
    if (request_.accept_encoding.empty() || out_.size() < least) co_return;
    const coding as = coding_for(request_.accept_encoding);
    if (as == coding::identity) co_return;
    bool is_done = false;
    auto job = [&](examiner&) {
        out_ = compress(out_, as);
        is_done = true;
    };
    if (out_.size() < common_.limits.large_body) {
        job(home_.own_examiner());
    } else if (common_.workers.enter()) {
        co_await common_.workers.run(job);
    }
    if (is_done) add_field(answer_, "Content-Encoding", name_of(as));
}

awaitable<bool> session::send(bool goes_on)
{
    using std::chrono::seconds;
    const auto timeout = std::chrono::ceil<seconds>(common_.limits.idle_time);
    head_.clear();
    const std::string echo = echo_of(request_, common_.manners);
    write_head(answer_, {request_.id, home_.date(), out_.size(), goes_on ? timeout : seconds{0}, echo}, head_);
    link_.set_deadline_in(common_.limits.write_time);
    common_.counts.answered(route(), answer_.status);
    const bool sent = co_await link_.write(head_, request_.without_body ? std::string_view{} : out_);
    link_.clear_deadline();
    if (sent && !goes_on) linger_ = linger_after_answer;
    if (common_.log_requests) log_request();
    co_return sent&& goes_on;
}

awaitable<void> session::refuse(refusal why)
{
    let_go();  // one who is refused holds no memory of others while it lingers
    if (request_.id.empty()) request_.id = home_.new_id();
    request_.without_body = false;
    tell(fault_of(why), why.status);
    co_await send(false);
    if (linger_ != milliseconds{0}) linger_ = linger_after_refusal;
}

awaitable<void> session::refuse_slow(connection::event how)
{
    if (how == connection::event::expired) co_await refuse(too_slow);
}

awaitable<void> session::continue_if_asked(framing found)
{
    if (found.waits && found.has_body() && link_.bytes().size() == found.header)
        co_await link_.write("HTTP/1.1 100 Continue\r\n\r\n");
}

clock::time_point session::body_deadline(std::uint64_t received) const
{
    const std::uint64_t earned = received * 1000 / std::max(common_.limits.body_rate, 1u);
    return started_ + common_.limits.header_time + milliseconds{earned};
}

bool session::hold(std::size_t bytes)
{
    constexpr std::size_t step = connection::capacity;
    const std::size_t wanted = (bytes + step - 1) / step * step;
    if (wanted <= held_) return true;
    if (!common_.budget.take(wanted - held_)) return false;
    held_ = wanted;
    return true;
}

void session::let_go()
{
    common_.budget.give_back(held_);
    held_ = 0;
    inflation_.reset();
    broken_.reset();
    copied_body_.clear();
    if (copied_body_.capacity() > connection::capacity) copied_body_ = {};
}

/// Its number; that of none when the request was refused before it was whole.
std::size_t session::route() const
{
    const auto all = common_.responder.routes();
    return request_.to ? static_cast<std::size_t>(request_.to - all.data()) : all.size();
}

void session::log_request() const
{
    using std::chrono::microseconds;
    const auto spent = std::chrono::duration_cast<microseconds>(clock::now() - started_);
    log(log_level::info,
        {.event = "request",
         .request_id = request_.id,
         .trace = trace_of(request_),
         .route = request_.to ? request_.to->path : std::string_view{},
         .status = answer_.status,
         .bytes = body_size_,
         .microseconds = spent.count()});
}

}  // namespace marrow::adapter::http
