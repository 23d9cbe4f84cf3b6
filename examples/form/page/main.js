// The page: what was asked, what was answered, and what is shown of it.

import * as api from "./api.js";
import { Combobox } from "./combobox.js";
import { element } from "./dom.js";
import { LEAST_CONFIDENCE, showMatches } from "./duties.js";
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
  // What a job description fits, where there is no title.
  description: "",
  matches: undefined,
  // The unit group that is open, the description compared with it, its look-alikes, and
  // the titles of other unit groups that sentences belong to.
  group: undefined,
  comparison: undefined,
  contrast: undefined,
  titles: undefined,
  // What is ticked, by code.
  ticks: new Map(),
};

/** No unit group is open. */
const CLOSED = { group: undefined, comparison: undefined, contrast: undefined, titles: undefined };

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
    } else if (error.status === 413) {
      alertOf(t("description_too_long"));
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

// ---- Back and forward, which go from verdict to verdict. The address stays the same: what
// people type is in no history.

const KEPT = [
  "q",
  "industry",
  "description",
  "answers",
  "resolution",
  "matches",
  "group",
  "comparison",
  "contrast",
  "titles",
];
const snapshot = () => Object.fromEntries(KEPT.map((name) => [name, state[name]]));
const steps = [snapshot()];
let step = 0;
history.replaceState({ step }, "");

function remember() {
  step += 1;
  steps.splice(step, Infinity, snapshot());
  history.pushState({ step }, "");
}

addEventListener("popstate", (event) => {
  const kept = steps[event.state?.step];
  // What was before the page was loaded anew is gone.
  if (!kept) return;
  step = event.state.step;
  latest.cancel();
  Object.assign(state, kept, { asking: undefined });
  input.value = state.q;
  $("industry").value = state.industry;
  $("description").value = state.description;
  draw();
});

// ---- From a title to a verdict.

/** How many unit groups are contrasted with the one that is open. */
const MOST_LOOK_ALIKES = 3;

/** What stands in the fields beside the title. */
const typed = () => ({ industry: $("industry").value.trim(), description: $("description").value.trim() });

/** Asks for a title, a job description or both, with the answers so far. `wanted` is the
 * unit group of a suggestion: it is opened unless the title belongs to others too. With
 * `again` it is only said again, in another language. */
async function ask({ q, answers = [], wanted, again = false }) {
  state.asking = { q, answers, wanted, again };
  const { lang } = state;
  const { industry, description } = again ? state : typed();
  const found = await latest.run(async (signal) => {
    const asked = { industry, answers: answers.map(({ at }) => at), lang };
    const { resolution, matches } = description
      ? await api.duties({ ...asked, text: description, title: q || undefined }, signal)
      : { resolution: await api.resolve({ ...asked, q }, signal) };
    const code = again ? state.group?.code : resolution && opened(resolution, wanted);
    const shown = code ? await unitGroupOf(code, { resolution, answers, description, lang }, signal) : {};
    return { resolution, matches: resolution ? undefined : matches, ...CLOSED, ...shown };
  });
  if (!found) return;
  Object.assign(state, { q, industry, description, answers, asking: undefined, ...found });
  draw();
  if (again) return;
  remember();
  focus("verdict-heading");
}

function opened(resolution, wanted) {
  if (wanted === undefined) return resolution.code;
  const options = resolution.question?.options ?? [];
  return options.some((option) => option.codes.includes(wanted)) ? undefined : wanted;
}

/** A unit group with what the description says of it, and its look-alikes. */
async function unitGroupOf(code, { resolution, answers, description, lang }, signal) {
  const [group, compared] = await Promise.all([
    api.unitGroup(code, signal),
    description ? api.duties({ text: description, code, lang }, signal) : {},
  ]);
  const { comparison } = compared;
  const codes = lookAlikes(group, { resolution, answers, comparison });
  const named = new Set((comparison?.fit.elsewhere ?? []).map(({ code }) => code));
  const [contrast, ...titles] = await Promise.all([
    codes.length > 0 ? api.contrast([code, ...codes], signal) : undefined,
    // The suggestion for a whole code is its unit group.
    ...[...named].map(async (code) => [code, (await api.suggest(code, lang, signal))[0]?.title]),
  ]);
  return { group, comparison, contrast, titles: Object.fromEntries(titles) };
}

/** The unit groups that one is most easily taken for: options that were not chosen, rivals
 * by the description, other candidates for the title, and where its exclusions lead. */
function lookAlikes(group, { resolution, answers, comparison }) {
  const options = answers.flatMap(({ codes }) => codes.map((code) => ({ code })));
  const likely = ({ confidence }) => confidence >= LEAST_CONFIDENCE;
  const rivals = (comparison?.rivals ?? []).filter(likely);
  const candidates = (resolution?.candidates ?? []).filter(likely);
  const excluded = group.exclusions.filter(({ code }) => code?.length === group.code.length);
  const codes = new Set([...options, ...rivals, ...candidates, ...excluded].map(({ code }) => code));
  codes.delete(group.code);
  return [...codes].slice(0, MOST_LOOK_ALIKES);
}

/** Opens a unit group that somebody points at. */
const open = (code) =>
  attempt(async () => {
    const shown = await latest.run((signal) => unitGroupOf(code, state, signal));
    if (!shown) return;
    Object.assign(state, { asking: undefined, ...shown });
    draw();
    remember();
    focus("group-heading");
    announce(t("opened", { code }));
  });

const answer = (at, option) =>
  attempt(() => {
    const { crossing, question } = state.resolution;
    const codes = question.options.flatMap((option) => option.codes);
    return ask({ q: state.q, answers: [...state.answers, { at, option, crossing, codes }] });
  });

const undo = () => attempt(() => ask({ q: state.q, answers: state.answers.slice(0, -1) }));

// ---- What is shown.

function draw() {
  const { lang, resolution, matches, group, comparison, contrast, titles } = state;
  if (resolution) {
    showVerdict(verdict, {
      q: state.q,
      description: state.description,
      resolution,
      answers: state.answers.map(({ option }) => option),
      code: group?.code,
      lang,
      answer,
      undo,
      open,
    });
  } else if (matches) {
    showMatches(verdict, { matches, code: group?.code, lang, open });
  }
  verdict.hidden = !resolution && !matches;
  unitGroup.hidden = finish.hidden = !group;
  if (!group) return;
  if (!state.ticks.has(group.code)) state.ticks.set(group.code, new Set());
  const ticks = state.ticks.get(group.code);
  const shown = { lang, ticks, open, isNearLine: isNearLine(group), comparison, contrast, titles };
  showUnitGroup(unitGroup, group, shown);
  showSummary(finish, group, { digest: state.about?.digest ?? resolution?.digest, announce });
}

/** Tells whether jobs that a unit group is confused with lie across the line that Express
 * Entry draws. */
function isNearLine(group) {
  if (state.answers.some(({ crossing }) => crossing === "skilled_line")) return true;
  const likely = [...(state.resolution?.candidates ?? []), ...(state.comparison?.rivals ?? [])];
  const teers = likely.filter(({ confidence }) => confidence >= 0.1).map(({ teer }) => teer);
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
  history.replaceState(history.state, "", address);
  say();
  draw();
  if (!state.asking && !state.resolution && !state.matches) return;
  // Candidates come in the characters that were asked for.
  const { q, answers } = state;
  await attempt(() => ask(state.asking ?? { q, answers, again: true }));
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

$("description-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if ($("description").value.trim() === "") {
    alertOf(t("empty_description"));
    $("description").focus();
    return;
  }
  attempt(() => ask({ q: input.value.trim() }));
});

// Without a step of its own in the history.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  input.focus();
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
