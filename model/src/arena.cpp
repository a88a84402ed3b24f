// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "arena.hpp"

#include <sys/mman.h>

#include <cstdlib>
#include <cstring>
#include <new>

namespace engram::model {
namespace {

std::byte* map(std::size_t bytes) noexcept {
  void* at = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (at == MAP_FAILED) std::abort();
  return static_cast<std::byte*>(at);
}

struct header {
  std::size_t bytes;
  std::size_t is_live;
};
static_assert(sizeof(header) == 16);
constexpr int freed = 0xdd;  // what a use after delete reads

}  // namespace

arena& arena::get() noexcept {
  static arena only;
  return only;
}

void* arena::allocate(std::size_t bytes, std::size_t alignment) noexcept {
  if (base_ == nullptr) next_ = base_ = map(size);
  if (alignment < sizeof(header)) alignment = sizeof(header);
  auto at = reinterpret_cast<std::uintptr_t>(next_) + sizeof(header);
  at = (at + alignment - 1) / alignment * alignment;
  auto* block = reinterpret_cast<std::byte*>(at);
  if (block + bytes > base_ + size) return nullptr;
  reinterpret_cast<header*>(block)[-1] = {bytes, 1};
  next_ = block + bytes;
  ++live_;
  return block;
}

void arena::release(void* block) noexcept {
  auto& head = static_cast<header*>(block)[-1];
  if (head.is_live != 1) std::abort();  // deleted twice
  head.is_live = 0;
  std::memset(block, freed, head.bytes);
  --live_;
}

void arena::reset() noexcept {
  next_ = base_;
  live_ = 0;
}

zero_pages& zero_pages::get() noexcept {
  static zero_pages only;
  return only;
}

void* zero_pages::region::take(std::size_t bytes, std::size_t size) noexcept {
  if (base == nullptr) next = base = map(size);
  constexpr std::size_t line = 128;
  std::byte* at = next;
  next += (bytes + line - 1) / line * line;
  return next <= base + size ? at : nullptr;
}

void* zero_pages::reserve(std::size_t bytes) noexcept {
  constexpr std::size_t megabyte = std::size_t{1} << 20;
  return bytes < megabyte ? small_.take(bytes, 64 * megabyte) : large_.take(bytes, 4096 * megabyte);
}

void zero_pages::reset() noexcept {
  if (small_.base != nullptr) {
    std::memset(small_.base, 0, static_cast<std::size_t>(small_.next - small_.base));
  }
  small_.next = small_.base;
  large_.next = large_.base;
}

}  // namespace engram::model

namespace {

void* allocate(std::size_t bytes, std::size_t alignment) noexcept {
  using engram::model::arena;
  if (arena::serves_body) return arena::get().allocate(bytes, alignment);
  if (alignment <= alignof(std::max_align_t)) return std::malloc(bytes == 0 ? 1 : bytes);
  return std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
}

void release(void* block) noexcept {
  auto& bodies = engram::model::arena::get();
  if (bodies.owns(block)) return bodies.release(block);
  std::free(block);
}

}  // namespace

void* operator new(std::size_t bytes) {
  if (void* at = allocate(bytes, alignof(std::max_align_t))) return at;
  throw std::bad_alloc();
}
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  if (void* at = allocate(bytes, static_cast<std::size_t>(alignment))) return at;
  throw std::bad_alloc();
}
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
  return allocate(bytes, alignof(std::max_align_t));
}
void operator delete(void* at) noexcept {
  if (at != nullptr) release(at);
}
void operator delete(void* at, std::size_t) noexcept { operator delete(at); }
void operator delete(void* at, std::align_val_t) noexcept { operator delete(at); }
void operator delete(void* at, std::size_t, std::align_val_t) noexcept { operator delete(at); }
void operator delete(void* at, const std::nothrow_t&) noexcept { operator delete(at); }
