// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/module_pin.hpp"
#include "collect/process_store.hpp"

#include <engram/collect/attachment.hpp>

namespace engram::inline v0 {

const void* attachment() {
  static constexpr detail::attachment<std_sync> for_plugins{
      .mark = detail::attachment_mark,
      .layout = detail::shared_layout<std_sync>(),
      .table = &detail::store_hooks,
      .attach_linked =
          [](detail::thread_words<std_sync>& words, detail::thread_link<std_sync>& link) noexcept {
            detail::process_store::get().attach_linked(words, link);
          },
      .pin = &detail::pin_module_of,
      .has_fast_ticks = []() noexcept { return detail::has_fast_ticks(); },
      .late_mutex = []() noexcept -> std_sync::mutex& {
        return std_sync::per_process<detail::late_writers<std_sync>>::get().mutex();
      }};
  detail::process_store::get();
  return &for_plugins;
}

attach_result attach_plugin(attach_function* engram_attach) {
  if (engram_attach == nullptr) return attach_result::not_attachable;
  return static_cast<attach_result>(engram_attach(attachment(), abi_version));
}

}  // namespace engram::inline v0
