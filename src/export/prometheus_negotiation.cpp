// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/http_preferences.hpp"

#include <engram/export/prometheus_responder.hpp>

#include <optional>

namespace engram::inline v0 {
namespace {

using detail::http_preference;
using detail::same_but_case;

/// Something we have, and what a client would have to say to get it.
struct offer {
  prometheus_format format;
  std::string_view name;   ///< "text/plain"
  std::string_view group;  ///< "text/*"
  std::string_view key;    ///< of the parameter that must be `value`, if the client names it
  std::string_view value;
  bool bare;  ///< the client need not name the value
  std::string_view content_type;
};

// The first one is what a wildcard gets, and who asks for nothing that we have.
constexpr offer offers[] = {
    {prometheus_format::text, "text/plain", "text/*", "version", "0.0.4", true,
     prometheus_content_type(prometheus_format::text)},
    {prometheus_format::text, "text/plain", "text/*", "version", "1.0.0", false,
     "text/plain; version=1.0.0; charset=utf-8"},
    {prometheus_format::openmetrics, "application/openmetrics-text", "application/*", "version",
     "1.0.0", true, prometheus_content_type(prometheus_format::openmetrics)},
    {prometheus_format::protobuf, "application/vnd.google.protobuf", "application/*", "proto",
     "io.prometheus.client.MetricFamily", false,
     prometheus_content_type(prometheus_format::protobuf)},
};

/// How well an item of an Accept header fits an offer: 0 not at all, 3 by name.
int fit(const http_preference& item, const offer& what) noexcept {
  if (item.name() == "*/*") return what.bare ? 1 : 0;
  if (same_but_case(item.name(), what.group)) return what.bare ? 2 : 0;
  if (!same_but_case(item.name(), what.name)) return 0;
  if (!same_but_case(item.parameter("encoding").value_or("delimited"), "delimited")) return 0;
  const auto value = item.parameter(what.key);
  if (!value) return what.bare ? 3 : 0;
  return same_but_case(*value, what.value) ? 3 : 0;
}

/// The item of a header that speaks of an offer.
struct wish {
  double quality = 0;
  std::size_t place = 0;  ///< of the item in the header
  bool escaping = false;  ///< the item names one
};

/// Of all items that fit, the one that fits best decides, as HTTP has it.
wish wish_for(const offer& what, std::string_view accept) {
  wish best;
  int best_fit = 0;
  for (std::size_t place = 0; !accept.empty(); ++place) {
    const http_preference item(detail::next_item(accept));
    const int fits = fit(item, what);
    const auto quality = item.quality();
    if (fits <= best_fit || !quality) continue;
    best_fit = fits;
    best = {
        .quality = *quality, .place = place, .escaping = item.parameter("escaping").has_value()};
  }
  return best;
}

}  // namespace

prometheus_choice choose_prometheus_format(std::string_view accept) {
  const offer* chosen = nullptr;
  wish strongest;
  for (const auto& what : offers) {
    const wish now = wish_for(what, accept);
    const bool stronger =
        now.quality > strongest.quality ||
        (chosen != nullptr && now.quality == strongest.quality && now.place < strongest.place);
    if (now.quality == 0 || !stronger) continue;
    chosen = &what;
    strongest = now;
  }
  const offer& given = chosen != nullptr ? *chosen : offers[0];
  prometheus_choice choice{.format = given.format, .content_type = std::string(given.content_type)};
  if (strongest.escaping) choice.content_type += "; escaping=underscores";
  return choice;
}

bool accepts_gzip(std::string_view accept_encoding) noexcept {
  std::optional<double> gzip;
  std::optional<double> identity;
  std::optional<double> any;
  while (!accept_encoding.empty()) {
    const http_preference item(detail::next_item(accept_encoding));
    const auto quality = item.quality();
    if (same_but_case(item.name(), "gzip") || same_but_case(item.name(), "x-gzip")) {
      if (!gzip) gzip = quality;
    } else if (same_but_case(item.name(), "identity")) {
      if (!identity) identity = quality;
    } else if (item.name() == "*" && !any) {
      any = quality;
    }
  }
  const double wanted = gzip.value_or(any.value_or(0));
  return wanted > 0 && wanted >= identity.value_or(0);
}

}  // namespace engram::inline v0
