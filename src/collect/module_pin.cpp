// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/module_pin.hpp"

#include <dlfcn.h>
#include <link.h>

#include <cstddef>
#include <cstdint>

// Weak: a program that loads nothing need not link the loader's library, where there is one.
#pragma weak dlopen
#pragma weak dlclose

namespace engram::inline v0::detail {
namespace {

struct search {
  std::uintptr_t address;
  const char* name;
};

bool holds(const dl_phdr_info& module, std::uintptr_t address) noexcept {
  for (int i = 0; i < module.dlpi_phnum; ++i) {
    const auto& segment = module.dlpi_phdr[i];
    // Below the segment, the difference wraps to more than any size.
    const std::uintptr_t offset = address - (module.dlpi_addr + segment.p_vaddr);
    if (segment.p_type == PT_LOAD && offset < segment.p_memsz) return true;
  }
  return false;
}

/// What the loader calls the module that holds an address; empty for the program itself.
const char* name_of_module(const void* address) noexcept {
  search wanted{reinterpret_cast<std::uintptr_t>(address), ""};
  dl_iterate_phdr(
      [](dl_phdr_info* module, std::size_t, void* data) {
        auto& found = *static_cast<search*>(data);
        if (!holds(*module, found.address)) return 0;
        found.name = module->dlpi_name;
        return 1;
      },
      &wanted);
  return wanted.name;
}

}  // namespace

void pin_module_of(const void* address) noexcept {
  const char* name = name_of_module(address);
  if (*name == '\0' || dlopen == nullptr) return;
  void* handle = dlopen(name, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
  if (handle != nullptr) dlclose(handle);
}

}  // namespace engram::inline v0::detail
