// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "serve/http_routes.hpp"

#include <exception>
#include <utility>

namespace engram::inline v0::detail {
namespace {

http_response failed(std::string_view why) {
  return {.status = 500, .body = "the handler failed: " + std::string(why) + "\n"};
}

}  // namespace

http_routes::http_routes() {
  add("/healthz", [](const http_request&) { return http_response{.body = "ok\n"}; });
}

void http_routes::add(std::string path, http_handler handler) {
  auto made = std::make_shared<const http_handler>(std::move(handler));
  const std_threading::lock lock(mutex_);
  handlers_.insert_or_assign(std::move(path), std::move(made));
}

std::shared_ptr<const http_handler> http_routes::find(std::string_view path) const {
  const std_threading::lock lock(mutex_);
  const auto found = handlers_.find(path);
  return found == handlers_.end() ? nullptr : found->second;
}

http_response http_routes::not_found(std::string_view path) const {
  // At most so much of what a stranger sent goes back to him.
  std::string text = "there is no " + std::string(path.substr(0, 200)) + " here; there is:\n";
  const std_threading::lock lock(mutex_);
  for (const auto& [known, handler] : handlers_) text += "  " + known + "\n";
  return {.status = 404, .body = std::move(text)};
}

http_response http_routes::answer(const http_request& request) const {
  const auto handler = find(request.path);
  if (handler == nullptr) return not_found(request.path);
  try {
    return (*handler)(request);
  } catch (const std::exception& error) {
    return failed(error.what());
  } catch (...) {
    return failed("it threw something unknown");
  }
}

}  // namespace engram::inline v0::detail
