// The end: what goes into the form, and a summary to keep.

import { button, element, heading, show } from "./dom.js";
import { t } from "./texts.js";

/** What is kept of an answer. The duties are not in it: they don't belong in any paper. */
export function summary(group, digest, date) {
  return {
    code: group.code,
    title: group.title.en,
    edition: `NOC ${group.edition}`,
    data_digest: digest,
    date,
    official_url: group.official_url,
    notice:
      "The code and the English title are official; everything else that was shown is not. No immigration advice.",
  };
}

/** Today where the person is, as year-month-day. */
export function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function showSummary(section, group, { digest, announce }) {
  const kept = summary(group, digest, today());
  show(
    section,
    heading("finish-heading", t("finish_heading")),
    element("p", { class: "help" }, t("finish_help")),
    copied("field_code", "copy_code", kept.code, "form-code"),
    copied("field_title", "copy_title", kept.title, "form-title"),
    element(
      "dl",
      { class: "summary" },
      row(t("field_edition"), kept.edition),
      row(t("field_date"), element("time", { datetime: kept.date }, kept.date)),
      row(t("field_digest"), element("code", {}, kept.data_digest)),
      kept.official_url && row(t("field_official"), element("span", { class: "address" }, kept.official_url)),
    ),
    element(
      "div",
      { class: "row actions" },
      button(t("print"), () => window.print(), { id: "print" }),
      button(t("save"), () => save(kept), { id: "save" }),
    ),
  );

  function copied(label, action, value, id) {
    const field = element("p", { id, class: "copied", lang: "en" }, value);
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(value);
        announce(t("copied"));
      } catch {
        // Browsers give the clipboard to secure pages only.
        getSelection().selectAllChildren(field);
        announce(t("copy_yourself"));
      }
    };
    return element(
      "div",
      { class: "copy" },
      element("h3", {}, t(label)),
      element("div", { class: "row" }, field, button(t(action), copy, { id: `${id}-button` })),
    );
  }
}

function row(name, value) {
  return [element("dt", {}, name), element("dd", {}, value)];
}

function save(kept) {
  const blob = new Blob([`${JSON.stringify(kept, null, 2)}\n`], { type: "application/json" });
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: `noc-${kept.code}.json` });
  link.click();
  URL.revokeObjectURL(address);
}
