// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/accounting.hpp>
#include <engram/collect/exporter.hpp>
#include <engram/event.hpp>
#include <engram/mode.hpp>
#include <engram/operation.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engram::inline v0 {

/// What is recorded of a type.
struct event_filter {
  bool on = true;
  /// Events whose strength is below are counted as filtered.
  float min_strength = -std::numeric_limits<float>::infinity();
};

/// How a collector works. Memory of all rings: 32 bytes * ring_slots for each thread that ever
/// emitted at the same time as the others, at most `ring_budget`; a thread beyond it records no
/// events and counts them as dropped.
struct collector_options {
  std::uint64_t ring_slots = 1 << 14;       ///< of each thread's ring; rounded up to a power of two
  std::uint64_t ring_budget = 64ULL << 20;  ///< bytes
  /// How long it sleeps between two rounds while rings stay under a quarter full. Polling costs the
  /// recording threads more than anything else in a ring does, so it is long.
  std::chrono::milliseconds interval{100};
  std::vector<std::unique_ptr<exporter>> exporters{};
  /// Filters by the name of an event or operation; a type that is not named is on.
  std::map<std::string, event_filter, std::less<>> filters{};
  notifier notify{};
};

struct stop_options {
  /// Whether to drain what the rings still hold, or to leave and count it.
  bool drain = true;
  /// After this, what is not drained is left behind and counted. An exporter that has not come back
  /// a second later is left to itself, with the collector's thread and memory and what its notifier
  /// and resolver use; no other collector can start then.
  std::chrono::milliseconds deadline{2000};
};

/// How a stop went.
struct drain_report {
  std::uint64_t drained = 0;      ///< records, since the start
  std::uint64_t left_behind = 0;  ///< records still in rings
  std::uint64_t dropped = 0;      ///< records that found no room
  bool in_time = true;
  bool exporters_flushed = true;

  /// Everything that was offered and wanted reached the exporters.
  bool complete() const noexcept { return left_behind == 0 && dropped == 0 && in_time; }
};

/// Drains all threads' rings on a thread of its own and hands what it finds to the exporters.
///
/// One collector at a time may run in a process. While it runs, events and operations of every type
/// are recorded, as its filters say; otherwise they are off. All members are thread-safe.
/// Destroying a running collector stops it as `stop()` does.
class collector {
 public:
  explicit collector(collector_options options);
  ~collector();
  collector(const collector&) = delete;
  collector& operator=(const collector&) = delete;

  /// Opens the exporters and starts draining. False when another collector runs, or when an
  /// exporter cannot be opened; the notifier has heard why.
  [[nodiscard]] bool start();
  /// Waits until all that was recorded before the call has reached the exporters and they have
  /// flushed. False when the deadline passed first or a flush failed.
  bool flush(std::chrono::milliseconds deadline);
  /// Turns recording off, drains, flushes, ends the thread. Idempotent.
  drain_report stop(stop_options options = {});

  /// Sets what is recorded of a type from now on.
  template <described_event Event>
  void enable(event_filter filter = {}) {
    control(schema<Event>.descriptor().name, filter);
  }
  template <described_event Event>
  void disable() {
    control(schema<Event>.descriptor().name, {.on = false});
  }
  void control(std::string_view type, event_filter filter);

  /// Both accounting identities. Exact once stopped, or while nothing records after a flush.
  accounting account() const;
  /// CPU time of the collector's thread so far, in nanoseconds.
  std::int64_t cpu_nanoseconds() const;
  /// Bytes of all rings.
  std::uint64_t ring_bytes() const;
  /// The fullest ring in the last round, 0..1.
  double ring_fill() const;

 private:
  class engine;
  std::unique_ptr<engine> engine_;
};

}  // namespace engram::inline v0
