// A rep's pages on a phone: buttons put what is done into the outbox, and what waits there is shown and sent.
import { forget, keep, others, own, prospectId, recall, remember, send, visitId } from './outbox.js';
import { keepPages } from './pages.js';

const FIRST_S = 5;
const LONGEST_S = 60;
const ENDS = ['done', 'skip', 'decline'];
const root = document.body.dataset.root;
const bar = document.getElementById('outbox');
const words = bar.dataset;
const kinds = document.getElementById('kinds').content;
let wait_s = FIRST_S;
let timer;

const kindWord = (kind) => kinds.querySelector(`[data-kind="${kind}"]`)?.textContent ?? kind;

function say(text) {
  bar.querySelector('a').textContent = text;
  bar.hidden = !text;
}

/** Show what waits: in the bar, beside its visit, and on the outbox's own page. */
async function show(away = false) {
  const acts = await own();
  const waiting = acts.filter((act) => act.state === 'waiting');
  const parts = [];
  if (waiting.length) parts.push(words.count.replace('{n}', waiting.length));
  if (waiting.length && away) parts.push(words.away);
  if (acts.length > waiting.length) parts.push(words.look);
  if (await recall('clock')) parts.push(words.clock);
  say(parts.join(' · '));
  for (const badge of document.querySelectorAll('[data-badge]')) {
    const about = badge.closest('[data-visit]').dataset.visit;
    const mine = waiting.filter((act) => act.about === about);
    badge.textContent = mine.map((act) => `${kindWord(act.kind)}: ${words.waits}`).join(', ');
    badge.hidden = !mine.length;
  }
  showBegun(waiting);
  showOnward(waiting);
  offerProspects(waiting);
  const list = document.getElementById('waiting');
  if (list) await showList(list, acts);
}

/** A visit that was begun without a signal is ended on the same page, before the office knows of it. */
function showBegun(waiting) {
  const place = document.getElementById('begun-here');
  if (!place) return;
  const over = new Set(waiting.filter((act) => act.kind === 'done').map((act) => act.about));
  const open = waiting.filter((act) => act.kind === 'begin' && !over.has(visitId(act.key)));
  place.replaceChildren(...open.map((act) => {
    const card = document.querySelector('template#begun').content.cloneNode(true);
    card.querySelector('section').dataset.visit = visitId(act.key);
    card.querySelector('h2').textContent = act.label || act.about;
    card.querySelector('[name=account]').value = act.about;
    card.querySelector('[name=begun]').value = act.at;
    return card;
  }));
}

/** Where the next stop is over and that waits, the one after it leads on. */
function showOnward(waiting) {
  const onward = document.getElementById('onward');
  if (!onward) return;
  const over = new Set(waiting.filter((act) => ENDS.includes(act.kind)).map((act) => act.about));
  for (const act of waiting) if (act.kind === 'undo') over.delete(act.about);
  const left = [...document.querySelectorAll('.tour .stop:not(.over)')].filter((one) => !over.has(one.dataset.visit));
  const link = over.has(onward.closest('[data-visit]').dataset.visit) && left.length ? left[0].querySelector('a') : null;
  onward.parentElement.hidden = !link;
  if (!link) return;
  onward.href = link.href;
  onward.textContent = onward.dataset.words.replace('{name}', link.textContent);
}

/** A prospect that waits can be visited already. */
function offerProspects(waiting) {
  for (const choice of document.querySelectorAll('select[name=about]')) {
    for (const act of waiting.filter((one) => one.kind === 'prospect')) {
      const id = prospectId(act.key);
      if (![...choice.options].some((one) => one.value === id)) choice.add(new Option(act.body.name, id));
    }
  }
}

/** Where to go once an act has arrived. */
function after(act, outcome, back) {
  if (outcome === 'refused') return '/outbox';
  if (act.kind === 'read') return '/day';
  if (act.kind === 'notebook') return `/accounts/${encodeURIComponent(act.about)}`;
  if (act.kind === 'prospect') return `/accounts/${prospectId(act.key)}`;
  const about = ['begin', 'visited'].includes(act.kind) ? visitId(act.key) : act.about;
  return back ? `/day/${back}?did=${encodeURIComponent(about)}` : `/visits/${encodeURIComponent(about)}?did=${outcome}`;
}

