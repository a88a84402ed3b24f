// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/series.hpp>
#include <engram/collect/snapshot.hpp>

#include <cstring>

namespace engram::inline v0::detail {

std::uint32_t count_enums(const metric_descriptor& row) noexcept {
  std::uint32_t combinations = 1;
  for (const auto& dimension : row.dimensions) {
    combinations *= static_cast<std::uint32_t>(dimension.values.size()) + 1;
  }
  return combinations;
}

namespace {

std::size_t length_at(const std::string& bytes, std::size_t at) noexcept {
  std::uint16_t length = 0;
  std::memcpy(&length, bytes.data() + at, sizeof(length));
  return length;
}

/// Whether the values at a row are these, and no others.
bool has_texts(const std::string& bytes, std::size_t at, std::span<const std::string_view> texts) {
  std::size_t value = at + texts.size() * sizeof(std::uint16_t);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::size_t length = length_at(bytes, at + i * sizeof(std::uint16_t));
    if (std::string_view(bytes).substr(value, length) != texts[i]) return false;
    value += length;
  }
  return true;
}

}  // namespace

std::optional<std::uint32_t> find_label_set(const label_sets& sets,
                                            std::span<const std::string_view> texts) noexcept {
  for (const auto& chunk : sets.chunks) {
    for (const auto& row : chunk->rows) {
      const bool live = row.life == live_form(row.life);
      if (live && has_texts(chunk->bytes, row.first, texts)) return row.set;
    }
  }
  return std::nullopt;
}

series_walk::series_walk(const snapshot& reading, const metric_entry& metric)
    : reading_(reading),
      metric_(metric),
      sets_(reading.label_sets_of(metric)),
      enums_(count_enums(metric.descriptor)),
      position_(metric.descriptor.text_keys.empty() ? 0 : enums_) {}

bool series_walk::next() {
  while (true) {
    if (position_ == enums_ && !next_label_set()) return false;
    read_enums(position_++);
    now_.index = set_ * enums_ + position_ - 1;
    now_.cells = reading_.series(metric_, now_.index);
    now_.labels = labels_;
    if (!now_.overflow || !now_.empty()) return true;
  }
}

bool series_walk::next_label_set() {
  if (sets_ == nullptr || overflow_met_) return false;
  position_ = 0;
  while (chunk_ < sets_->chunks.size()) {
    const auto& chunk = *sets_->chunks[chunk_];
    if (row_ == chunk.rows.size()) {
      ++chunk_;
      row_ = 0;
      continue;
    }
    const auto& row = chunk.rows[row_++];
    if (row.life != live_form(row.life)) continue;
    set_ = row.set;
    now_.life = row.life;
    read_texts(chunk, row.first);
    return true;
  }
  overflow_met_ = true;
  now_.overflow = true;
  now_.life = 0;
  set_ = sets_->overflow;
  labels_.assign({overflow_label});
  texts_ = 1;
  return true;
}

void series_walk::read_texts(const label_set_chunk& chunk, std::uint32_t first) {
  const auto& keys = metric_.descriptor.text_keys;
  std::size_t at = first + keys.size() * sizeof(std::uint16_t);
  labels_.clear();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::size_t length = length_at(chunk.bytes, first + i * sizeof(std::uint16_t));
    labels_.push_back({keys[i], std::string_view(chunk.bytes).substr(at, length)});
    at += length;
  }
  texts_ = keys.size();
}

void series_walk::read_enums(std::uint32_t position) {
  labels_.resize(texts_);
  now_.spare = false;
  const auto& row = metric_.descriptor;
  each_enum_label(row, position, [&](std::size_t i, std::string_view value, bool spare) {
    labels_.push_back({row.dimensions[i].key, value});
    now_.spare = now_.spare || spare;
  });
}

}  // namespace engram::inline v0::detail

namespace engram::inline v0 {

std::span<const std::uint64_t> snapshot::find(std::string_view family,
                                              std::span<const std::string_view> texts,
                                              std::uint32_t enums) const noexcept {
  for (const auto& [metric, sets] : families_) {
    if (metric->descriptor.name != family) continue;
    const std::uint32_t combinations = detail::count_enums(metric->descriptor);
    if (texts.empty()) return series(*metric, sets.overflow * combinations + enums);
    if (const auto set = detail::find_label_set(sets, texts)) {
      return series(*metric, *set * combinations + enums);
    }
  }
  return {};
}

}  // namespace engram::inline v0
