// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/cognitive/catalogue.hpp>
#include <engram/engram.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <type_traits>

namespace engram {
namespace {

enum class side : std::uint8_t { left, right };
consteval auto label_set(side) { return labels{"side", {"left", "right"}}; }
inline constexpr bounds few{1, 2};

template <class Instrument>
constexpr bool costs_nothing =
    std::is_empty_v<Instrument> && std::is_trivially_destructible_v<Instrument> &&
    std::is_trivially_copyable_v<Instrument>;

TEST(Mode, DisabledInstrumentsAreEmptyAndTrivial) {
  static_assert(costs_nothing<basic_counter<off>>);
  static_assert(costs_nothing<basic_counter<off, side>>);
  static_assert(costs_nothing<counter_handle<off>>);
  static_assert(costs_nothing<basic_up_down_counter<off, side>>);
  static_assert(costs_nothing<basic_gauge<off, side>>);
  static_assert(costs_nothing<basic_histogram<off, log_linear<0, 8>, side>>);
  static_assert(costs_nothing<basic_histogram<off, exponential<>, side>>);
  static_assert(costs_nothing<basic_histogram<off, with_exemplars<exponential<>>>>);
  static_assert(costs_nothing<basic_operation_kind<off>>);
  static_assert(costs_nothing<basic_operation<off>>);
}

TEST(Mode, DisabledCallsAreConstantExpressionsOrCallNothing) {
  constexpr basic_counter<off, side> hits{{.name = "test.mode.hits"}};
  static_assert(
      (hits.add(side::left), hits.add(side::left, 5), hits.bind(side::right).add(), true));
  constexpr basic_histogram<off, explicit_bounds<few>> sizes{{.name = "test.mode.sizes"}};
  static_assert((sizes.record(1.5), sizes.warm(), true));
  constexpr basic_histogram<off, with_exemplars<exponential<>>> spans{{.name = "test.mode.spans"}};
  static_assert((spans.record(1.5), spans.warm(), true));
  basic_gauge<off> level{{.name = "test.mode.level"}};
  level.set(5);
  EXPECT_EQ(level.value(), 0);
  int built = 0;
  emit<off>([&] {
    ++built;
    return cognitive::primed{};
  });
  EXPECT_EQ(built, 0);
  constexpr basic_operation_kind<off> kind{{.name = "test.mode.kind"}};
  constexpr basic_operation<off> op{kind, {.space = 1}};
  static_assert(op.id() == 0);
}

using disabled_counter = basic_counter<off>;

struct bare {
  std::uint32_t value;
};
struct with_one {
  [[no_unique_address]] member<disabled_counter, 0> hits{{.name = "test.mode.one"}};
  std::uint32_t value;
};
struct with_many {
  [[no_unique_address]] member<disabled_counter, 0> a{{.name = "test.mode.a"}};
  [[no_unique_address]] member<disabled_counter, 1> b{{.name = "test.mode.b"}};
  [[no_unique_address]] member<disabled_counter, 2> c{{.name = "test.mode.c"}};
  std::uint32_t value;
  [[no_unique_address]] member<basic_gauge<off, side>, 0> d{{.name = "test.mode.d"}};
  [[no_unique_address]] member<basic_gauge<off, side>, 1> e{{.name = "test.mode.e"}};
  [[no_unique_address]] member<basic_histogram<off, log_linear<0, 4>>, 0> f{
      {.name = "test.mode.f"}};
  [[no_unique_address]] member<basic_up_down_counter<off>, 9> g{{.name = "test.mode.g"}};
  [[no_unique_address]] member<basic_operation_kind<off>, 10> h{{.name = "test.mode.h"}};
};
struct tiny {
  [[no_unique_address]] member<disabled_counter, 0> a{{.name = "test.mode.a"}};
  [[no_unique_address]] member<disabled_counter, 1> b{{.name = "test.mode.b"}};
  [[no_unique_address]] member<disabled_counter, 2> c{{.name = "test.mode.c"}};
  char value;
};

TEST(Mode, AnyNumberOfDisabledMembersAddsNoByte) {
  static_assert(sizeof(with_one) == sizeof(bare));
  static_assert(sizeof(with_many) == sizeof(bare) && alignof(with_many) == alignof(bare));
  static_assert(sizeof(tiny) == 1);
}

struct sharing_a_type {
  [[no_unique_address]] disabled_counter a{{.name = "test.mode.a"}};
  [[no_unique_address]] disabled_counter b{{.name = "test.mode.b"}};
  [[no_unique_address]] disabled_counter c{{.name = "test.mode.c"}};
  char value;
};

TEST(Mode, MembersOfOneEmptyTypeGrowTheObjectWhichIsWhyEachHasAnId) {
  static_assert(sizeof(sharing_a_type) > 1);
}

TEST(Mode, AMemberThatIsOnIsTheInstrumentItself) {
  static_assert(std::is_same_v<member<basic_counter<on, side>, 3>, basic_counter<on, side>>);
  static_assert(!std::is_same_v<member<disabled_counter, 3>, member<disabled_counter, 4>>);
}

TEST(Mode, InstrumentsNeedNoConstructorAtStartUpAndNoDestructor) {
  static constinit basic_counter<on> hits{{.name = "test.mode.constinit"}};
  static_assert(std::is_trivially_destructible_v<basic_counter<on>>);
  static_assert(std::is_trivially_destructible_v<basic_gauge<on, side>>);
  static_assert(std::is_trivially_destructible_v<basic_histogram<on, log_linear<0, 4>>>);
  static_assert(std::is_trivially_destructible_v<basic_operation_kind<on>>);
  EXPECT_EQ(hits.slot().load(), detail::unregistered_slot);
}

TEST(Mode, DefaultFollowsTheBuild) {
#if defined(ENGRAM_DISABLED)
  static_assert(std::is_same_v<default_mode, off>);
  static_assert(!counter<>::enabled && !gauge<>::enabled);
#else
  static_assert(std::is_same_v<default_mode, on>);
  static_assert(counter<>::enabled && gauge<>::enabled);
#endif
}

}  // namespace
}  // namespace engram
