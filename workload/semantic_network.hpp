// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engram::workload {

/// Which evidence dominates an edge: a lexical relation of the dictionary (synonym, hypernym, ...)
/// or the company words keep in its definitions and examples.
enum class edge_kind : std::uint8_t { semantic, associative };

/// One directed edge, as given to `make_network`. `weight` is positive, on any scale.
struct network_edge {
  std::uint32_t from;
  std::uint32_t to;
  float weight;
  edge_kind kind = edge_kind::semantic;
};

/// The flat arrays behind a network (compressed sparse rows): what the cache writes and reads.
/// Row `i` is `[row_begin[i], row_begin[i + 1])` of the three edge arrays; word `i` is
/// `[word_begin[i], word_begin[i + 1])` of `letters`.
struct network_arrays {
  std::vector<std::uint32_t> row_begin;
  std::vector<std::uint32_t> to;
  std::vector<float> weight;
  std::vector<edge_kind> kind;
  std::vector<std::uint32_t> frequency;
  std::vector<std::uint32_t> word_begin;
  std::string letters;
};

/// A weighted, directed network of words: the memory that activation spreads through.
///
/// Invariants: the weights of a row are positive, sum to 1 (within float rounding) and descend;
/// no row names a target twice or its own node; words are unique. A row may be empty.
///
/// Immutable once built, so all threads read one instance without synchronisation.
class semantic_network {
 public:
  /// The outgoing edges of a node: three views of equal length, heaviest edge first.
  struct row {
    std::span<const std::uint32_t> to;
    std::span<const float> weight;
    std::span<const edge_kind> kind;
  };

  /// A network without nodes.
  semantic_network() = default;

  /// Takes over finished arrays after checking every invariant of the class, O(nodes + edges).
  /// Throws `workload_error` naming the first violation.
  explicit semantic_network(network_arrays arrays);

  /// Number of nodes; nodes are numbered from 0.
  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }

  /// Number of directed edges.
  [[nodiscard]] std::uint64_t edges() const noexcept { return arrays_.to.size(); }

  /// The outgoing edges of `node`, which must be below `size()`. A few loads; never allocates.
  [[nodiscard]] row neighbours(std::uint32_t node) const noexcept {
    const std::size_t begin = arrays_.row_begin[node];
    const std::size_t count = arrays_.row_begin[node + std::size_t{1}] - begin;
    return {.to = {arrays_.to.data() + begin, count},
            .weight = {arrays_.weight.data() + begin, count},
            .kind = {arrays_.kind.data() + begin, count}};
  }

  /// The word of `node`, which must be below `size()`: a lower-case lemma with '_' between the
  /// parts of a collocation. The view lives as long as the network.
  [[nodiscard]] std::string_view word(std::uint32_t node) const noexcept {
    const std::size_t begin = arrays_.word_begin[node];
    const std::size_t end = arrays_.word_begin[node + std::size_t{1}];
    return {arrays_.letters.data() + begin, end - begin};
  }

  /// The node of a lemma, spelt as `word` returns it. O(log nodes).
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view lemma) const noexcept;

  /// How often the word of `node` occurs: tagged senses of the SemCor corpus plus definitions and
  /// examples that use it. `node` must be below `size()`.
  [[nodiscard]] std::uint32_t frequency(std::uint32_t node) const noexcept {
    return arrays_.frequency[node];
  }

  /// A control without meaning: each edge keeps its source, weight and kind, while the targets are
  /// permuted over all edges, so that every node keeps its in- and out-degree. Deterministic in
  /// `seed`. Throws `workload_error` if the network is too dense to permute without repeating a
  /// target within a row.
  [[nodiscard]] semantic_network shuffled(std::uint64_t seed) const;

  /// The arrays behind the network.
  [[nodiscard]] const network_arrays& arrays() const noexcept { return arrays_; }

 private:
  void index_words();

  network_arrays arrays_;
  std::vector<std::uint32_t> alphabetical_;  // node numbers in the order of their words
  std::uint32_t size_ = 0;
};

/// Assembles a network from words and edges in any order; node `i` is `words[i]`. Parallel edges
/// are added up (the heaviest decides the kind), rows are normalised to sum 1 and sorted.
/// `frequencies` is empty (all 0) or as long as `words`. Throws `workload_error` for a repeated
/// word, a node out of range, an edge to itself or a weight that is not positive and finite.
[[nodiscard]] semantic_network make_network(std::span<const std::string> words,
                                            std::vector<network_edge> edges,
                                            std::vector<std::uint32_t> frequencies = {});

/// The same from literals: `make_network({"bed", "sleep"}, {{0, 1, 1.0F}})`.
[[nodiscard]] inline semantic_network make_network(std::initializer_list<std::string> words,
                                                   std::vector<network_edge> edges) {
  return make_network(std::span<const std::string>(words.begin(), words.size()), std::move(edges));
}

}  // namespace engram::workload
