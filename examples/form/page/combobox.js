// An input with a list of suggestions, as the ARIA Authoring Practices describe it: an
// editable combobox with list autocomplete, where nothing is chosen until somebody does.

import { Latest } from "./api.js";

/** Wires an input to its list.
 *
 * - `search(text, signal)` gives the suggestions for a text;
 * - `option(suggestion)` gives the nodes that show one;
 * - `chosen(suggestion)` is called with the one that was chosen;
 * - `announced(count)` is called when there are new ones.
 */
export class Combobox {
  #input;
  #list;
  #how;
  #found = [];
  #active = -1;
  #latest = new Latest();
  #isComposing = false;

  constructor(input, list, how) {
    this.#input = input;
    this.#list = list;
    this.#how = how;
    input.addEventListener("compositionstart", () => {
      this.#isComposing = true;
      this.#latest.cancel();
    });
    input.addEventListener("compositionend", () => {
      this.#isComposing = false;
      this.#search();
    });
    input.addEventListener("input", (event) => {
      if (!this.#isComposing && !event.isComposing) this.#search();
    });
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.close());
    // The focus stays in the input.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose(Number(option.dataset.at));
    });
  }

  /** Tells whether a key belongs to an input method. Some send their last one after the
   * composition, with the code 229. */
  isComposing(event) {
    return this.#isComposing || event.isComposing || event.keyCode === 229;
  }

  close() {
    this.#latest.cancel();
    this.#found = [];
    this.#active = -1;
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }

  async #search() {
    // Enter must not choose what was active for another text.
    this.#activate(-1);
    const text = this.#input.value;
    if (text.trim() === "") return this.close();
    let found;
    try {
      found = await this.#latest.run((signal) => this.#how.search(text, signal));
    } catch {
      // The next key asks again, and Enter says what is wrong.
      return this.close();
    }
    if (found) this.#open(found);
  }

  #open(found) {
    if (found.length === 0) {
      this.close();
    } else {
      this.#found = found;
      this.#active = -1;
      const options = found.map((suggestion, at) => {
        const option = this.#how.option(suggestion);
        option.id = `${this.#list.id}-${at}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.at = at;
        return option;
      });
      this.#list.replaceChildren(...options);
      this.#list.scrollTop = 0;
      this.#list.hidden = false;
      this.#input.setAttribute("aria-expanded", "true");
      this.#input.removeAttribute("aria-activedescendant");
    }
    this.#how.announced(found.length);
  }

  #activate(at) {
    const options = this.#list.children;
    options[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = at;
    const option = options[at];
    if (!option) return this.#input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", option.id);
  }

  #choose(at) {
    const suggestion = this.#found[at];
    this.close();
    this.#how.chosen(suggestion);
  }

  #key(event) {
    if (this.isComposing(event) || event.ctrlKey || event.metaKey) return;
    const count = this.#found.length;
    switch (event.key) {
      case "ArrowDown":
        if (count === 0) this.#search();
        else if (!event.altKey) this.#activate((this.#active + 1) % count);
        break;
      case "ArrowUp":
        if (event.altKey) this.close();
        else if (count > 0) this.#activate((this.#active <= 0 ? count : this.#active) - 1);
        break;
      case "Enter":
        // Without one that is active the form is sent.
        if (this.#active < 0) return this.close();
        this.#choose(this.#active);
        break;
      case "Escape":
        if (count > 0) this.close();
        else this.#input.value = "";
        break;
      case "ArrowLeft":
      case "ArrowRight":
      case "Home":
      case "End":
        // The cursor moves in the text, so no option is active.
        this.#activate(-1);
        return;
      default:
        return;
    }
    event.preventDefault();
  }
}