async function showList(list, acts) {
  list.replaceChildren(...acts.map((act) => {
    const row = document.createElement('li');
    const text = document.createElement('span');
    const when = new Date(act.at).toLocaleString(document.documentElement.lang, { dateStyle: 'short', timeStyle: 'short' });
    const why = act.state === 'waiting' ? words.waits : (act.problems ?? []).map((one) => one.cause).join(' ');
    text.textContent = [act.label, kindWord(act.kind), when, Object.values(act.body).join(', '), why].filter(Boolean).join(' · ');
    row.append(text);
    if (act.state !== 'waiting') {
      const seen = document.createElement('button');
      seen.textContent = words.seen;
      seen.addEventListener('click', async () => { await forget(act.key); await show(); });
      row.append(seen);
    }
    return row;
  }));
  document.getElementById('nothing-waits').hidden = acts.length > 0;
  document.getElementById('send').hidden = !acts.some((act) => act.state === 'waiting');
  document.getElementById('others').hidden = !(await others());
}

/** Send what waits, and again later as long as something does: by the clock, whatever the phone says of its network. */
async function sendAll() {
  clearTimeout(timer);
  const { away, answers } = await send();
  if (answers.length) await remember('clock', answers.some((one) => one.clock_ahead_s)); // told on the pages after, too
  await show(away);
  wait_s = away ? Math.min(2 * wait_s, LONGEST_S) : FIRST_S;
  if (away) timer = setTimeout(sendAll, 1000 * wait_s);
  return answers;
}

document.addEventListener('submit', async (event) => {
  const form = event.target.closest('form[data-act]');
  if (!form || !window.isSecureContext) return; // over plain http browsers keep nothing for us: the form is sent at once
  event.preventDefault();
  const kind = form.dataset.act;
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string' && value.trim());
  const { form_token: _token, key: _key, kind: _kind, about: chosen, back, usual, ...body } = Object.fromEntries(fields);
  if (usual) body.outcome = [usual, body.outcome].filter(Boolean).join(': ');
  const label = form.dataset.label ?? form.querySelector('select[name=about]')?.selectedOptions[0]?.textContent ?? form.closest('[data-name]')?.dataset.name;
  const about = chosen ?? (kind === 'prospect' ? null : form.closest('[data-visit]')?.dataset.visit ?? decodeURIComponent(form.action.split('/').at(-2)));
  let act;
  try {
    act = await keep(kind, about, body, label);
  } catch {
    say(words.full);
    bar.classList.add('bad');
    return;
  }
  for (const button of form.querySelectorAll('button')) button.disabled = true;
  await show();
  wait_s = FIRST_S;
  const answers = await sendAll();
  const left = (await own()).find((one) => one.key === act.key);
  if (left?.state === 'waiting') return;
  const outcome = left?.outcome ?? answers.find((one) => one.key === act.key)?.outcome ?? 'applied'; // another tab sent it
  location.assign(root + after(act, outcome, back));
});

document.getElementById('send')?.addEventListener('click', sendAll);
for (const name of ['online', 'pageshow']) window.addEventListener(name, () => { if (window.isSecureContext) sendAll(); });
document.addEventListener('visibilitychange', () => { if (!document.hidden && window.isSecureContext) sendAll(); });

if (/iPhone|iPad|Macintosh/.test(navigator.userAgent)) {
  for (const link of document.querySelectorAll('[data-place]')) link.href = `maps:?daddr=${link.dataset.place}`;
}
if ('serviceWorker' in navigator) navigator.serviceWorker.register(`${root}/sw.js`, { scope: `${root}/` });
if (window.isSecureContext) {
  navigator.storage?.persist?.();
  keepPages();
  show();
}
