// A unit group: its statement and duties to tick, and what else is said of it.

import { button, element, show } from "./dom.js";
import { elsewhere, evidence, lookAlikes, notice, supported } from "./duties.js";
import { HTML_LANG, t } from "./texts.js";

/** Tells whether a TEER is one that Express Entry takes. */
export const isSkilled = (teer) => teer <= 3;

/** A text of the data in both languages, the page's first. Each is a span of its own
 * language, so that it is read aloud in the right voice. */
export function bilingual(text, lang) {
  const chinese = lang === "zh-hant" ? "zh-hant" : "zh-hans";
  // Suggestions and candidates have one Chinese text, in the characters asked for.
  const inChinese = chinese === "zh-hant" ? text.zh_hant ?? text.zh : text.zh;
  const english = text.en && element("span", { lang: "en" }, text.en);
  const other = inChinese && element("span", { lang: HTML_LANG[chinese] }, inChinese);
  const both = lang === "en" ? [english, other] : [other, english];
  return both.filter(Boolean);
}

export function teerBadge(teer) {
  return element("span", { class: `teer teer-${teer}` }, `TEER ${teer}`);
}

/** Shows a unit group.
 *
 * - `ticks` keeps what is ticked; `open(code)` goes to another;
 * - `comparison` is that of a job description with it, `titles` those of unit groups that
 *   its sentences belong to, `contrast` is that with other unit groups.
 */
export function showUnitGroup(section, group, { lang, ticks, open, isNearLine, comparison, contrast, titles }) {
  const coverage = element("p", { class: "coverage", role: "status" });
  const update = () => coverage.replaceChildren(...covered(group, lang, ticks));
  const tick = (key) => (event) => {
    if (event.target.checked) ticks.add(key);
    else ticks.delete(key);
    update();
  };
  show(
    section,
    element(
      "div",
      { class: "group-head" },
      element("h2", { id: "group-heading", tabindex: "-1" }, element("span", { class: "code" }, group.code), bilingual(group.title, lang)),
      group.teer !== undefined &&
        element("p", { class: "teer-line" }, teerBadge(group.teer), " ", t(`teer_${group.teer}`)),
      isNearLine && element("p", { class: "note" }, t(isSkilled(group.teer) ? "teer_line_in" : "teer_line_out")),
      group.official_url &&
        element(
          "p",
          {},
          element("a", { href: group.official_url, rel: "noopener noreferrer", target: "_blank" }, t("official_link")),
        ),
    ),
    group.lead_statement && [
      element("h3", {}, t("lead_heading")),
      element("div", { class: "texts" }, bilingual(group.lead_statement, lang)),
      element(
        "label",
        { class: "tick" },
        element("input", { type: "checkbox", checked: ticks.has("lead"), change: tick("lead") }),
        element("span", {}, t("lead_check")),
      ),
      comparison && element("p", {}, evidence(comparison.fit.lead, comparison.sentences)),
    ],
    group.main_duties.length > 0 && [
      element("h3", { id: "duties-heading" }, t("duties_heading")),
      element("p", { class: "help" }, t("duties_help")),
      coverage,
      comparison && [
        element("p", { id: "supported" }, element("strong", {}, supported(comparison.fit))),
        notice(comparison.notice, lang),
      ],
      dutyLists(group, lang, ticks, tick, comparison),
    ],
    comparison && elsewhere(comparison, titles, lang, open),
    contrast && lookAlikes({ contrast, comparison, lang, open }),
    statements("requirements_heading", group.employment_requirements, lang),
    exclusions(group, lang, open),
    titlesOf(group, lang),
  );
  update();
}

/** Statements divided by the occupation that they are about. */
function byOccupation(statements) {
  const parts = [];
  statements.forEach((statement, at) => {
    const name = statement.occupation?.en ?? "";
    if (parts.at(-1)?.name !== name) parts.push({ name, occupation: statement.occupation, rows: [] });
    parts.at(-1).rows.push({ statement, at });
  });
  return parts;
}

function dutyLists(group, lang, ticks, tick, comparison) {
  return byOccupation(group.main_duties).map(({ occupation, rows }) => [
    occupation && element("h4", { class: "texts" }, bilingual(occupation, lang)),
    element(
      "ul",
      { class: "duties" },
      rows.map(({ statement, at }) =>
        element(
          "li",
          {},
          element(
            "label",
            { class: "tick" },
            element("input", { type: "checkbox", checked: ticks.has(at), change: tick(at) }),
            element("span", { class: "texts" }, bilingual(statement, lang)),
          ),
          comparison && evidence(comparison.fit.duties[at], comparison.sentences),
        ),
      ),
    ),
  ]);
}

/** How much is ticked, in all and, where a unit group holds several occupations, of each. */
function covered(group, lang, ticks) {
  const count = (rows) => rows.filter(({ at }) => ticks.has(at)).length;
  const parts = byOccupation(group.main_duties);
  const all = parts.flatMap(({ rows }) => rows);
  const lines = [
    element("progress", { max: all.length, value: count(all), "aria-hidden": "true" }),
    element("span", {}, t("covered", { count: count(all), all: all.length })),
  ];
  if (group.lead_statement) {
    lines.push(element("span", {}, t(ticks.has("lead") ? "covered_lead" : "covered_no_lead")));
  }
  for (const { occupation, rows } of parts.length > 1 ? parts : []) {
    if (!occupation || count(rows) === 0) continue;
    const name = bilingual(occupation, lang)[0].textContent;
    lines.push(element("span", {}, t("covered_of", { occupation: name, count: count(rows), all: rows.length })));
  }
  return lines;
}

function statements(key, rows, lang) {
  if (rows.length === 0) return null;
  return [
    element("h3", {}, t(key)),
    byOccupation(rows).map(({ occupation, rows }) => [
      occupation && element("h4", { class: "texts" }, bilingual(occupation, lang)),
      element(
        "ul",
        { class: "plain" },
        rows.map(({ statement }) => element("li", { class: "texts" }, bilingual(statement, lang))),
      ),
    ]),
  ];
}

function exclusions(group, lang, open) {
  if (group.exclusions.length === 0) return null;
  return [
    element("h3", {}, t("elsewhere_heading")),
    element(
      "ul",
      { class: "plain elsewhere" },
      group.exclusions.map((exclusion) =>
        element("li", {}, element("span", { class: "texts" }, bilingual(exclusion, lang)), exclusion.code && codeButton(exclusion.code, open)),
      ),
    ),
  ];
}

/** A code that can be opened; classes above unit groups are only named. */
export function codeButton(code, open) {
  if (code.length !== 5) return element("span", { class: "code" }, code);
  return button(code, () => open(code), { class: "code", "data-open": code });
}

function titlesOf(group, lang) {
  const shown = group.titles.filter((title) => title.kind === "illustrative");
  if (shown.length === 0) return null;
  const first = (title) => ({ en: title.en, zh: title.zh[0], zh_hant: title.zh_hant?.[0] });
  return element(
    "details",
    {},
    element("summary", {}, t("titles_heading")),
    element(
      "ul",
      { class: "plain titles" },
      shown.map((title) => element("li", { class: "texts" }, bilingual(first(title), lang))),
    ),
  );
}
