// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/children.hpp"
#include "lifecycle/scenario.hpp"
#include "serve/http_client.hpp"

#include <engram/export/ndjson.hpp>
#include <engram/export/prometheus.hpp>
#include <engram/serve/http_endpoint.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

// A process that records, collects and serves, and executes another program in the midst of it.
namespace engram::testing {
namespace {

class scratch_file {
 public:
  explicit scratch_file(const std::string& name)
      : path_((std::filesystem::path(::testing::TempDir()) / (name + std::to_string(getpid())))
                  .string()) {}
  ~scratch_file() { std::filesystem::remove(path_); }
  scratch_file(const scratch_file&) = delete;
  scratch_file& operator=(const scratch_file&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

[[noreturn]] void execute_the_next(const std::string& file) {
  execl(AFTER_EXEC, AFTER_EXEC, file.c_str(), nullptr);
  _exit(99);
}

/// What the test's own parent left open is not the library's.
void close_what_was_inherited() {
  for (int each = 3; each < 1024; ++each) ::close(each);
}

/// Does everything that the library does at once, and calls `leave` in the midst of it.
template <class Leave>
int busy_until(const std::string& file, Leave leave) {
  close_what_was_inherited();
  const auto metrics = registry::everything();
  collector_options options;
  options.interval = milliseconds(1);
  options.exporters = only(std::make_unique<ndjson>(ndjson_options{.path = file}));
  collector drain(std::move(options));
  if (!drain.start()) return 91;
  http_endpoint endpoint({.port = 0});
  endpoint.start();
  http_client client(endpoint.port());
  if (client.ask("GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n").empty()) return 92;
  std_sync::atomic<std::uint64_t> rounds{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      while (true) {
        record_everything();
        ++rounds;
      }
    });
  }
  while (rounds.load() < 1000) std::this_thread::yield();
  leave();
  return 93;
}

TEST(Exec, LeavesTheNextProgramNothingToFind) {
  const scratch_file before("before_exec");
  const scratch_file after("after_exec");
  const auto how = in_a_child(
      [&] { return busy_until(before.path(), [&] { execute_the_next(after.path()); }); });
  EXPECT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
}

TEST(Exec, FromAnotherThreadThanTheMainOneLeavesNothingEither) {
  const scratch_file before("before_exec");
  const scratch_file after("after_exec");
  const auto how = in_a_child([&] {
    return busy_until(before.path(), [&] {
      std::thread([&] {
        record_everything();
        execute_the_next(after.path());
      }).join();
    });
  });
  EXPECT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
}

TEST(Exec, WhatWasFlushedBeforeIsInTheFile) {
  const scratch_file before("before_exec");
  const scratch_file after("after_exec");
  const auto how = in_a_child([&]() -> int {
    close_what_was_inherited();
    collector_options options;
    options.exporters = only(std::make_unique<ndjson>(ndjson_options{.path = before.path()}));
    collector drain(std::move(options));
    if (!drain.start()) return 91;
    for (std::uint64_t i = 0; i < 100; ++i) emit_primed(i);
    if (!drain.flush(ages)) return 92;
    execute_the_next(after.path());
  });
  EXPECT_TRUE(how.exited_with(0)) << how.status;
  std::ifstream in(before.path());
  int events = 0;
  for (std::string line; std::getline(in, line);) {
    events += line.find(primed_name) != std::string::npos;
  }
  EXPECT_EQ(events, 100);
}

}  // namespace
}  // namespace engram::testing
