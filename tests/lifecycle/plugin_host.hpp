// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "collect/some_events.hpp"
#include "lifecycle/plugin.hpp"

#include <engram/collect/attachment.hpp>
#include <engram/collect/registry.hpp>

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace engram::testing {

/// A plugin while it is loaded.
class loaded_plugin {
 public:
  explicit loaded_plugin(int scope = RTLD_LOCAL, const char* path = PLUGIN_PATH)
      : handle_(dlopen(path, RTLD_NOW | scope)) {
    if (handle_ == nullptr) throw std::runtime_error(dlerror());
  }
  ~loaded_plugin() { dlclose(handle_); }
  loaded_plugin(const loaded_plugin&) = delete;
  loaded_plugin& operator=(const loaded_plugin&) = delete;

  void count(std::uint64_t n) const { find<decltype(&plugin_count)>("plugin_count")(n); }
  void record() const { find<decltype(&plugin_record)>("plugin_record")(); }
  void count_at_thread_end(std::uint64_t n) const {
    find<decltype(&plugin_count_at_thread_end)>("plugin_count_at_thread_end")(n);
  }
  void measure_at_thread_end(std::uint64_t n) const {
    find<decltype(&plugin_measure_at_thread_end)>("plugin_measure_at_thread_end")(n);
  }
  attach_function* attach() const { return find<attach_function*>("engram_attach"); }
  std::int64_t total() const { return find<decltype(&plugin_total)>("plugin_total")(); }

 private:
  template <class Function>
  Function find(const char* name) const {
    return reinterpret_cast<Function>(dlsym(handle_, name));
  }
  void* handle_;
};

/// Whether the plugin is in memory.
inline bool is_mapped() {
  void* handle = dlopen(PLUGIN_PATH, RTLD_NOW | RTLD_NOLOAD);
  if (handle != nullptr) dlclose(handle);
  return handle != nullptr;
}

/// What the process's scrape says of a counter of the plugin's; 0 when it knows none.
inline std::uint64_t scraped(std::string_view name) {
  const auto now = registry::everything().scrape();
  for (const auto* each : now.metrics()) {
    if (each->descriptor.name == name) return now.series(*each, 0)[0];
  }
  return 0;
}
inline constexpr std::string_view plugin_hits = "test.plugin.hits";

}  // namespace engram::testing
