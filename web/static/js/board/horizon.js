// All weeks as a heat map: one cell a day that is driven, told by number and shade; Enter opens its week.

const DAY_MS = 86400000;
const day = (first, n) => new Date(Date.parse(`${first}T12:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10);
const weekOf = (date) => {
  const thursday = new Date(Date.parse(`${date}T12:00:00Z`) + 3 * DAY_MS);
  return Math.ceil(((thursday - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / DAY_MS + 1) / 7);
};
const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });

/** Draw all weeks from their JSON: a row a rep, five days a week and more only where they are driven. */
export function drawHorizon(state) {
  const { board, data, t } = state;
  const unit = Number(document.getElementById('unit').value);
  const mondayOff = (new Date(`${data.first}T12:00:00Z`).getUTCDay() + 6) % 7;
  const used = new Set(data.reps.flatMap(([, , , days]) => days.map(([n]) => n)));
  const total = Math.round((Date.parse(data.last) - Date.parse(data.first)) / DAY_MS) + 1;
  const shown = Array.from({ length: total }, (_, n) => n).filter((n) => (n + mondayOff) % 7 < 5 || used.has(n));
  const most = Math.max(1, ...data.reps.flatMap(([, , , days]) => days.map((one) => one[1 + unit])));
  const table = document.createElement('table');
  table.setAttribute('role', 'grid');
  table.setAttribute('aria-label', board.getAttribute('aria-label'));
  const head = table.createTHead().insertRow();
  head.append(element('th', t('rep')));
  for (let n = 0; n < shown.length;) {
    const week = Math.floor((shown[n] + mondayOff) / 7);
    let span = 0;
    while (n < shown.length && Math.floor((shown[n] + mondayOff) / 7) === week) { n += 1; span += 1; }
    const cell = element('th', `${weekOf(day(data.first, week * 7 - mondayOff))}`);
    cell.colSpan = span;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const [rep, name, left, days] of data.reps) {
    const row = body.insertRow();
    row.dataset.rep = rep;
    const title = element('th', left ? `${name} · ${t('left', { n: left })}` : name);
    title.scope = 'row';
    row.append(title);
    const by = new Map(days.map((one) => [one[0], one]));
    for (const n of shown) fill(row.insertCell(), by.get(n), n, { unit, most, monday: (n + mondayOff) % 7 === 0 });
  }
  board.className = 'scroll horizon';
  board.replaceChildren(table);
  const first = board.querySelector('td');
  if (first) first.tabIndex = 0;
  table.addEventListener('click', (event) => open(state, event.target.closest('td')));
  table.addEventListener('focusin', (event) => label(state, event.target.closest('td'), by(state)));
  table.addEventListener('mouseover', (event) => label(state, event.target.closest('td'), by(state)));
  table.addEventListener('keydown', (event) => go(state, event));
  return '';
}

const by = (state) => new Map(state.data.reps.map(([rep, name, , days]) => [rep, { name, days }]));

function fill(cell, one, n, { unit, most, monday }) {
  cell.dataset.n = n;
  cell.tabIndex = -1;
  if (monday) cell.className = 'monday';
  if (!one) return;
  const value = one[1 + unit];
  cell.textContent = unit ? (value / 60).toFixed(value >= 600 ? 0 : 1) : value;
  cell.classList.add(`h${Math.max(1, Math.ceil((4 * value) / most))}`);
  cell.classList.toggle('night', Boolean(one[4]));
}

function label(state, cell, reps) {
  if (!cell || cell.title) return;
  const { name, days } = reps.get(cell.parentElement.dataset.rep);
  const [, visits, driving, away, night] = days.find(([n]) => n === Number(cell.dataset.n)) || [0, 0, 0, 0, 0];
  const date = new Date(`${day(state.data.first, Number(cell.dataset.n))}T12:00:00Z`).toLocaleDateString(document.documentElement.lang, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  cell.title = state.t('cell', { rep: name, date, visits, driving, away }) + (night ? ` · ${state.t('night')}` : '');
  cell.setAttribute('aria-label', cell.title);
}

function open(state, cell) {
  if (!cell) return;
  const reps = state.reps ? `&reps=${encodeURIComponent(state.reps)}` : '';
  window.location.search = `?zoom=week&from=${day(state.data.first, Number(cell.dataset.n))}${reps}`;
}

function go(state, event) {
  const cell = event.target.closest('td');
  if (!cell) return;
  if (event.key === 'Enter') { open(state, cell); return; }
  const row = cell.parentElement;
  const next = {
    ArrowLeft: cell.previousElementSibling, ArrowRight: cell.nextElementSibling, Home: row.cells[1], End: row.cells[row.cells.length - 1],
    ArrowUp: row.previousElementSibling?.cells[cell.cellIndex], ArrowDown: row.nextElementSibling?.cells[cell.cellIndex],
  }[event.key];
  if (next?.tagName !== 'TD') return;
  event.preventDefault();
  cell.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
