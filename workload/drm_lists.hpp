// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace engram::workload {

/// Papers that used a list, as bits. Full references stand at the top of `data/drm_lists.tsv`.
enum class drm_source : std::uint8_t {
  roediger_mcdermott_1995 = 1,
  stadler_1999 = 2,
  roediger_2001 = 4,
};

/// A studied word of a list.
struct drm_item {
  std::string word;
  /// The dictionary form, empty if WordNet has none.
  std::string lemma;
  /// Share of people who answer `word` with the lure in free association, 0 to 1.
  double backward_strength = 0;
};

/// A list of the Deese-Roediger-McDermott paradigm: associates of a word that is itself never
/// shown, the critical lure.
struct drm_list {
  std::string lure;
  /// Published share of participants who falsely recalled the lure, 0 to 1.
  double false_recall = 0;
  /// Bits of `drm_source`; 0 for lists of other origin.
  std::uint8_t sources = 0;
  /// In order of study.
  std::vector<drm_item> items;

  /// True if the paper used this list.
  [[nodiscard]] bool used_by(drm_source source) const noexcept {
    return (sources & static_cast<std::uint8_t>(source)) != 0;
  }
};

/// Mean share of studied words recalled over the 36 lists of Stadler, Roediger & McDermott (1999).
inline constexpr double published_veridical_recall = 0.604;

/// The 55 lists of 15 words whose rates Roediger et al. (2001) published, 24 of them from Roediger
/// & McDermott (1995) and 36 from Stadler et al. (1999); alphabetical by lure. Parsed once, on
/// first use; safe to call from several threads.
[[nodiscard]] const std::vector<drm_list>& published_drm_lists();

/// Reads lists from a file of the form that `data/drm_lists.tsv` describes. Throws `workload_error`
/// naming file and line if the file is missing, empty or malformed.
[[nodiscard]] std::vector<drm_list> load_drm_lists(const std::filesystem::path& path);

/// The same from text in memory; `name` is what errors call it.
[[nodiscard]] std::vector<drm_list> parse_drm_lists(std::string_view text, std::string_view name);

}  // namespace engram::workload
