// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "fiber.hpp"

#include <sys/mman.h>

#include <cstdint>
#include <new>

#if defined(__x86_64__)
// Saves the callee-saved registers on one stack and takes them from another. About 20 times faster
// than swapcontext, which asks the kernel for the signal mask.
asm(R"(
.text
.type engram_model_switch,@function
engram_model_switch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size engram_model_switch, .-engram_model_switch
)");
extern "C" void engram_model_switch(void** from, void* to) noexcept;
#endif

namespace engram::model {
namespace {
constexpr std::size_t guard_bytes = 4096;
}

fiber::fiber() {
  void* at = mmap(nullptr, guard_bytes + stack_bytes, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (at == MAP_FAILED) throw std::bad_alloc();
  mprotect(at, guard_bytes, PROT_NONE);  // a stack that overflows faults here
  stack_ = static_cast<std::byte*>(at);
}

fiber::~fiber() { munmap(stack_, guard_bytes + stack_bytes); }

#if defined(__x86_64__)

void fiber::restart(void (*entry)()) noexcept {
  auto* top = reinterpret_cast<std::uint64_t*>(stack_ + guard_bytes + stack_bytes);
  *--top = 0;  // where `entry` would return to; also aligns the stack as a call does
  *--top = reinterpret_cast<std::uint64_t>(entry);
  for (int saved = 0; saved < 6; ++saved) *--top = 0;
  here_ = top;
}

void fiber::resume() noexcept { engram_model_switch(&outside_, here_); }
void fiber::leave() noexcept { engram_model_switch(&here_, outside_); }

#else

void fiber::restart(void (*entry)()) noexcept {
  getcontext(&here_);
  here_.uc_stack.ss_sp = stack_ + guard_bytes;
  here_.uc_stack.ss_size = stack_bytes;
  here_.uc_link = nullptr;
  makecontext(&here_, entry, 0);
}

void fiber::resume() noexcept { swapcontext(&outside_, &here_); }
void fiber::leave() noexcept { swapcontext(&here_, &outside_); }

#endif

}  // namespace engram::model
