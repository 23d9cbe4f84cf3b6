// The page: what was asked, what was answered, and what is shown of it.

import * as api from "./api.js";
import { Combobox } from "./combobox.js";
import { element } from "./dom.js";
import { showSummary } from "./summary.js";
import { HTML_LANG, firstLanguage, setLanguage, t } from "./texts.js";
import { bilingual, isSkilled, showUnitGroup, teerBadge } from "./unit_group.js";
import { showVerdict } from "./verdict.js";

const $ = (id) => document.getElementById(id);
const verdict = $("verdict");
const unitGroup = $("unit-group");
const finish = $("finish");

/** All that the page knows; it is gone with the page. */
const state = {
  lang: firstLanguage(),
  about: undefined,
  q: "",
  industry: "",
  // The options chosen so far, with their places.
  answers: [],
  // What is asked and not answered yet.
  asking: undefined,
  resolution: undefined,
  group: undefined,
  // What is ticked, by code.
  ticks: new Map(),
};

const latest = new api.Latest();

function announce(text) {
  // The same text again is news too.
  $("status").textContent = "";
  setTimeout(() => ($("status").textContent = text), 50);
}

function alertOf(text) {
  $("alert").textContent = text;
  $("alert").hidden = text === "";
}

/** Runs what somebody asked for, and says so where it fails. */
async function attempt(work) {
  alertOf("");
  try {
    await work();
  } catch (error) {
    if (!(error instanceof api.Problem)) {
      console.error(error);
      alertOf(t("unreachable"));
    } else if (error.status === 414) {
      alertOf(t("too_long"));
    } else {
      alertOf(t("fault", { what: error.message }));
    }
  }
}

function focus(id) {
  const target = $(id);
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "start" });
}

// ---- From a title to a verdict.

/** Asks for a title, with the answers so far. `wanted` is the unit group of a suggestion:
 * it is opened unless the title belongs to others too. */
async function ask({ q, answers = [], wanted }) {
  state.asking = { q, answers, wanted };
  const { industry, lang } = { industry: $("industry").value.trim(), lang: state.lang };
  const found = await latest.run(async (signal) => {
    const numbers = answers.map(({ at }) => at);
    const resolution = await api.resolve({ q, industry, answers: numbers, lang }, signal);
    const code = opened(resolution, wanted);
    return { resolution, group: code && (await api.unitGroup(code, signal)) };
  });
  if (!found) return;
  Object.assign(state, { q, industry, answers, ...found, asking: undefined });
  draw();
  focus("verdict-heading");
}

function opened(resolution, wanted) {
  if (wanted === undefined) return resolution.code;
  const options = resolution.question?.options ?? [];
  return options.some((option) => option.codes.includes(wanted)) ? undefined : wanted;
}

/** Opens a unit group that somebody points at. */
const open = (code) =>
  attempt(async () => {
    const group = await latest.run((signal) => api.unitGroup(code, signal));
    if (!group) return;
    Object.assign(state, { group, asking: undefined });
    draw();
    focus("group-heading");
    announce(t("opened", { code }));
  });

const answer = (at, option) =>
  attempt(() => ask({ q: state.q, answers: [...state.answers, { at, option, crossing: state.resolution.crossing }] }));

const undo = () => attempt(() => ask({ q: state.q, answers: state.answers.slice(0, -1) }));

// ---- What is shown.

function draw() {
  const { lang, resolution, group } = state;
  if (resolution) {
    showVerdict(verdict, {
      q: state.q,
      resolution,
      answers: state.answers.map(({ option }) => option),
      code: group?.code,
      lang,
      answer,
      undo,
      open,
    });
  }
  unitGroup.hidden = finish.hidden = !group;
  if (!group) return;
  if (!state.ticks.has(group.code)) state.ticks.set(group.code, new Set());
  const ticks = state.ticks.get(group.code);
  showUnitGroup(unitGroup, group, { lang, ticks, open, isNearLine: isNearLine(group) });
  showSummary(finish, group, { digest: state.about?.digest ?? resolution?.digest, announce });
}

