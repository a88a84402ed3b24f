// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// One function for each hot path, so that its size is the function's.
#include <engram/engram.hpp>

namespace sample {

enum class route : std::uint8_t { near, far };
consteval auto label_set(route) { return engram::labels{"route", {"near", "far"}}; }
inline constexpr engram::bounds strengths{.01, .02, .05, .1, .2, .5, 1.0};

inline constinit engram::counter<> steps{{.name = "sample.steps"}};
inline constinit engram::counter<route> routes{{.name = "sample.routes"}};
inline constinit engram::up_down_counter<> open{{.name = "sample.open"}};
inline constinit engram::gauge<> depth{{.name = "sample.depth"}};
inline constinit engram::histogram<engram::log_linear<-10, 10>> sizes{{.name = "sample.sizes"}};
inline constinit engram::histogram<engram::explicit_bounds<strengths>, route> levels{
    {.name = "sample.levels"}};
inline constinit engram::histogram<engram::exponential<>> spans{{.name = "sample.spans"}};
inline constinit engram::histogram<engram::exponential<>, route> waits{{.name = "sample.waits"}};
inline constinit engram::histogram<engram::with_exemplars<engram::exponential<>>, route> costs{
    {.name = "sample.costs"}};
inline constinit engram::operation_kind recall{{.name = "sample.recall"}};

struct stepped {
  std::uint64_t node, from;
  float strength;
  route by;
};

}  // namespace sample

template <>
inline constexpr auto engram::schema<sample::stepped> = engram::describe<sample::stepped>(
    {.name = "sample.stepped", .strength = "strength"},
    engram::field<&sample::stepped::node>{"where"}, engram::field<&sample::stepped::from>{"whence"},
    engram::field<&sample::stepped::strength>{"how strongly"},
    engram::field<&sample::stepped::by>{"which way"});

// Extern "C" names are what the script looks for.
extern "C" {
void counter_add(std::uint64_t n) { sample::steps.add(n); }
void counter_add_labelled(sample::route by) { sample::routes.add(by); }
void counter_handle_add(const engram::counter_handle<engram::on>* handle) { handle->add(); }
void up_down_counter_add(std::int64_t n) { sample::open.add(n); }
void gauge_set(double level) { sample::depth.set(level); }
void histogram_record_log_linear(double value) { sample::sizes.record(value); }
void histogram_record_explicit(sample::route by, double value) { sample::levels.record(by, value); }
void histogram_record_exponential(double value) { sample::spans.record(value); }
void histogram_record_exponential_labelled(sample::route by, double value) {
  sample::waits.record(by, value);
}
void histogram_record_exemplar(sample::route by, double value) { sample::costs.record(by, value); }
void event_emit(const sample::stepped* event) { engram::emit(*event); }
void event_emit_lazily(std::uint64_t node) {
  engram::emit([=] { return sample::stepped{node, node + 1, .5F, sample::route::far}; });
}
void operation_around(void (*work)()) {
  const engram::operation op{sample::recall, {.space = 3, .subject = 4}};
  work();
}
}
