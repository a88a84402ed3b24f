// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/paradigms/fan.hpp"

#include "workload/interference.hpp"
#include "workload/memory.hpp"
#include "workload/statistics.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace engram::workload {
namespace {

/// Hands out concepts that no fact has used yet.
class concepts {
 public:
  std::uint32_t next() noexcept { return last_++; }

 private:
  std::uint32_t last_ = 0;
};

void learn(memory_space& space, std::uint32_t person, std::uint32_t location,
           const params& params) {
  space.remember(person, location, params);
  space.remember(location, person, params);
}

double fan_of(memory_space& space, std::uint32_t subject) {
  return static_cast<double>(space.episodes(subject)->all.size());
}

/// Time to recognise a fact whose person and location occur in so many facts.
double cell(memory_space& space, concepts& fresh, std::size_t person_fan, std::size_t location_fan,
            const params& params) {
  const std::uint32_t person = fresh.next();
  const std::uint32_t location = fresh.next();
  learn(space, person, location, params);
  for (std::size_t i = 1; i < person_fan; ++i) learn(space, person, fresh.next(), params);
  for (std::size_t i = 1; i < location_fan; ++i) learn(space, fresh.next(), location, params);
  const double fan = std::sqrt(fan_of(space, person) * fan_of(space, location));
  return reaction_seconds(fan, params.interference);
}

std::span<const double> flat(const fan_table& table) { return {table[0].data(), 9}; }

}  // namespace

fan_table run_fan_experiment(const params& params) {
  memory_space space(0);
  concepts fresh;
  fan_table times{};
  for (std::size_t person = 0; person < times.size(); ++person) {
    for (std::size_t location = 0; location < times[person].size(); ++location) {
      times[person][location] = cell(space, fresh, person + 1, location + 1, params);
    }
  }
  return times;
}

double rms_difference(const fan_table& left, const fan_table& right) noexcept {
  return rms_difference(flat(left), flat(right));
}

double fan_slope(const fan_table& table) noexcept { return (table[2][2] - table[0][0]) / 2; }

}  // namespace engram::workload
