// What does the app's own arithmetic of time say, without a browser? First a line {model, texts}, then a line a batch:
// {episodes: [[episode, now], ...], whole}. A line out for each batch: the courses, with whole assessments or only what decides.
//
// Run with the addresses of app/evaluator.js and app/episode.js as modules.

import { createInterface } from "node:readline";

const { Guideline } = await import(process.argv[2]);
const { course, faults } = await import(process.argv[3]);

/** Assesses only that on which a course depends, so that thousands are soon told. */
class Brief extends Guideline {
  assess(findings, place = "generic") {
    const reading = this.read(findings);
    const urgency = this.triage(reading);
    const held = this.rulesWhere(reading, this.certain);
    const seeBy = this.seeBy(urgency.level, held, reading.counted);
    const words = this.words(place);
    const own = held.filter(({ level }) => level === urgency.level).map(({ id }) => ({ rule: id }));
    return {
      ...urgency,
      see_by: { hours: seeBy },
      follow_up: urgency.provisional ? null : this.followUp(urgency.level, reading, words, seeBy),
      reasons: [...this.forcedReasons(reading, urgency.level, words), ...own],
    };
  }
}

function cut({ assessment, ...row }) {
  const { level, provisional, settled, see_by: seeBy, follow_up: look, reasons } = assessment;
  const next = look && [look.id, look.within_hours];
  return { ...row, assessment: { level, provisional, settled, see_by: seeBy, look: next, reasons: reasons.map(({ rule }) => rule) } };
}

let [fully, briefly] = [];
for await (const line of createInterface({ input: process.stdin })) {
  const { model, texts, episodes, whole } = JSON.parse(line);
  if (model) {
    [fully, briefly] = [new Guideline(model, texts), new Brief(model, texts)];
    continue;
  }
  const told = episodes.map(([episode, now]) => {
    const found = course(whole ? fully : briefly, episode, "generic", now ?? undefined);
    const shown = whole ? found : { ...found, checkins: found.checkins.map(cut), current: cut(found.current) };
    return { ...shown, faults: faults(fully, episode) };
  });
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
