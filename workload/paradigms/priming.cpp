// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/paradigms/priming.hpp"

#include "workload/memory.hpp"
#include "workload/spreading_activation.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace engram::workload {

priming_findings prime_lures(const semantic_network& network, std::span<const drm_list> lists,
                             double least, double most, std::size_t shift, const params& params) {
  spreading_activation spread(network, params.spreading);
  priming_findings findings;
  for (std::size_t list = 0; list < lists.size(); ++list) {
    const auto lure = network.find(lists[(list + shift) % lists.size()].lure);
    for (const drm_item& item : lists[list].items) {
      const auto cue = network.find(item.lemma);
      if (!lure || !cue || *cue == *lure) continue;
      if (item.backward_strength < least || item.backward_strength > most) continue;
      spread.spread(*cue);
      ++findings.tested;
      findings.primed += spread.activation(*lure) > 0 ? 1U : 0U;
    }
  }
  return findings;
}

double repetition_strength(std::uint32_t presentations, double gap_seconds, double age_seconds,
                           const params& params) {
  constexpr std::uint32_t word = 0;
  memory_space space(0);
  for (std::uint32_t i = 0; i < presentations; ++i) {
    if (i > 0) space.advance(gap_seconds);
    space.access_word(word, params);
  }
  space.advance(age_seconds);
  return static_cast<double>(space.access_word(word, params).repetition.value_or(0.0F));
}

}  // namespace engram::workload
