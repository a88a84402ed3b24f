// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/doctor_command.hpp"

#include "engram/doctor.hpp"
#include "engram/exit_status.hpp"
#include "engram/http_fetch.hpp"
#include "engram/option_checks.hpp"
#include "engram/terminal.hpp"
#include "engram/text.hpp"

#include <engram/export/metric_lint.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engram::tool {
namespace {

using json = nlohmann::ordered_json;

struct doctor_options {
  std::string url;
  bool json = false;
};

struct report {
  std::vector<diagnosis> machine;
  std::string subject;  ///< whose metrics
  std::size_t metrics = 0;
  std::vector<lint_finding> findings;
  bool has_records = false;
  std::vector<diagnosis> records;

  bool failed() const {
    const auto fails = [](const diagnosis& each) { return each.bad == severity::error; };
    return std::ranges::any_of(machine, fails) || std::ranges::any_of(records, fails) ||
           std::ranges::any_of(
               findings, [](const lint_finding& each) { return each.severity == severity::error; });
  }
};

std::string name_of(severity how_bad) {
  return how_bad == severity::error ? "error" : how_bad == severity::warning ? "warning" : "note";
}

json json_of(const std::vector<diagnosis>& all) {
  json rows = json::array();
  for (const auto& each : all) {
    json row = {{"id", each.id},
                {"what", each.what},
                {"found", each.found},
                {"severity", each.bad ? name_of(*each.bad) : "ok"}};
    if (each.bad) row["advice"] = each.advice;
    rows.push_back(row);
  }
  return rows;
}

std::string text_as_json(const report& all) {
  json findings = json::array();
  for (const auto& each : all.findings) {
    findings.push_back({{"id", each.id},
                        {"severity", name_of(each.severity)},
                        {"metric", each.metric},
                        {"wrong", each.wrong},
                        {"right", each.right}});
  }
  json page = {{"version", 1},
               {"good", !all.failed()},
               {"machine", json_of(all.machine)},
               {"metrics", {{"of", all.subject}, {"count", all.metrics}, {"findings", findings}}}};
  if (all.has_records) page["records"] = json_of(all.records);
  return page.dump(2) + "\n";
}

/// Writes the report for people.
class page {
 public:
  explicit page(bool colours) : colours_(colours) {}

  void heading(const std::string& text) { text_ += "\n" + paint("1", text) + "\n"; }
  void line(const std::string& text) { text_ += "  " + text + "\n"; }
  void row(const diagnosis& each) {
    line(mark(each.bad) + " " + left(std::string(each.what), 15) + each.found);
    if (each.bad) line(left("", 10) + each.advice);
  }
  void loss(const diagnosis& each) {
    line(mark(each.bad) + " " + each.found + " " + std::string(each.what));
    line(left("", 10) + each.advice);
  }
  void row(const lint_finding& each) {
    line(mark(each.severity) + " " + each.metric + ": " + each.wrong + " [" + std::string(each.id) +
         "]");
    line(left("", 10) + "right: " + each.right);
  }
  std::string mark(std::optional<severity> bad) const {
    if (!bad) return paint("32", left("ok", 9));
    const char* colour = *bad == severity::error ? "1;31" : *bad == severity::warning ? "33" : "36";
    return paint(colour, left(name_of(*bad), 9));
  }
  std::string take() { return std::move(text_); }

 private:
  std::string paint(const char* code, const std::string& text) const {
    return colours_ ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
  }
  std::string text_;
  bool colours_;
};

std::string text_of(const report& all, bool colours) {
  page out(colours);
  out.heading("Machine");
  for (const auto& each : all.machine) out.row(each);
  out.heading("Metrics: " + all.subject);
  for (const auto& each : all.findings) out.row(each);
  if (all.findings.empty()) {
    out.line(out.mark({}) + " " + std::to_string(all.metrics) + " metrics, nothing found");
  }
  if (!all.has_records) return out.take();
  out.heading("Records: " + all.subject);
  for (const auto& each : all.records) out.loss(each);
  if (all.records.empty()) out.line(out.mark({}) + " nothing refused, dropped or unwritten");
  return out.take();
}

/// Where a process serves, also when a page of it was named.
std::string without_page(std::string url) {
  constexpr std::string_view page = "/metrics.json";
  if (url.ends_with(page)) url.resize(url.size() - page.size());
  return url;
}

report examine_all(const doctor_options& options) {
  report all{.machine = examine(read_machine()), .subject = {}, .findings = {}, .records = {}};
  const auto url = without_page(options.url);
  const auto metrics = url.empty() ? built_in_metrics() : load_metrics(url);
  all.subject = metrics.source;
  all.metrics = metrics.metrics.size();
  all.findings = lint_metrics(metrics.facts());
  if (url.empty()) return all;
  all.has_records = true;
  all.records = examine_records(fetch(url, "/metrics"));
  return all;
}

int doctor(const doctor_options& options) {
  try {
    const auto all = examine_all(options);
    const auto text = options.json ? text_as_json(all) : text_of(all, output_has_colours());
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (!written || std::fflush(stdout) != 0) throw fetch_error("the standard output is full");
    return all.failed() ? telemetry_failed : success;
  } catch (const std::runtime_error& error) {
    std::fprintf(stderr, "engram doctor: %s\n", error.what());
    return environment_error;
  }
}

}  // namespace

std::function<int()> add_doctor_command(CLI::App& app) {
  auto options = std::make_shared<doctor_options>();
  auto& verb = *app.add_subcommand(
      "doctor", "What to know before telemetry is trusted here: the machine, metrics, a process");
  verb.add_option("--url", options->url, "A running process to look at too: http://127.0.0.1:9464")
      ->check(a_url());
  verb.add_flag("--json", options->json, "Prints the report as JSON");
  verb.footer(
      "Exit status: 0 nothing is wrong, or warnings alone; 1 something is in error; 2 wrong "
      "arguments;\n3 the process cannot be reached.");
  return [options] { return doctor(*options); };
}

}  // namespace engram::tool
