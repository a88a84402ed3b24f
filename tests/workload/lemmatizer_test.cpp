// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/lemmatizer.hpp"

#include "small_wordnet.hpp"
#include "temporary_directory.hpp"
#include "workload/workload_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engram::workload {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Lemmatizer : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    words_ = new wordnet(load_wordnet(default_wordnet_directory));
    lemmas_ = new lemmatizer(*words_, default_wordnet_directory);
  }
  static void TearDownTestSuite() {
    delete lemmas_;
    delete words_;
  }

  [[nodiscard]] static std::string lemma_of(std::string_view word) {
    const std::optional<std::uint32_t> lemma = lemmas_->lemma_of(word);
    return lemma ? std::string(lemmas_->spelling(*lemma)) : "(none)";
  }

  [[nodiscard]] static std::vector<std::string> base_forms(std::string_view word,
                                                           part_of_speech pos) {
    std::vector<std::string> forms;
    for (const std::uint32_t lemma : lemmas_->base_forms(word, pos)) {
      forms.emplace_back(lemmas_->spelling(lemma));
    }
    return forms;
  }

 private:
  inline static const wordnet* words_ = nullptr;
  inline static const lemmatizer* lemmas_ = nullptr;
};

TEST_F(Lemmatizer, ALemmaIsItsOwnLemma) {
  EXPECT_EQ(lemma_of("sleep"), "sleep");
  EXPECT_EQ(lemma_of("ice_cream"), "ice_cream");
}

TEST_F(Lemmatizer, RegularEndingsAreDetached) {
  EXPECT_THAT(base_forms("dogs", part_of_speech::noun), ElementsAre("dog"));
  EXPECT_THAT(base_forms("churches", part_of_speech::noun), ElementsAre("church"));
  EXPECT_THAT(base_forms("cities", part_of_speech::noun), ElementsAre("city"));
  EXPECT_THAT(base_forms("walked", part_of_speech::verb), ElementsAre("walk"));
  EXPECT_THAT(base_forms("baking", part_of_speech::verb), ElementsAre("bake"));
  EXPECT_THAT(base_forms("colder", part_of_speech::adjective), ElementsAre("cold"));
  EXPECT_THAT(base_forms("nicest", part_of_speech::adjective), ElementsAre("nice"));
}

TEST_F(Lemmatizer, IrregularFormsComeFromTheExceptionFiles) {
  EXPECT_THAT(base_forms("mice", part_of_speech::noun), ElementsAre("mouse"));
  EXPECT_THAT(base_forms("slept", part_of_speech::verb), ElementsAre("sleep"));
  EXPECT_THAT(base_forms("better", part_of_speech::adjective), ElementsAre("good", "well"));
}

TEST_F(Lemmatizer, OfSeveralIrregularBasesTheLastCounts) { EXPECT_EQ(lemma_of("soles"), "sole"); }

TEST_F(Lemmatizer, AFormOfAnotherPartOfSpeechIsFoundWhenTheNounHasNone) {
  EXPECT_EQ(lemma_of("rocking"), "rock");
}

TEST_F(Lemmatizer, ShortNounsAndNounsInDoubleSKeepTheirEnding) {
  EXPECT_THAT(base_forms("as", part_of_speech::noun), ElementsAre("as"));
  EXPECT_THAT(base_forms("xss", part_of_speech::noun), IsEmpty());
  EXPECT_EQ(lemma_of("glass"), "glass");
}

TEST_F(Lemmatizer, AWordTheDictionaryLacksHasNoLemma) {
  EXPECT_EQ(lemma_of("bic"), "(none)");
  EXPECT_EQ(lemma_of(""), "(none)");
}

TEST(LemmatizerFiles, AnExceptionWithoutBaseFormIsNamedWithItsLine) {
  const testing::temporary_directory directory;
  testing::write_small_wordnet(directory.path());
  testing::write_text(directory.path() / "verb.exc", "slept sleep\nwent\n");
  const wordnet words = load_wordnet(directory.path());
  const std::string message = testing::message_of<workload_error>(
      [&] { const lemmatizer lemmas(words, directory.path()); });
  EXPECT_THAT(message, HasSubstr("verb.exc:2: the line ends where the base form"));
}

}  // namespace
}  // namespace engram::workload
