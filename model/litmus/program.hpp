// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// Litmus tests: straight-line programs of a few threads, and which of their outcomes the C++20
/// memory model allows. `model/litmus/README.md` has the text form.
namespace engram::model::litmus {

/// What an instruction does.
enum class action : std::uint8_t { load, store, fetch_add, exchange, compare_exchange, fence };

/// A constant, or what a register of the same thread holds when the instruction runs.
struct operand {
  int constant = 0;
  std::optional<std::size_t> from_register{};
};

/// One step of a thread. Fields that its action does not use keep their defaults.
struct instruction {
  action what = action::fence;
  std::memory_order order = std::memory_order::seq_cst;
  std::size_t location = 0;  ///< index into `program::locations`
  operand source{};          ///< stored, added, or put in place of what was compared
  /// Takes what was read; of a compare-exchange, 1 for success and 0 for failure.
  std::optional<std::size_t> result{};

  // ---- compare_exchange alone
  std::size_t expected = 0;  ///< register compared; takes what was read when the exchange fails
  std::memory_order failure_order = std::memory_order::relaxed;
  bool weak = false;  ///< may fail whatever it reads
};

/// A variable of one thread.
struct variable {
  std::string name;
  int initial = 0;
  /// Text files have it in memory, as the operand that a compare-exchange expects: conditions name
  /// it like a location.
  bool in_memory = false;
};

/// One thread: its registers and its steps.
struct thread_code {
  std::vector<variable> registers;
  std::vector<instruction> steps;
};

/// A shared atomic int.
struct shared_location {
  std::string name;
  int initial = 0;
};

/// What a condition or a listing reads of an outcome: a register, or else a location.
struct term {
  std::optional<std::size_t> thread{};
  std::size_t index = 0;

  auto operator<=>(const term&) const = default;
};

/// How a program ended.
struct outcome {
  std::vector<std::vector<int>> registers;  ///< by thread
  std::vector<int> locations;               ///< last of each modification order

  auto operator<=>(const outcome&) const = default;
  int operator[](const term& which) const;
};

/// All ways in which a program can end.
using outcomes = std::set<outcome>;

/// A formula over an outcome.
struct proposition {
  enum class form : std::uint8_t { always, never, equal, differ, negation, all, any };

  form what = form::always;
  term left{};                       ///< of equal and differ
  int right = 0;                     ///< of equal and differ
  std::vector<proposition> parts{};  ///< one of negation, any number of all and any

  bool holds(const outcome& end) const;
};

/// What a test asks of the outcomes.
enum class quantifier : std::uint8_t { exists, not_exists, forall };

/// What a test's file promises of its proposition.
enum class verdict : std::uint8_t {
  none,         ///< promises nothing
  allowed,      ///< some outcome satisfies it
  forbidden,    ///< no outcome satisfies it
  required,     ///< every outcome satisfies it
  unsupported,  ///< C++20 has an outcome that satisfies it; the checker does not explore it
  rejected,     ///< the checker refuses the program
};

/// A whole test.
struct program {
  std::string name;
  std::vector<shared_location> locations{};
  std::vector<thread_code> threads{};
  quantifier asks = quantifier::exists;
  proposition condition{};
  std::vector<term> listed{};  ///< shown with an outcome beside what the condition names
  verdict promised = verdict::none;
  std::string because{};  ///< why unsupported or rejected
};

/// Whether seq_cst accesses and weaker ones meet on one location, which the checker refuses. The
/// failure order of a compare-exchange counts as an access.
bool mixes_seq_cst(const program& test);

/// What the condition and the listing name, registers first, each once.
std::vector<term> observed(const program& test);

/// Every register and every location.
std::vector<term> everything(const program& test);

/// `0:r0` for a register, `[x]` for a location or a variable in memory.
std::string name_of(const program& test, const term& which);

/// `0:r0=1; [x]=2;`
std::string describe(const program& test, const outcome& end, const std::vector<term>& terms);

/// The word that text files use.
std::string to_string(verdict which);
std::string to_string(std::memory_order order);

}  // namespace engram::model::litmus
