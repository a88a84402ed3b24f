// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <model/hooks.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>

namespace engram::model {
namespace detail {

/// Room for an object that each execution makes anew, at the same address.
template <class T>
class renewed {
 public:
  T& get() {
    const auto now = hooks::execution();
    if (made_in_ != now || !made_) {
      made_in_ = now;
      made_ = true;
      const auto make = [this] { ::new (static_cast<void*>(room_.data())) T{}; };
      now == 0 ? make() : hooks::construct_quietly(make);
    }
    return *std::launder(reinterpret_cast<T*>(room_.data()));
  }

 private:
  alignas(T) std::array<std::byte, sizeof(T)> room_{};
  std::uint64_t made_in_ = 0;
  bool made_ = false;
};

}  // namespace detail

/// One object for each thread of an execution.
template <class T>
struct per_thread {
  static T& get() {
    static constinit std::array<detail::renewed<T>, 8> all{};
    return all[hooks::this_thread()].get();
  }
};

/// One object for each execution: it was there before the first thread.
template <class T>
struct per_process {
  static T& get() {
    static constinit detail::renewed<T> only{};
    return only.get();
  }
};

}  // namespace engram::model
