// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/wordnet.hpp"

#include "small_wordnet.hpp"
#include "temporary_directory.hpp"
#include "workload/workload_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace engram::workload {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class SmallWordNet : public ::testing::Test {
 protected:
  SmallWordNet() { testing::write_small_wordnet(directory_.path()); }

  [[nodiscard]] wordnet load() const { return load_wordnet(directory_.path()); }

  [[nodiscard]] static const synset& meaning_of(const wordnet& words, const char* lemma,
                                                std::size_t sense = 0) {
    return words.synsets[words.senses_of(words.find(lemma).value())[sense].synset];
  }

  /// The error after `wrong` has taken the place of `right` in a file.
  [[nodiscard]] std::string error_after(const char* file, const std::string& right,
                                        const std::string& wrong) const {
    std::string text = testing::read_text(directory_.path() / file);
    const std::size_t at = text.find(right);
    EXPECT_NE(at, std::string::npos) << right;
    testing::write_text(directory_.path() / file, text.replace(at, right.size(), wrong));
    return testing::message_of<workload_error>([&] { (void)load(); });
  }

  testing::temporary_directory directory_;
};

TEST(WordNet, HasTheCountsOfVersion30) {
  const wordnet words = load_wordnet(default_wordnet_directory);
  EXPECT_EQ(words.lemmas.size(), 147'306U);
  EXPECT_EQ(words.synsets.size(), 117'659U);
  EXPECT_EQ(words.words.size(), 206'978U);
  EXPECT_EQ(words.pointers.size(), 377'592U);

  std::array<std::size_t, part_of_speech_count> by_pos{};
  for (const synset& meaning : words.synsets) ++by_pos[static_cast<std::size_t>(meaning.pos)];
  EXPECT_THAT(by_pos, ElementsAre(82'115U, 13'767U, 18'156U, 3'621U));

  std::array<std::size_t, relation_count> by_relation{};
  std::size_t lexical = 0;
  for (const wordnet_pointer& pointer : words.pointers) {
    ++by_relation[static_cast<std::size_t>(pointer.kind)];
    lexical += pointer.source_word != 0 ? 1U : 0U;
  }
  EXPECT_EQ(lexical, 92'244U);
  EXPECT_THAT(by_relation,
              ElementsAre(7'979U, 89'089U, 89'089U, 17'154U, 22'187U, 22'187U, 21'386U, 74'717U,
                          18'780U, 8'096U, 3'272U, 1'750U, 1'278U, 408U, 220U));
}

TEST(WordNet, TheMostTaggedSenseOfAWordComesFirst) {
  const wordnet words = load_wordnet(default_wordnet_directory);
  const auto senses = words.senses_of(words.find("king").value());
  ASSERT_GE(senses.size(), 2U);
  EXPECT_GT(senses[0].tag_count, senses[1].tag_count);
  EXPECT_THAT(std::string(words.gloss_of(words.synsets[senses[0].synset])), HasSubstr("sovereign"));
}

TEST(WordNet, AMissingDirectoryNamesThePackageAndTheOption) {
  const std::string message =
      testing::message_of<workload_error>([] { (void)load_wordnet("/nonexistent/wordnet"); });
  EXPECT_THAT(message, HasSubstr("/nonexistent/wordnet/index.noun"));
  EXPECT_THAT(message, HasSubstr("wordnet-base"));
  EXPECT_THAT(message, HasSubstr("--wordnet DIR"));
}

TEST_F(SmallWordNet, WordsAreCountedInHexadecimalAndPointersInDecimal) {
  const wordnet words = load();
  EXPECT_EQ(words.words_of(meaning_of(words, "a10")).size(), 10U);
  EXPECT_EQ(words.pointers_of(meaning_of(words, "furniture")).size(), 10U);
}

TEST_F(SmallWordNet, CapitalsAndAdjectiveMarkersAreNotPartOfALemma) {
  const wordnet words = load();
  EXPECT_TRUE(words.find("bed"));
  EXPECT_FALSE(words.find("Bed"));
  EXPECT_EQ(words.lemmas[words.words_of(meaning_of(words, "asleep"))[0]], "asleep");
}

TEST_F(SmallWordNet, VerbFramesAreNotPartOfTheGloss) {
  const wordnet words = load();
  EXPECT_EQ(words.gloss_of(meaning_of(words, "sleep", 1)), " be asleep");
}

TEST_F(SmallWordNet, ALexicalPointerNamesItsWordsAndReachesTheOtherFile) {
  const wordnet words = load();
  const auto pointers = words.pointers_of(meaning_of(words, "sleep", 0));
  ASSERT_EQ(pointers.size(), 1U);
  EXPECT_EQ(pointers[0].kind, relation::derivation);
  EXPECT_EQ(pointers[0].source_word, 1);
  EXPECT_EQ(pointers[0].target_word, 1);
  EXPECT_EQ(words.synsets[pointers[0].target].pos, part_of_speech::verb);
}

TEST_F(SmallWordNet, TagCountsFindTheirSenseAndStrayOnesAreIgnored) {
  const wordnet words = load();
  const auto senses = words.senses_of(words.find("sleep").value());
  ASSERT_EQ(senses.size(), 2U);
  EXPECT_EQ(senses[0].tag_count, 3U);
  EXPECT_EQ(senses[1].tag_count, 5U);
  EXPECT_EQ(words.senses_of(words.find("asleep").value())[0].tag_count, 2U);
}

TEST_F(SmallWordNet, AWordCountThatIsNoNumberIsNamedWithItsLine) {
  const std::string message = error_after("data.noun", "n 02 Bed", "n zz Bed");
  EXPECT_THAT(message,
              HasSubstr("data.noun:2: the number of words should be a hexadecimal number"));
}

TEST_F(SmallWordNet, ACutOffLineIsNamed) {
  const std::string message =
      error_after("data.verb", " n 0101 02 + 02 00 + 08 01 | be asleep", "");
  EXPECT_THAT(message, HasSubstr("data.verb:2: the line ends where"));
}

TEST_F(SmallWordNet, AMissingGlossIsNamed) {
  const std::string message = error_after("data.adj", "|", "");
  EXPECT_THAT(message, HasSubstr("data.adj:2: a gloss should follow"));
}

TEST_F(SmallWordNet, AnUnknownPointerSymbolIsNamed) {
  const std::string message = error_after("data.noun", "001 @", "001 ?");
  EXPECT_THAT(message, HasSubstr("data.noun:2: unknown pointer symbol '?'"));
}

TEST_F(SmallWordNet, APointerToNowhereIsNamed) {
  const std::string message = error_after("data.noun", "@ 00000200", "@ 00000201");
  EXPECT_THAT(message, HasSubstr("data.noun:2: refers to a synset at offset 201"));
}

TEST_F(SmallWordNet, APointerToAWordTheSynsetLacksIsNamed) {
  const std::string message = error_after("data.noun", "v 0101", "v 0102");
  EXPECT_THAT(message, HasSubstr("data.noun:4: a pointer names a word"));
}

TEST_F(SmallWordNet, AnIndexOfAnotherDistributionIsNamed) {
  const std::string message =
      error_after("index.noun", "couch n 1 1 @ 1 0 00000100", "couch n 1 1 @ 1 0 00000101");
  EXPECT_THAT(message, HasSubstr("index.noun:13: refers to a synset at offset 101"));
}

TEST_F(SmallWordNet, AWordWithoutIndexEntryIsNamed) {
  const std::string message = error_after("data.noun", "couch", "divan");
  EXPECT_THAT(message, HasSubstr("data.noun:2: the word 'divan' should stand in an index file"));
}

TEST_F(SmallWordNet, ATagCountThatIsNoNumberIsNamed) {
  const std::string message = error_after("cntlist.rev", "1 3", "1 x");
  EXPECT_THAT(message, HasSubstr("cntlist.rev:2: a tag count should be a decimal number, not 'x'"));
}

}  // namespace
}  // namespace engram::workload
