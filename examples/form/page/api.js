// Asks the server. Nothing of it is kept.

/** An answer that says what is wrong (RFC 9457). */
export class Problem extends Error {
  constructor(status, details) {
    super(details.detail ?? details.title ?? String(status));
    this.status = status;
    this.details = details;
  }
}

async function ask(path, options) {
  const response = await fetch(path, {
    credentials: "omit",
    cache: "no-store",
    headers: { accept: "application/json" },
    ...options,
  });
  if (response.ok) return response.json();
  // A proxy in front may answer with something else.
  throw new Problem(response.status, await response.json().catch(() => ({})));
}

function query(parameters) {
  const pairs = parameters.filter(([, value]) => value !== "");
  return new URLSearchParams(pairs).toString();
}

export const suggest = (q, lang, signal) =>
  ask(`api/suggest?${query([["q", q], ["lang", lang]])}`, { signal });

export const resolve = ({ q, industry, answers, lang }, signal) => {
  const parameters = [["q", q], ["industry", industry], ["lang", lang]];
  for (const answer of answers) parameters.push(["answer", answer]);
  return ask(`api/resolve?${query(parameters)}`, { signal });
};

/** Compares a job description: resolves `title` with it, compares it with the unit group
 * `code`, or without both with all. */
export const duties = ({ text, title, industry, answers, code, lang }, signal) =>
  ask("api/duties", {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({ text, title, industry: industry || undefined, answers, code, lang }),
    signal,
  });

export const contrast = (codes, signal) => ask(`api/contrast?codes=${codes.join(",")}`, { signal });

export const unitGroup = (code, signal) =>
  ask(`api/unit-groups/${encodeURIComponent(code)}`, { signal });

export const about = () => ask("api/about");

/** Runs requests of one kind: a new one ends those before it, and an answer that comes
 * late is dropped, also one that could no longer be ended. */
export class Latest {
  #number = 0;
  #controller = new AbortController();

  /** Ends what runs. */
  cancel() {
    this.#number += 1;
    this.#controller.abort();
  }

  /** Gives the answer of `request(signal)`, or undefined when it is no longer wanted. */
  async run(request) {
    this.cancel();
    const number = this.#number;
    this.#controller = new AbortController();
    try {
      const answer = await request(this.#controller.signal);
      return number === this.#number ? answer : undefined;
    } catch (error) {
      if (number !== this.#number) return undefined;
      throw error;
    }
  }
}
