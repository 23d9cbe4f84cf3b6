// A job description beside the duties: which unit groups it fits, what of it says what,
// and what sets unit groups apart that people take for one another.

import { button, element, heading, show } from "./dom.js";
import { HTML_LANG, t } from "./texts.js";
import { bilingual, codeButton, teerBadge } from "./unit_group.js";

const KEY = { en: "en", "zh-hans": "zh", "zh-hant": "zh_hant" };

/** Unit groups less probable than this are no rivals. */
export const LEAST_CONFIDENCE = 0.02;

/** How many duties say what sets a unit group apart. */
const MOST_APART = 2;

/** A duty that shares more than this with the others does not set a unit group apart. */
const LEAST_APART = 0.2;

const percent = (share) => Math.round(100 * share);

/** Shows the unit groups that a description fits, when there is no title. */
export function showMatches(section, { matches, code, lang, open }) {
  const fits = matches.fits.filter((fit, at) => at === 0 || fit.confidence >= LEAST_CONFIDENCE);
  show(
    section,
    heading("verdict-heading", t(code ? "verdict_chosen" : fits.length > 0 ? "matches_heading" : "matches_none", { code })),
    fits.length === 0 && element("p", {}, t("matches_none_help")),
    fits.length > 0 && element("p", { class: "help" }, t("matches_help")),
    element(
      "ul",
      { class: "choices" },
      fits
        .filter((fit) => fit.code !== code)
        .map((fit) =>
          element(
            "li",
            {},
            button(
              [
                element("span", { class: "code" }, fit.code),
                fit.teer !== undefined && teerBadge(fit.teer),
                element("span", { class: "texts" }, bilingual(fit.title, lang)),
                element(
                  "span",
                  { class: "sure" },
                  t("chance", { percent: percent(fit.confidence) }),
                  element("br"),
                  t("covers", { percent: percent(fit.coverage) }),
                ),
              ],
              () => open(fit.code),
              { class: "choice", "data-open": fit.code },
            ),
          ),
        ),
    ),
  );
}

/** What of a description says a statement. */
export function evidence({ support, sentence }, sentences) {
  return element(
    "span",
    { class: `evidence ${support}` },
    t(`support_${support}`),
    sentence !== null && [" ", element("q", {}, sentences[sentence])],
  );
}

/** How much of the duties a description says. */
export function supported(fit) {
  const count = (support) => fit.duties.filter((duty) => duty.support === support).length;
  return t("supported", { full: count("full"), partly: count("partly"), all: fit.duties.length });
}

/** What of a description speaks for other unit groups, whose titles `titles` has by code. */
export function elsewhere({ sentences, fit }, titles, lang, open) {
  if (fit.elsewhere.length + fit.exclusions.length === 0) return null;
  const row = (sentence, text, code) =>
    element(
      "li",
      {},
      element("span", {}, element("q", {}, sentences[sentence]), element("span", { class: "help texts" }, bilingual(text, lang))),
      code && codeButton(code, open),
    );
  return [
    element("h3", {}, t("speaks_elsewhere")),
    element(
      "ul",
      { class: "plain elsewhere", id: "speaks-elsewhere" },
      fit.exclusions.map(({ sentence, code, ...text }) =>
        row(sentence, text, code),
      ),
      fit.elsewhere.map(({ sentence, code }) => row(sentence, titles[code] ?? {}, code)),
    ),
  ];
}

/** What sets a unit group apart from those that it is taken for. */
export function lookAlikes({ contrast, comparison, lang, open }) {
  const [own, ...others] = contrast.unit_groups;
  const fits = comparison ? [comparison.fit, ...comparison.rivals] : [];
  const apart = ({ duties }) => {
    const telling = duties.filter((duty) => duty.apart >= LEAST_APART).slice(0, MOST_APART);
    return element(
      "ul",
      { class: "plain" },
      (telling.length > 0 ? telling : duties.slice(0, 1)).map((duty) =>
        element("li", { class: "texts" }, bilingual(duty, lang)),
      ),
    );
  };
  const block = (group, name) => {
    const fit = fits.find(({ code }) => code === group.code);
    return element(
      "li",
      { class: "look-alike" },
      element(
        "p",
        { class: "pair" },
        name,
        group.teer !== undefined && teerBadge(group.teer),
        fit && element("span", { class: "sure" }, t("covers", { percent: percent(fit.coverage) })),
      ),
      element("p", { class: "texts strong" }, bilingual(group.title, lang)),
      apart(group),
    );
  };
  const likelier = comparison?.rivals.find(({ confidence }) => confidence > comparison.fit.confidence);
  return [
    element("h3", { id: "look-alikes-heading" }, t("look_alikes")),
    element("p", { class: "help" }, t("look_alikes_help")),
    likelier && element("p", { class: "note" }, t("likelier", { code: likelier.code })),
    element(
      "ul",
      { class: "look-alikes", id: "look-alikes" },
      block(own, element("strong", {}, element("span", { class: "code" }, own.code), " ", t("this_one"))),
      others.map((group) => block(group, codeButton(group.code, open))),
    ),
  ];
}

/** What must be said wherever duties are compared. */
export function notice(said, lang) {
  return element("p", { class: "help", lang: HTML_LANG[lang] }, said[KEY[lang]]);
}
