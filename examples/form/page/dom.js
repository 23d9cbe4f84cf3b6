// Makes elements. Whatever people type or the server says goes in as text, never as markup.

const isShown = (child) => child !== undefined && child !== null && child !== false;

/** Makes an element: its attributes and listeners, then its children, strings or nodes. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (typeof value === "boolean") made.toggleAttribute(key, value);
    else if (value !== undefined && value !== null) made.setAttribute(key, value);
  }
  made.append(...children.flat(Infinity).filter(isShown));
  return made;
}

/** A heading that can be jumped to. */
export function heading(id, text) {
  return element("h2", { id, tabindex: "-1" }, text);
}

/** Shows a section with new content. */
export function show(section, ...children) {
  section.replaceChildren(...children.flat(Infinity).filter(isShown));
  section.hidden = false;
}

/** A button that does something. */
export function button(label, click, attributes = {}) {
  return element("button", { type: "button", click, ...attributes }, label);
}
