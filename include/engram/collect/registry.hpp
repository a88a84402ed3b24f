// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/snapshot.hpp>
#include <engram/mode.hpp>

#include <concepts>
#include <cstdint>
#include <vector>

namespace engram::inline v0 {

/// A set of metrics to read together. Metrics named here register at once, so that a scrape shows
/// them as zero before their first record, which is what makes the first `rate()` right.
///
/// A registry is a value over the process's one store of cells: two registries may name the same
/// metric and read the same numbers. `registry::everything()` reads whatever has registered, also
/// what registers later. Making the first registry or collector brings the core to life: what was
/// recorded before is not counted. Instruments that are compiled out register nothing.
///
/// Thread safety: `scrape` may run in several threads at once and while others record. Cost of a
/// scrape: about 1 ns a cell and thread.
class registry {
 public:
  template <class... Instruments>
  explicit registry(const Instruments&... instruments) {
    start();
    (declare(instruments), ...);
  }
  /// Reads all metrics of the process.
  static registry everything();

  /// Adds a metric to the set.
  template <class Instrument>
  void declare(const Instrument& instrument) {
    if constexpr (Instrument::enabled) {
      if constexpr (requires { instrument.announce(); }) {
        instrument.announce();
        add(instrument.descriptor().name);
      } else {
        add(instrument.descriptor(), instrument.slot());
      }
    }
  }

  /// Reads every metric of the set.
  snapshot scrape() const;

  /// Reads what threads recorded into the blocks of one memory node; what a counter or histogram
  /// reads at all nodes adds up to what `scrape` reads. Gauges, which no node owns, are left out;
  /// exemplars are the whole process's.
  /// `node` is a number of `topology_in_use()`; throws `std::out_of_range` when it is none.
  snapshot scrape_node(std::uint32_t node) const;

 private:
  struct all {};
  explicit registry(all) : everything_(true) { start(); }
  static void start();
  snapshot read(std::uint32_t node) const;
  void add(const metric_descriptor& metric, detail::slot_word<std_sync>& slot);
  void add(std::string_view name);

  std::vector<const metric_entry*> metrics_;
  bool everything_ = false;
};

}  // namespace engram::inline v0
