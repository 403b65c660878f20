// What does a library say of each of many patients? Runs ELM with cql-execution, one tuple parameter a patient.
//
// In: a request a line on standard input. Out: an answer a line, in order, or {"error": …} in its place.
//   {"do": "translate", "text": CQL}   → {"elm": …, "remarks": […]}
//   {"do": "load", "elm": ELM}         → {"library": number}
//   {"do": "run", "library": number, "patients": [tuple, …], "wanted": [name, …]}
//                                      → {"results": [[a value for each name], …]}

import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import cql from "cql-execution";

const PARAMETER = "Findings";

/** The values of the wanted definitions for one patient: a new context each, so that nothing can be left of another. */
export async function valuesFor(library, findings, wanted) {
  const context = new cql.PatientContext(library, null, new cql.CodeService({}), { [PARAMETER]: findings });
  const values = [];
  for (const name of wanted) {
    const define = library.expressions[name];
    if (!define) throw new Error(`The library has no definition ${JSON.stringify(name)}`);
    values.push((await define.execute(context)) ?? null);
  }
  return values;
}

const libraries = [];

const ACTIONS = {
  async translate({ text }) {
    const { translate } = await import("./translate.mjs"); // slow to load, and not always needed
    return translate(text);
  },
  load({ elm }) {
    libraries.push(new cql.Library(elm));
    return { library: libraries.length - 1 };
  },
  async run({ library, patients, wanted }) {
    const results = [];
    for (const findings of patients) results.push(await valuesFor(libraries[library], findings, wanted));
    return { results };
  },
};

async function answer(line) {
  try {
    const request = JSON.parse(line);
    return await ACTIONS[request.do](request);
  } catch (error) {
    return { error: String(error.stack ?? error) };
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await answer(line)));
  }
}
