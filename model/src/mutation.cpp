// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "mutation.hpp"

#include "format.hpp"

#include <model/order_site.hpp>
#include <model/suite.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

namespace engram::model {
namespace {

/// Runs `what` in a child, so that a mutant may crash. Returns what it wrote, and whether it ended
/// well.
template <class What>
std::pair<std::string, bool> in_child(What what) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("pipe failed");
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    const std::string said = what();
    const auto written = write(ends[1], said.data(), said.size());
    _exit(written == static_cast<ssize_t>(said.size()) ? 0 : 1);
  }
  close(ends[1]);
  std::string said;
  char part[4096];
  for (ssize_t n = 0; (n = read(ends[0], part, sizeof part)) > 0;) {
    said.append(part, static_cast<std::size_t>(n));
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  return {said, WIFEXITED(status) && WEXITSTATUS(status) == 0};
}

using mutant = std::vector<weakening>;

struct verdict {
  std::string_view killer;  ///< empty: it survived
  std::string how;
};

/// What a model says of a mutant: empty when it finds nothing wrong.
std::string ask(const model_case& model, const mutant& what) {
  const auto [said, ended] = in_child([&] {
    order_sites::weaken(what);
    const auto seen = check(model.how, model.body);
    if (seen.failure) return seen.failure->what + " (" + std::to_string(seen.executions) + ")";
    return std::string();
  });
  return ended ? said : "crashed";
}

class run {
 public:
  explicit run(const mutation_options& how) : rows_(sites_of_models()) { read_list(how.redundant); }

  bool singles(const std::string& only) {
    if (!only.empty() && std::ranges::count(rows_, only, &site_row::site) == 0) {
      throw std::runtime_error("no model comes to the place '" + only + "'; --sites has them");
    }
    for (const auto& row : rows_) {
      if (!only.empty() && row.site != only) continue;
      for (const auto order : one_step_weaker(row.order)) single(row, order);
    }
    return good_;
  }
  bool pairs() {
    std::set<std::string> accounted;
    for (const auto& [a, b] : listed_) {
      const auto found = ask_all({weakest(a), weakest(b)});
      print(a + " + " + b, "listed pair", found);
      if (found.killer.empty()) complain("the listed pair " + a + ", " + b + " survives");
      accounted.insert(a);
      accounted.insert(b);
    }
    for (const auto& [site, order] : survivors_) {
      if (accounted.contains(site)) continue;
      complain(site + " survives as " + describe(order) +
               ": weaken it, add a model, or list a redundant pair with its proof");
    }
    return good_;
  }
  void summary() const {
    std::printf("%zu sites, %zu mutants, %zu killed alone, %zu survive alone, %zu listed pairs\n",
                rows_.size(), mutants_, mutants_ - survivors_.size(), survivors_.size(),
                listed_.size());
  }

 private:
  void single(const site_row& row, std::memory_order order) {
    const auto found = ask_all({{row.site, order}});
    ++mutants_;
    print(row.site, describe(row.order) + std::string(" -> ") + describe(order), found);
    if (found.killer.empty()) survivors_.emplace(row.site, order);
    const bool listed = std::ranges::any_of(listed_, [&](const auto& pair) {
      return pair.first == row.site || pair.second == row.site;
    });
    if (listed && !found.killer.empty()) {
      complain(row.site + " is listed as redundant, but is killed alone");
    }
  }
  verdict ask_all(const mutant& what) {
    for (const auto& model : model_cases()) {
      const bool concerned = std::ranges::any_of(what, [&](const weakening& each) {
        const auto row = std::ranges::find(rows_, each.site, &site_row::site);
        return row != rows_.end() && std::ranges::count(row->models, model.name) != 0;
      });
      if (!concerned) continue;
      const auto said = ask(model, what);
      if (!said.empty()) return {model.name, said};
    }
    return {};
  }
  weakening weakest(const std::string& site) const {
    const auto row = std::ranges::find(rows_, site, &site_row::site);
    if (row == rows_.end()) throw std::runtime_error("no model comes to the listed site " + site);
    const auto weaker = one_step_weaker(row->order);
    if (weaker.empty()) throw std::runtime_error("the listed site " + site + " is relaxed");
    return {row->site, weaker.front()};
  }
  void read_list(const std::string& path) {
    if (path.empty()) return;
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path);
    for (std::string line; std::getline(file, line);) {
      if (line.empty() || line.front() == '#') continue;
      std::istringstream words(line);
      std::string a;
      std::string b;
      std::string why;
      if (!(words >> a >> b) || !std::getline(words, why) || why.size() < 10) {
        throw std::runtime_error(path + ": '" + line +
                                 "': expected two sites and the proof that either suffices");
      }
      listed_.emplace_back(a, b);
    }
  }
  static void print(const std::string& what, const std::string& change, const verdict& found) {
    std::printf("%-8s %-36s %-20s %s: %s\n", found.killer.empty() ? "SURVIVES" : "killed",
                what.c_str(), change.c_str(), std::string(found.killer).c_str(), found.how.c_str());
    std::fflush(stdout);
  }
  void complain(const std::string& what) {
    std::printf("error: %s\n", what.c_str());
    good_ = false;
  }

  std::vector<site_row> rows_;
  std::vector<std::pair<std::string, std::string>> listed_;
  std::multimap<std::string, std::memory_order> survivors_;
  std::size_t mutants_ = 0;
  bool good_ = true;
};

}  // namespace

std::vector<site_row> sites_of_models() {
  std::map<std::string, site_row> rows;
  std::map<std::string_view, std::uint64_t> executions;
  for (const auto& model : model_cases()) {
    if (model.is_long) continue;
    const auto [said, ended] = in_child([&] {
      std::string text = std::to_string(check(model.how, model.body).executions) + '\n';
      for (const auto& row : order_sites::used()) {
        text += std::string(row.name) + ' ' + std::to_string(static_cast<int>(row.order)) + '\n';
      }
      return text;
    });
    if (!ended) throw std::runtime_error(std::string(model.name) + " crashed");
    std::istringstream lines(said);
    lines >> executions[model.name];
    int order = 0;
    for (std::string site; lines >> site >> order;) {
      auto& row = rows[site];
      row.site = site;
      row.order = static_cast<std::memory_order>(order);
      row.models.push_back(model.name);
    }
  }
  std::ranges::stable_sort(model_cases(), {},
                           [&](const model_case& model) { return executions[model.name]; });
  std::vector<site_row> all;
  for (auto& [name, row] : rows) all.push_back(std::move(row));
  return all;
}

bool mutate(const mutation_options& how) {
  run all(how);
  const bool alone = all.singles(how.only);
  const bool together = !how.only.empty() || all.pairs();
  all.summary();
  return alone && together;
}

}  // namespace engram::model
