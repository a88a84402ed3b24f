// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/primitive.hpp>

#include <type_traits>

namespace engram::inline v0 {

/// Instrumentation that records. A mode is a type, so that enabled and disabled instruments have
/// different names and one program may hold both. The ABI tag carries the mode into the mangled
/// name of every variable whose type mentions it: without it the linker would merge an enabled and
/// a disabled `inline constinit` object of two translation units into one.
struct [[gnu::abi_tag("engram_on")]] on {
  static constexpr bool enabled = true;
  using sync = std_sync;
};

/// Instrumentation that is compiled out: every type is empty, every call is nothing.
struct [[gnu::abi_tag("engram_off")]] off {
  static constexpr bool enabled = false;
};

/// `off` under another name. Two empty members of one type never share an address; two of different
/// types do. See `member`.
template <auto Id>
struct [[gnu::abi_tag("engram_off")]] off_as {
  static constexpr bool enabled = false;
};

/// A mode that records. The model checker brings modes of its own with another `sync`.
template <class Mode>
concept enabled_mode = Mode::enabled;

/// A mode that is compiled out.
template <class Mode>
concept disabled_mode = !Mode::enabled;

#if defined(ENGRAM_DISABLED)
using default_mode = off;
#else
/// What instruments do unless they say otherwise: `on`, or `off` where ENGRAM_DISABLED is defined
/// (CMake: link `engram::disabled`).
using default_mode = on;
#endif

namespace detail {
template <class Instrument, auto Id, bool Enabled>
struct member_of {
  using type = Instrument;
};
template <class Instrument, auto Id>
struct member_of<Instrument, Id, false> {
  using type = typename Instrument::template with_mode<off_as<Id>>;
};
}  // namespace detail

/// An instrument to hold as a data member, declared `[[no_unique_address]]`. Give each member of a
/// class its own `Id`: compiled out, any number of them then adds no byte to the object.
/// ```cpp
/// [[no_unique_address]] engram::member<engram::counter<>, 0> hits_{{.name = "app.cache.hits"}};
/// [[no_unique_address]] engram::member<engram::counter<>, 1> misses_{{.name =
/// "app.cache.misses"}};
/// ```
template <class Instrument, auto Id>
using member = typename detail::member_of<Instrument, Id, Instrument::enabled>::type;

}  // namespace engram::inline v0
