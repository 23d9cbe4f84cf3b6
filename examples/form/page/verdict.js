// The verdict on a title: the answer, the question, or that it says too little.

import { button, element, heading, show } from "./dom.js";
import { HTML_LANG, t } from "./texts.js";
import { bilingual, teerBadge } from "./unit_group.js";

/** Candidates less probable than this are left out: beside an answer, and where there is
 * none and every one is a guess. */
const LEAST_CONFIDENCE = 0.02;
const LEAST_GUESS = 0.1;

/** An answer less probable than this is called likely: of those above, 98 % are right. */
const CONFIDENT = 0.9;

const key = { en: "en", "zh-hans": "zh", "zh-hant": "zh_hant" };

/** Shows what a title resolved to.
 *
 * - `answers` are the options chosen so far;
 * - `code` is the unit group that is open, if one is;
 * - `answer(at, option)`, `undo()` and `open(code)` are what people can do.
 */
export function showVerdict(section, { q, description, resolution, answers, code, lang, answer, undo, open }) {
  const say = (wording) => wording[key[lang]];
  const percent = (confidence) => Math.round(100 * confidence);
  const own = resolution.candidates.find((candidate) => candidate.code === code);
  const isAnswer = resolution.verdict === "certain" && resolution.code === code;
  const isLikely = isAnswer && own.confidence < CONFIDENT;
  const answered = isLikely ? "verdict_likely" : isAnswer ? "verdict_certain" : "verdict_chosen";
  const title = {
    certain: () => t(answered, { code }),
    choose: () => (code ? t("verdict_chosen", { code }) : t("verdict_choose")),
    not_enough: () => (code ? t("verdict_chosen", { code }) : t("verdict_not_enough")),
  }[resolution.verdict]();

  const least = resolution.verdict === "not_enough" ? LEAST_GUESS : LEAST_CONFIDENCE;
  const others = resolution.candidates.filter(
    (candidate) => candidate.code !== code && candidate.confidence >= least,
  );
  const listed = (label) =>
    others.length > 0 && [
      element("h3", {}, label),
      element("ul", { class: "choices" }, others.map((candidate) => element("li", {}, candidateButton(candidate)))),
    ];
  const candidateButton = (candidate) =>
    element(
      "button",
      { type: "button", class: "choice", click: () => open(candidate.code), "data-open": candidate.code },
      element("span", { class: "code" }, candidate.code),
      candidate.teer !== undefined && teerBadge(candidate.teer),
      element("span", { class: "texts" }, bilingual(candidate.title, lang)),
      element("span", { class: "sure" }, t("chance", { percent: percent(candidate.confidence) })),
    );

  show(
    section,
    heading("verdict-heading", title),
    element("p", { class: "help" }, t(description ? "asked_with" : "asked_as", { q })),
    resolution.became.length > 0 && element("p", { class: "note", id: "became" }, became(resolution.became)),
    answers.map((option) =>
      element(
        "p",
        { class: "answered" },
        element("strong", {}, t("answered")),
        ": ",
        element("span", { lang: HTML_LANG[lang] }, say(option)),
      ),
    ),
    answers.length > 0 && button(t("change_answer"), undo, { class: "quiet", id: "undo" }),
    resolution.verdict === "certain" &&
      own && [
        element(
          "p",
          { class: "answer" },
          spaced(bilingual(own.title, lang)),
          " ",
          element("span", { class: "sure" }, t("sure", { percent: percent(own.confidence) })),
        ),
        isLikely && element("p", { class: "note" }, t("likely_help")),
        own.matched.kind !== "code" &&
          element("p", { class: "help" }, t("your_title"), " ", spaced(bilingual(own.matched, lang))),
      ],
    resolution.verdict === "choose" && !code && question(),
    resolution.verdict === "not_enough" && !code && element("p", {}, say(resolution.hint)),
    resolution.verdict === "not_enough" || code || resolution.verdict === "certain"
      ? listed(t(resolution.verdict === "not_enough" && !code ? "perhaps" : "other_candidates"))
      : null,
  );

  function question() {
    const { options } = resolution.question;
    return [
      element("p", { class: "question", id: "question" }, say(resolution.question)),
      resolution.crossing !== "none" &&
        element("p", { class: "note" }, t(`crossing_${resolution.crossing}`)),
      element(
        "ul",
        { class: "choices", "aria-labelledby": "question" },
        options.map((option, at) =>
          element(
            "li",
            {},
            element(
              "button",
              { type: "button", class: "choice option", click: () => answer(at, option) },
              element("span", { class: "texts" }, element("span", { lang: HTML_LANG[lang] }, say(option))),
              element("span", { class: "of" }, option.codes.map(codeAndTeer)),
            ),
          ),
        ),
      ),
      element("p", { class: "help" }, element("strong", {}, t("none_of_these")), ": ", t("none_help")),
    ];
  }

  function codeAndTeer(code) {
    const candidate = resolution.candidates.find((candidate) => candidate.code === code);
    return element(
      "span",
      { class: "pair" },
      element("span", { class: "code" }, code),
      candidate?.teer !== undefined && teerBadge(candidate.teer),
    );
  }
}

function spaced(nodes) {
  return nodes.flatMap((node, at) => (at === 0 ? [node] : [" · ", node]));
}

function became(rows) {
  const edition = "NOC 2016";
  const values = { old: rows[0].old, edition, new: rows.map((row) => row.new).join(t("and")) };
  return t(`became_${rows[0].change}`, values);
}
