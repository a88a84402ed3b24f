// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/semantic_network.hpp"

#include "workload/workload_error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

namespace engram::workload {
namespace {

void require(bool holds, const std::string& violation) {
  if (!holds) throw workload_error("semantic network: " + violation);
}

/// An offset array must start at 0, never descend and end at the length of what it cuts up.
void check_offsets(const std::vector<std::uint32_t>& begin, std::size_t length,
                   const std::string& name) {
  require(!begin.empty() && begin.front() == 0 && begin.back() == length,
          name + " must run from 0 to " + std::to_string(length));
  require(std::is_sorted(begin.begin(), begin.end()), name + " must not descend");
}

void check_shape(const network_arrays& arrays) {
  require(arrays.weight.size() == arrays.to.size() && arrays.kind.size() == arrays.to.size(),
          "targets, weights and kinds must be equally many");
  require(arrays.word_begin.size() == arrays.row_begin.size() &&
              arrays.frequency.size() + 1 == arrays.row_begin.size(),
          "every node needs a row, a word and a frequency");
  check_offsets(arrays.row_begin, arrays.to.size(), "row offsets");
  check_offsets(arrays.word_begin, arrays.letters.size(), "word offsets");
}

/// What is wrong with an edge of a row, or nothing. `last_row[t]` holds 1 + the last node whose row
/// named `t`, which finds repeats in O(edges).
const char* edge_violation(const network_arrays& arrays, std::uint32_t node, std::uint32_t edge,
                           const std::vector<std::uint32_t>& last_row) {
  const std::uint32_t target = arrays.to[edge];
  const float weight = arrays.weight[edge];
  if (target >= last_row.size() || target == node) return "names a target it must not";
  if (last_row[target] == node + 1) return "names a target twice";
  if (!std::isfinite(weight) || weight <= 0) return "has a weight that is not positive";
  if (arrays.kind[edge] > edge_kind::associative) return "has an unknown edge kind";
  const bool first = edge == arrays.row_begin[node];
  if (!first && weight > arrays.weight[edge - 1]) return "does not descend by weight";
  return nullptr;
}

void check_row(const network_arrays& arrays, std::uint32_t node,
               std::vector<std::uint32_t>& last_row) {
  const std::uint32_t begin = arrays.row_begin[node];
  const std::uint32_t end = arrays.row_begin[node + std::size_t{1}];
  double sum = 0;
  const char* violation = nullptr;
  for (std::uint32_t edge = begin; edge < end; ++edge) {
    violation = edge_violation(arrays, node, edge, last_row);
    if (violation != nullptr) break;
    last_row[arrays.to[edge]] = node + 1;
    sum += static_cast<double>(arrays.weight[edge]);
  }
  if (violation == nullptr && begin != end && !(std::abs(sum - 1.0) < 1e-4)) {
    violation = "does not sum to 1";
  }
  if (violation != nullptr) require(false, "row " + std::to_string(node) + ' ' + violation);
}

bool heavier(const network_edge& left, const network_edge& right) {
  if (left.from != right.from) return left.from < right.from;
  if (left.weight != right.weight) return left.weight > right.weight;
  return left.to < right.to;
}

const char* edge_violation(const network_edge& edge, std::size_t nodes) {
  if (edge.from >= nodes || edge.to >= nodes) return "must join nodes that exist";
  if (edge.from == edge.to) return "must not lead back to its own node";
  if (!std::isfinite(edge.weight) || edge.weight <= 0) return "must have a positive, finite weight";
  return nullptr;
}

void check_edges(std::span<const network_edge> edges, std::size_t nodes) {
  for (const network_edge& edge : edges) {
    const char* const violation = edge_violation(edge, nodes);
    if (violation == nullptr) continue;
    require(false, "edge " + std::to_string(edge.from) + " -> " + std::to_string(edge.to) + ' ' +
                       violation);
  }
}

/// Adds up edges between the same two nodes; within such a group the heaviest comes first and so
/// decides the kind.
void merge_parallel(std::vector<network_edge>& edges) {
  std::sort(edges.begin(), edges.end(), [](const network_edge& a, const network_edge& b) {
    if (a.from != b.from) return a.from < b.from;
    if (a.to != b.to) return a.to < b.to;
    if (a.weight != b.weight) return a.weight > b.weight;
    return a.kind < b.kind;
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (kept > 0 && edges[kept - 1].from == edges[i].from && edges[kept - 1].to == edges[i].to) {
      edges[kept - 1].weight += edges[i].weight;
    } else {
      edges[kept++] = edges[i];
    }
  }
  edges.resize(kept);
}

/// Appends one node's edges, already sorted, with weights scaled to sum 1.
void append_row(std::span<const network_edge> edges, network_arrays& arrays) {
  const double total = std::accumulate(
      edges.begin(), edges.end(), 0.0,
      [](double sum, const network_edge& edge) { return sum + static_cast<double>(edge.weight); });
  for (const network_edge& edge : edges) {
    arrays.to.push_back(edge.to);
    arrays.weight.push_back(static_cast<float>(static_cast<double>(edge.weight) / total));
    arrays.kind.push_back(edge.kind);
  }
}

void append_words(std::span<const std::string> words, network_arrays& arrays) {
  arrays.word_begin.push_back(0);
  for (const std::string& word : words) {
    arrays.letters += word;
    arrays.word_begin.push_back(static_cast<std::uint32_t>(arrays.letters.size()));
  }
}

void append_rows(std::span<const network_edge> edges, std::size_t nodes, network_arrays& arrays) {
  arrays.to.reserve(edges.size());
  arrays.weight.reserve(edges.size());
  arrays.kind.reserve(edges.size());
  arrays.row_begin.push_back(0);
  std::size_t begin = 0;
  for (std::size_t node = 0; node < nodes; ++node) {
    std::size_t end = begin;
    while (end < edges.size() && edges[end].from == node) ++end;
    append_row(edges.subspan(begin, end - begin), arrays);
    arrays.row_begin.push_back(static_cast<std::uint32_t>(end));
    begin = end;
  }
}

}  // namespace

semantic_network::semantic_network(network_arrays arrays) : arrays_(std::move(arrays)) {
  check_shape(arrays_);
  size_ = static_cast<std::uint32_t>(arrays_.frequency.size());
  std::vector<std::uint32_t> last_row(size_, 0);
  for (std::uint32_t node = 0; node < size_; ++node) check_row(arrays_, node, last_row);
  index_words();
}

void semantic_network::index_words() {
  alphabetical_.resize(size_);
  std::iota(alphabetical_.begin(), alphabetical_.end(), 0U);
  const auto by_word = [this](std::uint32_t a, std::uint32_t b) { return word(a) < word(b); };
  if (!std::is_sorted(alphabetical_.begin(), alphabetical_.end(), by_word)) {
    std::sort(alphabetical_.begin(), alphabetical_.end(), by_word);
  }
  const auto same = [this](std::uint32_t a, std::uint32_t b) { return word(a) == word(b); };
  const auto twice = std::adjacent_find(alphabetical_.begin(), alphabetical_.end(), same);
  require(twice == alphabetical_.end(),
          twice == alphabetical_.end()
              ? ""
              : "the word '" + std::string(word(*twice)) + "' must name one node only");
}

std::optional<std::uint32_t> semantic_network::find(std::string_view lemma) const noexcept {
  const auto place = std::lower_bound(
      alphabetical_.begin(), alphabetical_.end(), lemma,
      [this](std::uint32_t node, std::string_view wanted) { return word(node) < wanted; });
  if (place == alphabetical_.end() || word(*place) != lemma) return std::nullopt;
  return *place;
}

semantic_network make_network(std::span<const std::string> words, std::vector<network_edge> edges,
                              std::vector<std::uint32_t> frequencies) {
  constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max() - 1;
  require(words.size() < most && edges.size() < most,
          "nodes and edges must be fewer than 2^32 - 2 each");
  require(frequencies.empty() || frequencies.size() == words.size(),
          "frequencies must be as many as words");
  check_edges(edges, words.size());
  merge_parallel(edges);
  std::sort(edges.begin(), edges.end(), heavier);
  frequencies.resize(words.size());
  network_arrays arrays;
  arrays.frequency = std::move(frequencies);
  append_words(words, arrays);
  append_rows(edges, words.size(), arrays);
  return semantic_network(std::move(arrays));
}

}  // namespace engram::workload
