# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0

# Tests under valgrind: the whole program at once, since most of a run is valgrind's own start.
if(ENGRAM_MEMCHECK)
  find_program(ENGRAM_VALGRIND valgrind REQUIRED)
  # Threads take turns: a spinning one would else hold up all others. Memory that was lost, or that only
  # the inside of a block is pointed to, is an error; what is still reachable at the end is not. A program
  # that brings an operator new keeps it.
  set(engram_memcheck_command
      "${ENGRAM_VALGRIND}" --quiet --fair-sched=yes --error-exitcode=99 --leak-check=full
      --show-leak-kinds=definite,possible --errors-for-leak-kinds=definite,possible
      --soname-synonyms=somalloc=nouserintercepts)
endif()

# engram_memcheck(<program> <forks> <filter>): runs test_<program>, but for the cases of the filter. A
# child of a fork has lost its parent's threads and so all that those owned: no leaks are looked for.
function(engram_memcheck program forks filter)
  if(NOT ENGRAM_MEMCHECK)
    return()
  endif()
  set(leaks)
  if(forks)
    set(leaks --leak-check=no)
  endif()
  add_test(NAME memcheck.${program} COMMAND ${engram_memcheck_command} ${leaks} $<TARGET_FILE:test_${program}>
                                            --gtest_brief=1 "--gtest_filter=-${filter}")
  set_tests_properties(memcheck.${program} PROPERTIES LABELS memcheck TIMEOUT 300)
endfunction()
