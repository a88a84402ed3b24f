// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/exporter.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace engram::inline v0 {

/// Where lines go, and what they say beside the records.
struct ndjson_options {
  /// A file; "-" is the standard output. Pipes and devices are written to as they are.
  std::string path = "trace.ndjson";
  /// A file that would grow beyond this is followed by a new one: trace.ndjson becomes
  /// trace.1.ndjson, trace.1.ndjson becomes trace.2.ndjson, the oldest is deleted. All files
  /// together hold at most `max_file_bytes * max_files`. At least `ndjson_least_file_bytes`; 0: no
  /// limit.
  std::uint64_t max_file_bytes = 256ULL << 20;
  std::uint32_t max_files = 4;  ///< the one being written included; at least 1
  /// Whether an operation's begin has a line of its own. Its end has one always, with all that the
  /// begin says; begins without a line are counted as `filtered`.
  bool operation_begins = false;
  /// What the whole stream comes from, for the first line of each file: {"service.name", "demo"}.
  std::vector<std::pair<std::string, std::string>> resource{};
  /// Adds names beside ids: "prime":123 gets a "prime_name":"doctor".
  name_resolver resolve{};
};

/// The least bound of a file: a line is never longer than half of it.
inline constexpr std::uint64_t ndjson_least_file_bytes = 64 << 10;

/// Writes each event and each finished operation as one line of JSON (`docs/formats/ndjson.md`).
///
/// What is acknowledged has reached the file as a whole line. When the file refuses a write, it is
/// cut back to its last whole line, the records behind that are counted as `io_error`, the notifier
/// hears of it once, and the next batch tries again. A file found at `open` is rotated away, not
/// overwritten.
///
/// Not thread-safe: the collector's thread owns it. Cost: about 100 ns an event; it allocates when
/// it sees a type for the first time and never again.
class ndjson final : public exporter {
 public:
  explicit ndjson(ndjson_options options);
  ~ndjson() override;
  ndjson(const ndjson&) = delete;
  ndjson& operator=(const ndjson&) = delete;

  std::string_view name() const noexcept override { return "ndjson"; }
  bool open(const notifier& notify) override;
  void write(const batch& records, sink_ledger& ledger) override;
  /// Has the system write the file to its disk. False when it could not, or when records were
  /// refused since the last flush.
  bool flush() override;

 private:
  class writer;
  std::unique_ptr<writer> writer_;
};

}  // namespace engram::inline v0
