// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/label_set_key.hpp>
#include <engram/memory_order.hpp>
#include <engram/shard.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace engram::inline v0::detail {

/// What a family may take.
struct family_limits {
  std::uint32_t sets = 0;         ///< label sets, the overflow not counted
  std::uint32_t label_bytes = 0;  ///< of a label set's values and their lengths
  std::uint32_t cells_of_set = 0;
  std::uint64_t idle_nanoseconds = 0;  ///< 0: label sets never expire

  std::uint32_t key_words() const noexcept {
    return (label_bytes + 7) / static_cast<std::uint32_t>(sizeof(std::uint64_t));
  }
};

/// What became of updates that did not go where they were meant to: cells behind a family's series.
struct family_cells {
  static constexpr std::uint32_t no_room = 0;   ///< look-ups beyond the cardinality limit
  static constexpr std::uint32_t too_long = 1;  ///< look-ups of label sets longer than their room
  static constexpr std::uint32_t stale = 2;     ///< through handles whose cells went to others
  static constexpr std::uint32_t count = cells_of_family;
};

/// Which cells a family's label sets have: open addressing, looked up without a lock.
///
/// A label set has a *set*, the position of its cells in every block, and a *life*. An even life is
/// that of a label set; when it has expired the life is odd, and when the cells pass to another
/// label set it is even again. A handle counts only in the life it was bound in.
///
/// Thread safety: `find` and the readers of lives are wait-free and may be called by any thread;
/// what changes the table is called under the store's lock. The table is never freed, so that a
/// handle may outlive its label set. Cells pass on only a good while after their label set has left
/// the table (`family_record`): longer than any thread is between finding a set and adding to it.
template <class Sync>
class series_table {
 public:
  static constexpr std::uint32_t none = 0xffff'ffff;
  using life_word = typename Sync::template atomic<std::uint32_t>;

  /// The bytes a table takes: entries, keys and lives, in pages that appear when they are touched.
  static std::size_t bytes_of(const family_limits& limits) noexcept {
    return entries_of(limits) * sizeof(word) +
           std::size_t{limits.sets} * limits.key_words() * sizeof(word) +
           (std::size_t{limits.sets} + 1) * sizeof(life_word);
  }
  /// `room` is zero-filled and `bytes_of(limits)` large; `seed` is for the hash.
  series_table(const family_limits& limits, std::uint32_t first_cell, void* room,
               std::uint64_t seed) noexcept
      : entries_(static_cast<word*>(room)),
        keys_(entries_ + entries_of(limits)),
        lives_(reinterpret_cast<life_word*>(keys_ + std::size_t{limits.sets} * limits.key_words())),
        key_words_(limits.key_words()),
        seed_(seed),
        first_cell_(first_cell),
        limits_(limits) {
    mask_.set(entries_of(limits) - 1);
  }

  /// The set of a label set, or `none`.
  [[gnu::noinline, gnu::hot]] std::uint32_t find(const label_set_key& key) const noexcept {
    if (!key.fits()) return none;
    const std::uint64_t hash = key.hash(seed_);
    std::size_t at = home_of(hash);
    while (true) {
      // acquire: pairs with insert's release; the key is seen whole.
      const std::uint64_t entry = entries_[at].load(ENGRAM_MO(label_entry_load, acquire));
      if (entry == 0) return none;
      const auto set = static_cast<std::uint32_t>(entry) - 1;
      if ((entry ^ hash) >> 32 == 0 && has(set, key)) [[likely]]
        return set;
      at = (at + 1) & mask_.get();
    }
  }

