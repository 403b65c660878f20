// How long does cql-execution take for a list of patients, as tuples or as FHIR?
//
// In, as JSON on standard input: {elm, text, patients, warm}. `elm` is the triage. With a `text`, which is CQL,
// patients are bundles, of which it makes the tuple; without, they are tuples. Out: {seconds, results}. Starting,
// loading, translating and a first run of `warm` of the patients are not counted.

import { text as everything } from "node:stream/consumers";
import cql from "cql-execution";
import fhir from "cql-exec-fhir";
import { valuesFor } from "../tests/cql/run.mjs";
import { translate } from "../tests/cql/translate.mjs";

const { elm, text, patients, warm } = JSON.parse(await everything(process.stdin));
const triage = new cql.Library(elm);
const source = fhir.PatientSource.FHIRv401(); // reads the whole model of FHIR, so once
const reader = text ? new cql.Executor(new cql.Library(translate(text).elm), new cql.CodeService({})) : null;

/** The tuple that a bundle holds. */
async function findingsIn(bundle) {
  source.reset();
  source.loadBundles([bundle]);
  const { patientResults } = await reader.exec_expression("Findings", source);
  return Object.values(patientResults)[0].Findings;
}

async function answers(some) {
  const results = [];
  for (const patient of some) {
    const [answer] = await valuesFor(triage, reader ? await findingsIn(patient) : patient, ["Triage"]);
    results.push(answer);
  }
  return results;
}

await answers(patients.slice(0, warm));
const started = performance.now();
const results = await answers(patients);
const seconds = (performance.now() - started) / 1000;
process.stdout.write(JSON.stringify({ seconds, results }));
