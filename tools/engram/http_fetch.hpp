// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace engram::tool {

/// Why a page could not be had, and what would be right.
class fetch_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// How long and how much at most.
struct fetch_limits {
  std::chrono::milliseconds time{5000};
  std::size_t bytes = std::size_t{256} << 20;
};

/// The body of `path` from the process that serves at `base`, "http://127.0.0.1:9464". A base that
/// has a path of its own is fetched as it is. Throws `fetch_error`. Not to be called by two threads
/// before the first call has returned.
std::string fetch(const std::string& base, const std::string& path,
                  const fetch_limits& limits = {});

}  // namespace engram::tool
