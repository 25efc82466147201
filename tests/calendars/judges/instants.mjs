// ical.js's and node-ical's readings of a calendar: "<uid> <start> <end>" in seconds since 1970 for each occurrence.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [judge, folder, path] = process.argv.slice(2);
const text = readFileSync(path, "utf8");
const load = createRequire(`${folder}/package.json`);
const tell = (uid, start, end) => console.log(`${uid} ${start.getTime() / 1000} ${end.getTime() / 1000}`);

if (judge === "ical.js") {
  const loaded = load("ical.js");
  const ICAL = loaded.default ?? loaded;
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component, { exceptions: [] });
    if (!event.isRecurring()) {
      tell(event.uid, event.startDate.toJSDate(), event.endDate.toJSDate());
      continue;
    }
    const occurrences = event.iterator();
    for (let next = occurrences.next(); next; next = occurrences.next()) {
      const details = event.getOccurrenceDetails(next);
      tell(event.uid, details.startDate.toJSDate(), details.endDate.toJSDate());
    }
  }
} else {
  const ical = load("node-ical");
  const [from, to] = [new Date("2025-01-01T00:00:00Z"), new Date("2028-01-01T00:00:00Z")];
  for (const event of Object.values(ical.sync.parseICS(text))) {
    if (event.type !== "VEVENT") continue;
    for (const found of ical.expandRecurringEvent(event, { from, to })) tell(event.uid, found.start, found.end);
  }
}
