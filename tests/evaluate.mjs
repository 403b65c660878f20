// What does the app's evaluator say, without a browser? A line in: {model, texts, patients}. A line out: an answer each.
//
// Run with the address of app/evaluator.js as a module. Truths come out as true, null and false, as tests/triaging.py wants
// them.

import { createInterface } from "node:readline";

const { Guideline } = await import(process.argv[2]);
const fakeWords = { text: (section, id, key, otherwise = "") => otherwise };

function answer(guideline, findings) {
  const reading = guideline.read(findings);
  const { level, floor, ceiling, settled, provisional } = guideline.triage(reading);
  const met = new Set(guideline.rulesWhere(reading, guideline.certain).map((rule) => rule.id));
  const open = new Set(guideline.rulesWhere(reading, guideline.possible).map((rule) => rule.id));
  const truth = ({ id }) => (met.has(id) ? true : open.has(id) ? null : false);
  const rules = Object.fromEntries(guideline.rules.map((rule) => [rule.id, truth(rule)]));
  const pictures = guideline.conditions(reading.known, fakeWords).map((item) => [item.id, item.status]);
  return { level, floor, ceiling, settled, provisional, rules, conditions: Object.fromEntries(pictures) };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { model, texts, patients } = JSON.parse(line);
  const guideline = new Guideline(model, texts);
  process.stdout.write(`${JSON.stringify(patients.map((findings) => answer(guideline, findings)))}\n`);
}
