// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/usage.hpp"

#include "engram/config_reader.hpp"

#include <string_view>
#include <vector>

namespace engram::tool {
namespace {

std::vector<std::string> known_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  for (const auto* verb : app.get_subcommands({})) names.push_back(verb->get_name());
  return names;
}

std::string suggestion_for(const std::string& word, const CLI::App& app) {
  const auto names = known_names(app);
  // What follows an equals sign is the value.
  const auto meant = nearest(word.substr(0, word.find('=')),
                             std::vector<std::string_view>(names.begin(), names.end()));
  return meant.empty() ? "" : "; did you mean " + std::string(meant) + "?";
}

std::string complaint_about(const std::string& word, const CLI::App& app) {
  if (word.starts_with('-')) return "there is no option " + word + suggestion_for(word, app);
  if (!app.get_subcommands({}).empty()) {
    return "there is no verb " + word + suggestion_for(word, app);
  }
  return "\"" + word + "\" belongs to no option";
}

/// "engram run or engram doctor"
std::string verbs_of(const CLI::App& app) {
  const std::string path = app.get_parent() == nullptr ? "engram" : "engram " + app.get_name();
  std::vector<std::string> lines;
  for (const auto* verb : app.get_subcommands({})) lines.push_back(path + " " + verb->get_name());
  return alternatives({lines.begin(), lines.end()});
}

std::string complaint_of(const CLI::App& app, const CLI::Error& error) {
  const auto unknown = app.remaining();
  if (!unknown.empty()) return complaint_about(unknown.front(), app);
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr &&
      !app.get_subcommands({}).empty()) {
    return "say what to do: " + verbs_of(app);
  }
  const std::string text = error.what();
  const bool no_value = dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr &&
                        text.find("missing") != std::string::npos;
  return no_value ? text.substr(0, text.find(':')) + " needs a value" : text;
}

}  // namespace

std::string usage_message(const CLI::App* app, const CLI::Error& error) {
  std::string name = "engram";
  while (!app->get_subcommands().empty()) {
    app = app->get_subcommands().front();
    name += " " + app->get_name();
  }
  return name + ": " + complaint_of(*app, error) + "\n" + name + " --help lists what there is.\n";
}

}  // namespace engram::tool
