// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/threading.hpp>
#include <engram/serve/http_endpoint.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace engram::inline v0::detail {

/// Which handler answers which path. Thread-safe.
class http_routes {
 public:
  http_routes();

  void add(std::string path, http_handler handler);
  /// The answer to a request: a handler's, a 500 when that throws, or a 404 that lists what there
  /// is.
  http_response answer(const http_request& request) const;

 private:
  std::shared_ptr<const http_handler> find(std::string_view path) const;
  http_response not_found(std::string_view path) const;

  mutable std_threading::mutex mutex_;
  std::map<std::string, std::shared_ptr<const http_handler>, std::less<>> handlers_;
};

}  // namespace engram::inline v0::detail
