// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/cognitive/ids.hpp>

#include <cstdint>

namespace engram::inline v0::cognitive {

/// What a Deese/Roediger-McDermott test brought back: the critical lure, which was never studied, a
/// studied list item, or a word unrelated to the list.
enum class drm_recall_kind : std::uint8_t { critical_lure, list_item, unrelated };

/// A word was recalled in a Deese/Roediger-McDermott test.
struct drm_recalled {
  node_id word;
  list_id list;
  float confidence;  ///< probability with which the word was recalled, 0..1
  drm_recall_kind kind;
  std::uint8_t items_recalled;  ///< list items recalled in this trial so far
};

/// A Deese/Roediger-McDermott trial ended: one list studied and tested. Feeds metrics only;
/// the lure rate is lure recalls divided by trials.
struct drm_trial {
  list_id list;
  std::uint8_t items_studied;
  std::uint8_t items_recalled;
  bool lure_recalled;
};

}  // namespace engram::inline v0::cognitive
