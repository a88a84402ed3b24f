// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace engram::inline v0::detail {

/// A system call that failed: what was being done, to what, and why.
struct io_failure {
  std::string_view action;  ///< "write to"
  std::string path;
  int code = 0;  ///< errno
};

/// What an operator should know of a failure: what went wrong and what would be right.
std::string explained(const io_failure& failure);

struct rotating_file_options {
  std::string path;         ///< "-": the standard output
  std::uint64_t max_bytes;  ///< of one file; 0: no limit
  std::uint32_t max_files;  ///< at least 1
  std::string header;       ///< the first line of each file
};

/// A file of whole lines that others follow when it is full. Never throws once constructed, never
/// leaves half a line in a file that can be cut. Not thread-safe.
class rotating_file {
 public:
  explicit rotating_file(rotating_file_options options);
  ~rotating_file();
  rotating_file(const rotating_file&) = delete;
  rotating_file& operator=(const rotating_file&) = delete;

  /// Rotates a file found there away and opens a new one. False: see `failure`.
  bool open();
  /// Makes room for `bytes` more: opens, starts, rotates the file as need be. False: see `failure`.
  bool prepare(std::size_t bytes);
  /// How many bytes more this file takes.
  std::uint64_t room() const noexcept;
  /// Appends whole lines. Returns how many bytes of whole lines reached the file: fewer than given
  /// means that the rest was refused, and `failure` says why.
  std::size_t append(std::string_view lines);
  /// Has the system write the file to its disk.
  bool sync();

  const io_failure& failure() const noexcept { return failure_; }

 private:
  std::string name(std::uint32_t index) const;
  bool inspect();
  bool open_new();
  bool rotate();
  void delete_stale() const;
  std::size_t write_some(std::string_view bytes);
  bool write_once(std::string_view bytes, std::size_t& written);
  bool wait_until_writable() const;
  void cut_back(std::size_t whole, std::size_t written);
  bool fail(std::string_view action, const std::string& path, int code) noexcept;
  bool fail_for_memory() noexcept;
  void close() noexcept;

  rotating_file_options options_;
  int fd_ = -1;
  bool regular_ = true;   // it can be cut, rotated and synced
  bool torn_ = false;     // half a line stands at the end and could not be cut off
  bool started_ = false;  // the header is written
  std::uint64_t size_ = 0;
  io_failure failure_;
};

}  // namespace engram::inline v0::detail
