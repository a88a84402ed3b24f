// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Work at random over 100,000 series, for a simulator of caches. Usage: many_series ARM STEPS
// Arms: absent (the same work, telling nobody), recorded (counts each step in its series), spread
// (as a library would that gives each series 512 bytes: what the comparison must refuse).
#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace {

enum class ones : std::uint8_t {};
enum class tens : std::uint8_t {};
enum class hundreds : std::uint8_t {};
enum class thousands : std::uint8_t {};
constexpr std::uint32_t each = 10;
consteval auto ten(const char* name) {
  return engram::labels{name, {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}};
}
consteval auto label_set(ones) { return ten("ones"); }
consteval auto label_set(tens) { return ten("tens"); }
consteval auto label_set(hundreds) { return ten("hundreds"); }
consteval auto label_set(thousands) { return ten("thousands"); }

using counter = engram::basic_counter<engram::on, thousands, hundreds, tens, ones>;
constinit const std::array<counter, each> counters{
    counter{{.name = "series.a"}}, counter{{.name = "series.b"}}, counter{{.name = "series.c"}},
    counter{{.name = "series.d"}}, counter{{.name = "series.e"}}, counter{{.name = "series.f"}},
    counter{{.name = "series.g"}}, counter{{.name = "series.h"}}, counter{{.name = "series.i"}},
    counter{{.name = "series.j"}}};
constexpr std::uint32_t series = 100'000;

/// Splitmix: fixed, so that every run takes the same steps.
class steps {
 public:
  std::uint32_t next() noexcept {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebU;
    return static_cast<std::uint32_t>((mixed ^ mixed >> 31) % series);
  }

 private:
  std::uint64_t state_ = 1;
};

template <class Label>
Label digit(std::uint32_t of, std::uint32_t unit) {
  return static_cast<Label>(of / unit % each);
}

void record(std::uint32_t at) {
  counters[at / 10'000].add(digit<thousands>(at, 1000), digit<hundreds>(at, 100),
                            digit<tens>(at, 10), digit<ones>(at, 1));
}

/// The work: every series once, so that what is touched for the first time is not counted, then at
/// random. Returns a checksum, so that no arm can leave it out.
template <class Tell>
std::uint64_t work(std::uint64_t count, Tell tell) {
  for (std::uint32_t i = 0; i < series; ++i) tell(i);
  steps random;
  std::uint64_t sum = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint32_t at = random.next();
    sum = sum * 31 + at;
    tell(at);
  }
  return sum;
}

std::uint64_t counted(const engram::registry& metrics) {
  const auto now = metrics.scrape();
  std::uint64_t total = 0;
  for (const auto* metric : now.metrics()) {
    for (std::uint32_t i = 0; i < metric->descriptor.series; ++i)
      total += now.series(*metric, i)[0];
  }
  return total;
}

std::uint64_t work_recorded(std::uint64_t count) {
  engram::registry metrics;
  for (const auto& one : counters) metrics.declare(one);
  const auto sum = work(count, record);
  if (counted(metrics) != series + count) {
    std::fprintf(stderr, "many_series: not every step was counted\n");
    std::exit(1);
  }
  return sum;
}

std::uint64_t work_spread(std::uint64_t count) {
  constexpr std::size_t stride = 512 / sizeof(std::uint64_t);
  std::vector<std::uint64_t> cells(series * stride);
  return work(count, [&](std::uint32_t at) { ++cells[at * stride]; });
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view arm = argc == 3 ? argv[1] : "";
  const std::uint64_t count = argc == 3 ? std::strtoull(argv[2], nullptr, 10) : 0;
  std::uint64_t sum = 0;
  if (arm == "absent") {
    sum = work(count, [](std::uint32_t) {});
  } else if (arm == "recorded") {
    sum = work_recorded(count);
  } else if (arm == "spread") {
    sum = work_spread(count);
  } else {
    std::fprintf(stderr, "usage: many_series absent|recorded|spread STEPS\n");
    return 2;
  }
  std::printf("%016llx\n", static_cast<unsigned long long>(sum));
}
