// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "faults/fault.hpp"

#include <dlfcn.h>
#include <pthread.h>
#include <sys/mman.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace engram::testing {
namespace {

std::atomic<bool> armed{false};
std::atomic<std::uint64_t> requests{0};
std::atomic<std::int64_t> blocks{0};
fault current;  // written while nothing is armed
thread_local int spares = 0;

/// Whether the request that is being made is refused.
bool refuses() noexcept {
  if (!armed.load() || spares != 0) return false;
  const std::uint64_t number = requests.fetch_add(1) + 1;
  return current.nth != 0 && (current.sticky ? number >= current.nth : number == current.nth);
}

/// What stands behind a function of this program.
template <class Function>
Function* behind(const char* name) noexcept {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

void* from_heap(std::size_t bytes, std::size_t alignment) noexcept {
  if (refuses()) return nullptr;
  ++blocks;
  if (alignment <= alignof(std::max_align_t)) return std::malloc(bytes == 0 ? 1 : bytes);
  return std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
}

void to_heap(void* memory) noexcept {
  if (memory != nullptr) --blocks;
  std::free(memory);
}

void* or_throw(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void arm(fault what) noexcept {
  current = what;
  requests = 0;
  armed = true;
}

std::uint64_t disarm() noexcept {
  armed = false;
  return requests;
}

std::int64_t live_blocks() noexcept { return blocks; }

spared::spared() noexcept { ++spares; }
spared::~spared() { --spares; }

}  // namespace engram::testing

using engram::testing::from_heap;
using engram::testing::or_throw;
using engram::testing::to_heap;

// NOLINTBEGIN: these are the names and shapes that the language and the system give them.
void* operator new(std::size_t n) { return or_throw(from_heap(n, 1)); }
void* operator new[](std::size_t n) { return or_throw(from_heap(n, 1)); }
void* operator new(std::size_t n, std::align_val_t a) {
  return or_throw(from_heap(n, static_cast<std::size_t>(a)));
}
void* operator new[](std::size_t n, std::align_val_t a) {
  return or_throw(from_heap(n, static_cast<std::size_t>(a)));
}
void* operator new(std::size_t n, const std::nothrow_t&) noexcept { return from_heap(n, 1); }
void* operator new[](std::size_t n, const std::nothrow_t&) noexcept { return from_heap(n, 1); }
void operator delete(void* p) noexcept { to_heap(p); }
void operator delete[](void* p) noexcept { to_heap(p); }
void operator delete(void* p, std::size_t) noexcept { to_heap(p); }
void operator delete[](void* p, std::size_t) noexcept { to_heap(p); }
void operator delete(void* p, std::align_val_t) noexcept { to_heap(p); }
void operator delete[](void* p, std::align_val_t) noexcept { to_heap(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { to_heap(p); }
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept { to_heap(p); }
void operator delete(void* p, const std::nothrow_t&) noexcept { to_heap(p); }
void operator delete[](void* p, const std::nothrow_t&) noexcept { to_heap(p); }

// The thread sanitizer calls these itself before it can bear to be called.
#if !defined(__SANITIZE_THREAD__)
extern "C" {

void* mmap(void* at, std::size_t bytes, int protection, int flags, int file,
           off_t offset) noexcept {
  static auto* const granted = engram::testing::behind<decltype(mmap)>("mmap");
  if (engram::testing::refuses()) {
    errno = ENOMEM;
    return MAP_FAILED;
  }
  return granted(at, bytes, protection, flags, file, offset);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* how, void* (*run)(void*),
                   void* with) noexcept {
  static auto* const granted = engram::testing::behind<decltype(pthread_create)>("pthread_create");
  return engram::testing::refuses() ? EAGAIN : granted(thread, how, run, with);
}

}  // extern "C"
#endif
// NOLINTEND
