// What was done on this phone and has not arrived yet: kept before a button changes, sent once and in order.
import { ask } from './net.js';

const MOST = 50;
const PATIENCE_MS = 10000;
const SENDING_MS = 45000;
const { person, root } = document.body.dataset;
const device = `device:${person}`;
const last = `seq:${person}`;
let opened;

/** Open the phone's database. */
function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open('roundsman', 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('acts', { keyPath: 'key' });
      asked.result.createObjectStore('meta');
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => { opened = undefined; reject(asked.error); };
  });
  return opened;
}

/** Do something in one transaction that is on the disk when it ends; `body` may return a request whose result is meant. */
async function within(mode, body) {
  const base = await database();
  return new Promise((resolve, reject) => {
    const work = base.transaction(['acts', 'meta'], mode, { durability: 'strict' });
    const found = body(work.objectStore('acts'), work.objectStore('meta'));
    work.oncomplete = () => resolve(found?.result);
    work.onerror = work.onabort = () => reject(work.error);
  });
}

export const remember = (name, value) => within('readwrite', (_, meta) => meta.put(value, name));
export const recall = (name) => within('readonly', (_, meta) => meta.get(name));

/** Keep an act; it is on the disk when this ends, and a failure is thrown. What it makes has an id by its key. */
export async function keep(kind, about, body, label = '') {
  const key = crypto.randomUUID();
  const act = { key, person, kind, about: about ?? prospectId(key), body, label, at: new Date().toISOString(), state: 'waiting' };
  await within('readwrite', (acts, meta) => {
    const number = meta.get(last);
    number.onsuccess = () => {
      act.seq = (number.result ?? 0) + 1;
      meta.put(act.seq, last);
      acts.add(act);
    };
    const known = meta.get(device);
    known.onsuccess = () => { if (!known.result) meta.put(crypto.randomUUID(), device); };
  });
  return act;
}

/** One's own acts in the order in which they were done. */
export async function own() {
  const all = await within('readonly', (acts) => acts.getAll());
  return all.filter((act) => act.person === person).sort((one, other) => one.seq - other.seq);
}

/** How many acts of other people wait on this phone. */
export async function others() {
  const all = await within('readonly', (acts) => acts.getAll());
  return all.filter((act) => act.person !== person).length;
}

/** The ids of the visit and of the prospect that an act makes; the office gives the same. */
export const visitId = (key) => `u-${key}`;
export const prospectId = (key) => `P-${key.replaceAll('-', '').slice(0, 10)}`;

export const forget = (key) => within('readwrite', (acts) => acts.delete(key));

/** Send what waits, in order; one page at a time does. The answer is {away, answers}. */
export function send() {
  const alone = navigator.locks ? (body) => navigator.locks.request('roundsman-send', body) : (body) => body();
  return alone(async () => {
    const answers = [];
    for (;;) {
      const waiting = (await own()).filter((act) => act.state === 'waiting').slice(0, MOST);
      if (!waiting.length) return { away: false, answers };
      const sent = await sendSome(waiting);
      if (!sent) return { away: true, answers };
      answers.push(...sent);
    }
  });
}

/** Send some acts; null says that they wait on. */
async function sendSome(acts) {
  const asked = await inTime((signal) => fetch(`${root}/acts`, { credentials: 'same-origin', redirect: 'error', signal }));
  if (!asked?.ok) return null;
  const signed = await asked.json();
  if (signed.person !== person) return null; // another person signed in meanwhile: these are not theirs
  const plain = acts.map(({ key, seq, kind, about, at, body }) => ({ key, seq, kind, about, at, body }));
  const order = { device: await recall(device), acts: plain };
  const answer = await inTime((signal) => ask('POST', '/acts', order, { 'X-Form-Token': signed.form_token }, signal), SENDING_MS);
  if (!answer?.ok) return null; // an answer that does not come in time is asked for again: the same keys count once
  const known = new Map(answer.body.answers.map((one) => [one.key, one]));
  await within('readwrite', (store) => {
    for (const act of acts) {
      const one = known.get(act.key);
      if (!one) continue;
      if (one.outcome === 'applied' || one.outcome === 'merged') store.delete(act.key);
      else store.put({ ...act, state: 'look', outcome: one.outcome, problems: one.problems });
    }
  });
  return answer.body.answers;
}

async function inTime(body, patience = PATIENCE_MS) {
  try {
    return await body(AbortSignal.timeout(patience));
  } catch {
    return null;
  }
}