/** Tells whether jobs that a unit group is confused with lie across the line that Express
 * Entry draws. */
function isNearLine(group) {
  if (state.answers.some(({ crossing }) => crossing === "skilled_line")) return true;
  const candidates = state.resolution?.candidates ?? [];
  const teers = candidates.filter(({ confidence }) => confidence >= 0.1).map(({ teer }) => teer);
  // The second digit of a code is the TEER.
  const excluded = group.exclusions.filter(({ code }) => code?.length === 5);
  teers.push(...excluded.map(({ code }) => Number(code[1])));
  return teers.some((teer) => isSkilled(teer) !== isSkilled(group.teer));
}

function say() {
  setLanguage(state.lang);
  document.documentElement.lang = HTML_LANG[state.lang];
  document.title = t("page_title");
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  $("suggestions").setAttribute("aria-label", t("suggestions"));
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.setAttribute("aria-pressed", String(button.dataset.lang === state.lang));
  }
  if (state.about) {
    const editions = state.about.editions.map(({ edition }) => `NOC ${edition}`).join(", ");
    const date = state.about.texts_date;
    $("note-data").textContent = date
      ? t("note_data", { editions, texts_date: date })
      : t("note_own_data", { editions });
    // Of texts that are not ours we can't say whose they are.
    document.querySelector("[data-t=note_texts]").hidden = !date;
  }
}

async function speak(lang) {
  state.lang = lang;
  const address = new URL(location.href);
  address.searchParams.set("lang", lang);
  history.replaceState(null, "", address);
  say();
  draw();
  // Candidates come in the characters that were asked for.
  const { q, industry, asking } = state;
  if (asking) return attempt(() => ask(asking));
  if (!state.resolution) return;
  await attempt(async () => {
    const answers = state.answers.map(({ at }) => at);
    const resolution = await latest.run((signal) => api.resolve({ q, industry, answers, lang }, signal));
    if (!resolution) return;
    state.resolution = resolution;
    draw();
  });
}

// ---- What people do.

const input = $("title");

/** Tells whether what was typed stands in the title that matched, and not another name. */
const isTyped = ({ parts }) => parts.some(({ matched }) => matched);

const combobox = new Combobox(input, $("suggestions"), {
  search: (text, signal) => api.suggest(text, state.lang, signal),
  option: (suggestion) => {
    const { code, teer, matched } = suggestion;
    const marked = matched.parts.map(({ text, matched }) => (matched ? element("mark", {}, text) : text));
    const texts = isTyped(matched)
      ? [
          element("span", { lang: HTML_LANG[matched.lang] }, marked),
          bilingual(matched.lang === "en" ? { zh: matched.zh } : { en: matched.en }, state.lang),
        ]
      : bilingual(matched, state.lang);
    return element(
      "li",
      { class: "suggestion" },
      element("span", { class: "texts" }, texts),
      element("span", { class: "of" }, element("span", { class: "code" }, code), teer !== undefined && teerBadge(teer)),
    );
  },
  chosen: ({ code, matched }) => {
    input.value = isTyped(matched)
      ? matched.parts.map(({ text }) => text).join("")
      : bilingual(matched, state.lang)[0].textContent;
    attempt(() => ask({ q: matched.kind === "code" ? code : input.value, wanted: code }));
  },
  announced: (count) => {
    if (count === 0) announce(t("suggestions_none"));
    else announce(count === 1 ? t("suggestions_one") : t("suggestions_count", { count }));
  },
});

$("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  combobox.close();
  const q = input.value.trim();
  if (q === "") {
    alertOf(t("empty_title"));
    input.focus();
    return;
  }
  attempt(() => ask({ q }));
});

for (const button of document.querySelectorAll("[data-lang]")) {
  button.addEventListener("click", () => speak(button.dataset.lang));
}

say();
// The page works without: only its notes and the digest are of this.
api.about().then(
  (about) => {
    state.about = about;
    say();
  },
  () => undefined,
);
