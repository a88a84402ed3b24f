// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace engram::workload {

/// How activation travels through the network. Collins & Loftus (1975), Anderson (1983): a node
/// passes on a share of what it has, divided among its neighbours (the fan normalisation is the
/// network's: each row sums to 1).
struct spreading_params {
  float decay = 0.8F;              ///< share of a node's activation that it passes on in one hop
  float floor = 0.002F;            ///< what reaches a node in one hop counts from here on
  std::uint32_t hops = 3;          ///< edges that activation may travel
  std::uint32_t max_nodes = 4096;  ///< bound of the nodes that one spread activates
};

/// Base-level activation with spacing: Pavlik & Anderson (2005), Cognitive Science 29, 559-586.
/// m = ln sum age_i^-d_i, where d_i = c e^(m when presentation i began) + a.
struct base_level_params {
  double a = 0.177;     ///< decay of a first presentation (theirs)
  double c = 0.217;     ///< how much activation at a presentation speeds its decay (theirs)
  double tau = -0.704;  ///< recall threshold (theirs)
  /// Noise of recall. Theirs is 0.255 for one subject and item; 0.85 pools subjects and items.
  double s = 0.85;
  double between_sessions = 0.025;  ///< how fast forgetting runs between sessions (theirs)
  double session_seconds = 900;     ///< a presentation's session: age counts in full this long
};

/// Primes: what a cue raises, and how long the residue can facilitate an access.
struct priming_params {
  std::uint32_t neighbours = 8;   ///< strongest neighbours that count as primed
  double half_life_seconds = 10;  ///< of the residue, in the space's virtual time
  double residue_floor = 0.01;    ///< a weaker residue facilitates nothing
  double repetition_floor = 0.2;  ///< repetition counts from this strength on
};

/// Episodes that share a cue and how they hinder each other.
struct interference_params {
  std::uint32_t max_episodes_per_cue = 12;  ///< the oldest makes room
  double forgetting = 0.15;                 ///< strength = encoding * (1 + age in seconds)^-this
  double recall_alone = 0.78;               ///< chance to recall an episode without competitors
  /// Recall falls with prior lists n as 1 / (1 + this * n); Underwood (1957), Psychological Review
  /// 64, 49-60.
  double proactive = 0.21;
  /// Recall falls with the similarity of what was learned since as 1 / (1 + this * similarity);
  /// McGeoch & McDonald (1931), American Journal of Psychology 43, 579-588.
  double retroactive = 2.3;
  double unrelated_similarity = 0.5;  ///< of two unrelated words, as material to be learned
  double synonym_cosine = 0.2;        ///< cosine of two spreads from which on similarity is 1
  /// Fan effect: RT = intercept + factor e^-A, A = weight (strength - ln fan); Anderson (1974),
  /// Cognitive Psychology 6, 451-474, in the form of ACT-R.
  double rt_intercept = 0.920;  ///< seconds
  double rt_factor = 0.54;      ///< seconds
  double rt_weight = 2.0 / 3.0;
  double rt_strength = 1.6;
};

/// The window of lability after a recall. Nader, Schafe & LeDoux (2000), Nature 406, 722-726: a
/// reactivated memory can be disrupted at once but no longer after six hours.
struct reconsolidation_params {
  double opens_seconds = 600;           ///< after the recall
  double closes_seconds = 6 * 3600;     ///< after the recall
  double consolidation_seconds = 1800;  ///< a younger episode cannot be modified yet
  double max_plasticity = 0.5;          ///< in the middle of the window
  double min_plasticity = 0.1;          ///< an attempt modifies from here on
  double modification_seconds = 60;     ///< how long a modification is under way
  std::uint8_t max_modifications = 10;

  /// A slower preset: a window from one to six hours, for memories older than a day.
  static constexpr reconsolidation_params one_to_six_hours() noexcept {
    reconsolidation_params params;
    params.opens_seconds = 3600;
    params.consolidation_seconds = 24 * 3600;
    return params;
  }
};

/// Recall of Deese/Roediger-McDermott lists: P = logistic(criterion + slope ln(context + offset)).
struct drm_params {
  double item_criterion = 0.72;  ///< mean veridical recall .604: Stadler et al. (1999)
  double item_slope = 0.3;
  double item_offset = 0.3;
  /// The one free knob between the published experiments: .48 meets the lure recall of Roediger &
  /// McDermott (1995), Experiment 2 (.55); -.36 that of Stadler et al. (1999) (.40).
  double lure_criterion = 0.48;
  double lure_slope = 0.60;
  double lure_offset = 0.02;

  /// For a network with the published associations overlaid (`with_associations`), same experiment.
  static constexpr drm_params with_associations() noexcept {
    drm_params params;
    params.lure_criterion = -0.30;
    params.lure_slope = 0.80;
    return params;
  }
};

/// All parameters of the memory.
struct params {
  spreading_params spreading;
  base_level_params base_level;
  priming_params priming;
  interference_params interference;
  reconsolidation_params reconsolidation;
  drm_params drm;
};

}  // namespace engram::workload
