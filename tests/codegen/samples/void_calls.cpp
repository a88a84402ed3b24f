// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Four functions that are hard on an optimiser, plain or (INSTRUMENTED) with every call that
// returns nothing: counters, gauges, histograms, events.
#if defined(INSTRUMENTED)
#include <engram/engram.hpp>
#else
#include <cstdint>
#endif

namespace sample {

enum class route : std::uint8_t { near, far };

#if defined(INSTRUMENTED)
consteval auto label_set(route) { return engram::labels{"route", {"near", "far"}}; }
inline constexpr engram::bounds strengths{.1, .5, 1.0};
inline constinit engram::counter<> steps{{.name = "sample.steps"}};
inline constinit engram::counter<route> routes{{.name = "sample.routes"}};
inline constinit engram::up_down_counter<> open{{.name = "sample.open"}};
inline constinit engram::gauge<> depth{{.name = "sample.depth"}};
inline constinit engram::histogram<engram::log_linear<-10, 10>> sizes{{.name = "sample.sizes"}};
inline constinit engram::histogram<engram::explicit_bounds<strengths>, route> levels{
    {.name = "sample.levels"}};
inline constinit engram::histogram<engram::exponential<>> spans{{.name = "sample.spans"}};

struct stepped {
  std::uint64_t node;
  float strength;
};
#endif

}  // namespace sample

#if defined(INSTRUMENTED)
template <>
inline constexpr auto engram::schema<sample::stepped> =
    engram::describe<sample::stepped>({.name = "sample.stepped", .strength = "strength"},
                                      engram::field<&sample::stepped::node>{"where"},
                                      engram::field<&sample::stepped::strength>{"how strongly"});
#endif

namespace sample {

struct failure {};
int expensive(int x);

int loop_with_an_indirect_call(int (*visit)(int), int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    const int found = visit(i);
#if defined(INSTRUMENTED)
    steps.add();
    steps.add(static_cast<std::uint64_t>(found));
    routes.add(found > 0 ? route::near : route::far);
    sizes.record(found);
    spans.record(found);
    engram::emit(stepped{static_cast<std::uint64_t>(i), .5F});
    engram::emit([&] { return stepped{static_cast<std::uint64_t>(expensive(found)), .5F}; });
#endif
    sum += found;
  }
  return sum;
}

int function_that_throws(int (*visit)(int), int n) {
#if defined(INSTRUMENTED)
  open.add(1);
#endif
  try {
    if (visit(n) < 0) throw failure{};
  } catch (const failure&) {
#if defined(INSTRUMENTED)
    routes.add(route::far, 3);
    engram::emit(stepped{1, 1.0F});
#endif
    return visit(-n);
  }
  if (n > 100) {
#if defined(INSTRUMENTED)
    levels.record(route::near, n);
#endif
    throw failure{};
  }
#if defined(INSTRUMENTED)
  open.add(-1);
  depth.set(n);
#endif
  return n;
}

float float_loop(const float* from, float* to, int n) {
  float sum = 0;
  for (int i = 0; i < n; ++i) {
    to[i] = from[i] * 1.5F + static_cast<float>(i);
#if defined(INSTRUMENTED)
    levels.record(route::far, to[i]);
    spans.record(to[i]);
    depth.set(sum);
#endif
    sum += to[i];
  }
  return sum;
}

int self_recursive(int n, int (*visit)(int)) {
#if defined(INSTRUMENTED)
  steps.add();
  levels.record(n > 3 ? route::near : route::far, n);
  engram::emit(stepped{static_cast<std::uint64_t>(n), .1F});
#endif
  if (n <= 1) return visit(n);
  return self_recursive(n - 1, visit) + self_recursive(n - 2, visit);
}

}  // namespace sample
