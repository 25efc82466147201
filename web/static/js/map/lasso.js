// Choosing accounts on the map or in the list: what both territories would hold, at once, and the form that moves them.
import { ask } from '../net.js';
import { polygonDrawer } from './draw_polygon.js';
import { crossesItself, inside } from './polygon.js';

const SHOWN = 100;
const WAIT_MS = 120;
const element = (name, text = '', more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);
const byId = (id) => document.getElementById(id);

/** Let accounts be chosen: each {id, name, rep, place: [lng, lat]}; `paint` is called with the ids that are chosen. */
export function makeLasso(map, accounts, paint) {
  const box = byId('lasso');
  const words = JSON.parse(box.dataset.words);
  const repName = (rep) => [...byId('lasso-rep').options].find((one) => one.value === rep)?.text || rep || '–';
  const nameOf = new Map(accounts.map((one) => [one.id, one.name]));
  const t = (key, n = '') => words[key].replace('{n}', n);
  const chosen = new Set();
  const drawButton = byId('lasso-draw');
  const form = byId('lasso-form');
  const go = byId('lasso-go');
  let asked = 0;
  let timer;
  for (const part of [box, byId('lasso-choose')]) part.hidden = false;

  const say = (text) => { byId('lasso-said').textContent = text; };
  const drawer = polygonDrawer(map, (ring) => {
    for (const one of accounts) if (inside(one.place, ring)) chosen.add(one.id);
    changed(crossesItself(ring) ? t('crossed') : '');
  }, () => drawButton.setAttribute('aria-pressed', 'false'));

  drawButton.addEventListener('click', () => {
    if (drawButton.getAttribute('aria-pressed') === 'true') { drawer.stop(); return; }
    drawButton.setAttribute('aria-pressed', 'true');
    map.getContainer().scrollIntoView({ block: 'nearest' });
    say(t('draw'));
    drawer.start();
  });
  byId('lasso-clear').addEventListener('click', () => { chosen.clear(); changed(); });
  byId('lasso-search').addEventListener('input', list);
  byId('lasso-list').addEventListener('change', ({ target }) => {
    if (target.checked) chosen.add(target.value); else chosen.delete(target.value);
    changed('', false);
  });
  byId('lasso-rep').addEventListener('change', () => changed('', false));

  function changed(first = '', again = true) {
    say([first, chosen.size ? t('chosen', chosen.size) : t('none')].filter(Boolean).join(' '));
    paint(chosen);
    if (again) list();
    clearTimeout(timer);
    timer = setTimeout(price, WAIT_MS);
  }

  /** List what is chosen first, then what is searched for. */
  function list() {
    const wanted = byId('lasso-search').value.trim().toLowerCase();
    const found = accounts.filter((one) => (wanted ? `${one.name} ${one.id}`.toLowerCase().includes(wanted) : true));
    found.sort((a, b) => chosen.has(b.id) - chosen.has(a.id) || a.name.localeCompare(b.name));
    byId('lasso-list').replaceChildren(...found.slice(0, SHOWN).map((one) => {
      const label = element('label', '', { className: 'check' });
      label.append(element('input', '', { type: 'checkbox', value: one.id, checked: chosen.has(one.id) }), `${one.name} (${repName(one.rep)})`);
      return label;
    }));
    byId('lasso-more').textContent = found.length > SHOWN ? t('more', found.length - SHOWN) : '';
  }

  async function price() {
    const number = (asked += 1);
    const rows = byId('lasso-figures').tBodies[0];
    if (go) go.disabled = true;
    if (!chosen.size) { rows.replaceChildren(); byId('lasso-refused').replaceChildren(); return; }
    const ids = [...chosen];
    const answer = await ask('POST', box.dataset.price, { accounts: ids, rep: form.elements.rep.value });
    if (number !== asked) return;
    if (!answer.ok) { say((answer.body?.problems || []).map((one) => one.cause).join(' ') || t('lost')); return; }
    const { moved, refused, territories } = answer.body;
    rows.replaceChildren(...territories.map(figures));
    const stuck = new Set(refused.map(([id]) => id));
    byId('lasso-refused').replaceChildren(...(refused.length ? [t('refused', stuck.size), ...refused.slice(0, 20).map(([id, cause]) => `${nameOf.get(id) || id}: ${cause}`)] : []).map((text) => element('li', text)));
    if (!moved && !refused.length) say(t('stay'));
    form.elements.accounts.value = ids.filter((id) => !stuck.has(id)).join(' ');
    if (!go) return;
    go.disabled = !moved;
    go.textContent = t('move', moved);
  }

  function figures({ name, before, after }) {
    const row = document.createElement('tr');
    row.append(element('th', name, { scope: 'row' }));
    before.forEach((was, n) => {
      const cell = element('td', was === after[n] ? was : `${was} → `, { className: 'number' });
      if (was !== after[n]) cell.append(document.createElement('br'), element('strong', after[n]));
      row.append(cell);
    });
    return row;
  }

  list();
  say(t('none'));
  const first = accounts.find((one) => one.rep);
  if (first) ask('POST', box.dataset.price, { accounts: [first.id], rep: form.elements.rep.value }); // so that the first real one is quick
}
