#pragma once

#include "adapter/http/asio.hpp"
#include "adapter/store/store.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <memory>
#include <utility>

namespace marrow::adapter::http {

/// message_store::keep(), completed on the executor of the caller, whose thread is free meanwhile.
inline awaitable<fhir::result<bool>> async_keep(store::message_store& in, store::record what)
{
    return asio::async_initiate<const asio::use_awaitable_t<executor>, void(fhir::result<bool>)>(
        [&in](auto handler, store::record kept) {
            auto back = asio::make_work_guard(handler);
            const auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
            in.keep(std::move(kept), [back = std::move(back), waiting](fhir::result<bool> how) {
                asio::post(back.get_executor(), [waiting, how = std::move(how)]() mutable {
                    (*waiting)(std::move(how));
                });
            });
        },
        use_awaitable,
        std::move(what)
    );
}

}  // namespace marrow::adapter::http
