// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "temporary_directory.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace engram::workload::testing {

/// Writes a database of WordNet's format with a dozen words, made to contain each of its traps:
/// a hexadecimal word count beside a decimal pointer count, capitals, adjective markers, verb
/// frames, lexical pointers, a satellite adjective and a word of two parts of speech.
inline void write_small_wordnet(const std::filesystem::path& directory) {
  const std::string header = "  1 This line is indented like the licence.\n";
  const auto write = [&](std::string_view name, const std::string& text) {
    write_text(directory / name, text);
  };
  write("data.noun",
        header +
            "00000100 06 n 02 Bed 0 couch 0 001 @ 00000200 n 0000 | a place to sleep; \"lie in "
            "bed\"\n"
            "00000200 06 n 01 furniture 0 010 ~ 00000100 n 0000 ~ 00000100 n 0000 ~ 00000100 n 0000"
            " ~ 00000100 n 0000 ~ 00000100 n 0000 ~ 00000100 n 0000 ~ 00000100 n 0000"
            " ~ 00000100 n 0000 ~ 00000100 n 0000 ~ 00000100 n 0000 | a bed, a couch and the like\n"
            "00000300 26 n 02 sleep 0 slumber 0 001 + 00000100 v 0101 | rest in a bed at night\n"
            "00000400 23 n 0a a1 0 a2 0 a3 0 a4 0 a5 0 a6 0 a7 0 a8 0 a9 0 a10 0 000 | ten names\n"
            "00000500 28 n 01 night 0 000 | the dark time to rest and sleep in bed\n"
            "00000600 28 n 01 rest 0 000 | a time of sleep in bed at night\n");
  write("data.verb",
        header + "00000100 29 v 01 sleep 0 001 + 00000300 n 0101 02 + 02 00 + 08 01 | be asleep\n");
  write("data.adj", header + "00000100 00 s 01 asleep(p) 0 000 | in a state of sleep\n");
  write("data.adv", header + "00000100 02 r 01 well 0 000 | soundly, as in \"sleep well\"\n");
  std::string index = header;
  for (const std::string_view name :
       {"a1", "a10", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9"}) {
    index += std::string(name) + " n 1 0 1 0 00000400\n";
  }
  write("index.noun",
        index +
            "bed n 1 1 @ 1 1 00000100\ncouch n 1 1 @ 1 0 00000100\nfurniture n 1 1 ~ 1 0 00000200\n"
            "night n 1 0 1 0 00000500\nrest n 1 0 1 0 00000600\nsleep n 1 1 + 1 1 00000300\n"
            "slumber n 1 0 1 0 00000300\n");
  write("index.verb", header + "sleep v 1 1 + 1 1 00000100\n");
  write("index.adj", header + "asleep a 1 0 1 0 00000100\n");
  write("index.adv", header + "well r 1 0 1 0 00000100\n");
  write("noun.exc", "");
  write("verb.exc", "slept sleep\n");
  write("adj.exc", "");
  write("adv.exc", "better well\n");
  write("cntlist.rev",
        "bed%1:06:00:: 1 7\nsleep%1:26:00:: 1 3\nsleep%2:29:00:: 1 5\n"
        "asleep%5:00:00:: 1 2\ngone%1:00:00:: 1 9\n");
}

}  // namespace engram::workload::testing