  /// Gives a label set that is not in the table a set that is nobody's.
  void insert(const label_set_key& key, std::uint32_t set) noexcept {
    word* const to = key_at(set);
    // relaxed: the entry's release publishes them.
    for (std::size_t i = 0; i < key_words_; ++i) {
      to[i].store(i < key.size() ? key.word(i) : 0, ENGRAM_MO(label_word_store, relaxed));
    }
    enter(key.hash(seed_), set);
  }
  /// Takes a label set that is in the table out of it. Others may move; a look-up that misses one
  /// of them meanwhile asks again under the lock.
  void erase(const label_set_key& key, std::uint32_t set) noexcept {
    std::size_t hole = home_of(key.hash(seed_));
    while (static_cast<std::uint32_t>(entry_at(hole)) != set + 1) hole = (hole + 1) & mask_.get();
    for (std::size_t at = (hole + 1) & mask_.get(); entry_at(at) != 0;
         at = (at + 1) & mask_.get()) {
      const std::size_t home = home_of(entry_at(at));
      if (((at - home) & mask_.get()) < ((at - hole) & mask_.get()))
        continue;  // it would lie before its home
      // release: pairs with find's acquire, as when it was entered.
      entries_[hole].store(entry_at(at), ENGRAM_MO(label_entry_move, release));
      hole = at;
    }
    // relaxed: an entry that is gone says nothing.
    entries_[hole].store(0, ENGRAM_MO(label_entry_clear, relaxed));
  }
  /// The key of a set that was inserted, of so many values.
  label_set_key key_of(std::uint32_t set, std::size_t values) const noexcept {
    const word* const known = key_at(set);
    return label_set_key::of_words(values, [&](std::size_t i) { return read(known[i]); });
  }

  std::uint32_t first_cell(std::uint32_t set) const noexcept {
    return first_cell_ + set * limits_.cells_of_set;
  }
  /// The set of whatever found no room.
  std::uint32_t overflow() const noexcept { return limits_.sets; }
  /// The first of `family_cells`.
  std::uint32_t account() const noexcept { return first_cell(limits_.sets + 1); }
  const family_limits& limits() const noexcept { return limits_; }

  const life_word& life(std::uint32_t set) const noexcept { return lives_[set]; }
  bool is_in(std::uint32_t set, std::uint32_t life) const noexcept {
    return lives_[set].load(ENGRAM_MO(life_load, relaxed)) == life;  // relaxed: as in set_life
  }
  std::uint32_t life_of(std::uint32_t set) const noexcept {
    return lives_[set].load(ENGRAM_MO(life_reload, relaxed));  // relaxed: under the lock
  }
  void set_life(std::uint32_t set, std::uint32_t life) noexcept {
    // relaxed: cells pass on long after, see above.
    lives_[set].store(life, ENGRAM_MO(life_store, relaxed));
  }
  /// Whether there is no room, as far as is known: look-ups that miss need not ask.
  bool full() const noexcept {
    return full_.load(ENGRAM_MO(family_full_load, relaxed));  // relaxed: a hint
  }
  void set_full(bool full) noexcept { full_.store(full, ENGRAM_MO(family_full_store, relaxed)); }

 private:
  using word = typename Sync::template atomic<std::uint64_t>;

  static std::size_t entries_of(const family_limits& limits) noexcept {
    return std::bit_ceil(std::size_t{limits.sets} * 2 + 2);
  }
  word* key_at(std::uint32_t set) const noexcept { return keys_ + std::size_t{set} * key_words_; }
  static std::uint64_t read(const word& of_key) noexcept {
    return of_key.load(
        ENGRAM_MO(label_word_load, relaxed));  // relaxed: the entry's acquire is first
  }
  bool has(std::uint32_t set, const label_set_key& key) const noexcept {
    // Lengths lie in front, so that no key is another's beginning.
    const word* const known = key_at(set);
    for (std::size_t i = 0; i < key.size(); ++i) {
      if (read(known[i]) != key.word(i)) return false;
    }
    return true;
  }
  std::uint64_t entry_at(std::size_t at) const noexcept {
    return entries_[at].load(ENGRAM_MO(label_entry_reload, relaxed));  // relaxed: under the lock
  }
  std::size_t home_of(std::uint64_t entry) const noexcept { return entry >> 32 & mask_.get(); }
  void enter(std::uint64_t hash, std::uint32_t set) noexcept {
    std::size_t at = home_of(hash);
    while (entry_at(at) != 0) at = (at + 1) & mask_.get();
    const std::uint64_t entry = hash >> 32 << 32 | (set + 1);
    // release: pairs with find's acquire.
    entries_[at].store(entry, ENGRAM_MO(label_entry_store, release));
  }

  word* entries_;
  word* keys_;
  life_word* lives_;
  typename Sync::template var<std::size_t> mask_;  // read first, and by all
  std::size_t key_words_;
  std::uint64_t seed_;
  std::uint32_t first_cell_;
  family_limits limits_;
  typename Sync::template atomic<bool> full_{false};
};

}  // namespace engram::inline v0::detail
