// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/clock.hpp>
#include <engram/exponential_record.hpp>
#include <engram/export_macro.hpp>
#include <engram/metric.hpp>
#include <engram/record.hpp>
#include <engram/schema.hpp>
#include <engram/series_table.hpp>
#include <engram/shard.hpp>

#include <cstdint>

/// For plugins with a core of their own: a module that its host opens with `RTLD_LOCAL`, where the
/// host exports no symbols. What such a module records reaches nobody, until its host gives it the
/// store it collects from. The module says once, in one source, at global scope:
///
///     ENGRAM_ATTACHABLE();
///
/// The host finds `engram_attach` by name and hands it to `engram::attach_plugin`
/// (`engram/collect/attachment.hpp`).
#define ENGRAM_ATTACHABLE()                                                                 \
  extern "C" [[gnu::visibility("default")]] int engram_attach(const void* store,            \
                                                              std::uint32_t abi) noexcept { \
    return static_cast<int>(::engram::detail::attach_core(store, abi));                     \
  }                                                                                         \
  static_assert(true, "a semicolon follows")

namespace engram::inline v0 {

/// The version of all that a host and an attached module use together. Grows when any of it changes
/// its meaning; where sizes change alone, attaching finds that by itself.
inline constexpr std::uint32_t abi_version = 1;

/// What came of attaching a module. The numbers are what `engram_attach` returns.
enum class attach_result : int {
  attached = 0,       ///< what it records reaches the host; also when it did already
  wrong_version = 1,  ///< host and module were built from versions that do not fit
  no_store = 2,       ///< what it was given is not what `engram::attachment` returns
  wrong_layout = 3,   ///< host and module agree on the version, not on the sizes of what they share
  other_store = 4,    ///< it records elsewhere already: into a store of its own, or another host's
  not_attachable = 5,  ///< it has no `engram_attach`
};

/// What a result means, as the end of a sentence.
constexpr const char* explain(attach_result result) noexcept {
  switch (result) {
    case attach_result::attached:
      return "attached";
    case attach_result::wrong_version:
      return "built from another version; build host and plugin with the same engram::abi_version";
    case attach_result::no_store:
      return "given something else than engram::attachment()";
    case attach_result::wrong_layout:
      return "built from other headers of the same version; build host and plugin with the same";
    case attach_result::other_store:
      return "recording elsewhere already; attach it before it makes a registry or a collector";
    case attach_result::not_attachable:
      return "without engram_attach; write ENGRAM_ATTACHABLE(); in one of its sources";
  }
  return "attached with a result that this version does not know";
}

namespace detail {

/// The thread-local words of a module, in the list of its thread's.
template <class Sync>
struct ENGRAM_API thread_link {
  thread_words<Sync>* words = nullptr;  ///< nullptr: in no list
  thread_link* next = nullptr;
};

/// What a host hands to a module. The first two members stay where they are in every version.
template <class Sync>
struct attachment {
  std::uint64_t mark;
  std::uint64_t layout;
  const hooks<Sync>* table;  ///< the host's own
  /// Gives words of the calling thread that are not the host's own the thread's shard.
  void (*attach_linked)(thread_words<Sync>&, thread_link<Sync>&) noexcept;
  /// Keeps the module that holds an address in memory.
  void (*pin)(const void* address) noexcept;
  bool (*has_fast_ticks)() noexcept;
  typename Sync::mutex& (*late_mutex)() noexcept;
};

inline constexpr std::uint64_t attachment_mark = 0x656e'6772'616d'0001;

/// A number that differs between headers that disagree on the size of what is shared.
template <class Sync>
consteval std::uint64_t shared_layout() noexcept {
  std::uint64_t mixed = 0xcbf2'9ce4'8422'2325;  // FNV-1a
  for (const std::uint64_t size :
       {sizeof(hooks<Sync>), sizeof(shard<Sync>), sizeof(thread_words<Sync>),
        sizeof(thread_link<Sync>), sizeof(attachment<Sync>), sizeof(event_gate<Sync>),
        sizeof(open_operation<Sync>), sizeof(metric_descriptor), sizeof(event_descriptor),
        sizeof(operation_descriptor), sizeof(field_descriptor), sizeof(label_dimension),
        sizeof(bucket_layout), sizeof(family_limits), sizeof(series_table<Sync>),
        sizeof(label_set_key)}) {
    mixed = (mixed ^ size) * 0x100'0000'01b3;
  }
  return mixed;
}

/// What a core knows of the host it is attached to.
struct ENGRAM_API attached_core {
  std_sync::mutex mutex;  ///< also held while a core gets a store of its own
  const attachment<std_sync>* host = nullptr;
  hooks<std_sync> table{};  ///< the host's, but for threads
};

/// Attaches this module's core. Any thread may call it, at any time but in a signal handler.
inline attach_result attach_core(const void* store, std::uint32_t abi) noexcept {
  if (abi != abi_version) return attach_result::wrong_version;
  const auto* host = static_cast<const attachment<std_sync>*>(store);
  if (host == nullptr || host->mark != attachment_mark) return attach_result::no_store;
  if (host->layout != shared_layout<std_sync>()) return attach_result::wrong_layout;
  auto& core = std_sync::per_process<attached_core>::get();
  scoped_lock lock(core.mutex);
  const auto* installed = installed_hooks<std_sync>();
  if (installed == host->table || (installed != nullptr && core.host == host)) {
    return attach_result::attached;
  }
  if (installed != nullptr) return attach_result::other_store;
  host->pin(&core);
  core.host = host;
  core.table = *host->table;
  core.table.attach_thread = [](thread_words<std_sync>& words) noexcept {
    std_sync::per_process<attached_core>::get().host->attach_linked(
        words, std_sync::per_thread<thread_link<std_sync>>::get());
  };
  std_sync::per_process<late_writers<std_sync>>::get().hosts = &host->late_mutex();
  // relaxed: the hooks, installed afterwards, publish it.
  chosen_clock().steady.store(!host->has_fast_ticks(), ENGRAM_MO(clock_adopt, relaxed));
  install_hooks<std_sync>(&core.table);
  return attach_result::attached;
}

}  // namespace detail
}  // namespace engram::inline v0
