// A week: one row a rep, one column a day, each visit a chip that is reached by arrows.

const DAY_MS = 86400000;
const element = (name, text, more = {}) => Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text }, more);

/** Return a text as it is looked for: without case and accents. */
const folded = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replaceAll('ß', 'ss').toLowerCase();

/** Draw a week from its JSON. */
export function drawWeek(state) {
  const { board, data, t } = state;
  const days = shownDays(state);
  const table = element('table');
  const head = table.createTHead().insertRow();
  head.append(element('th', t('rep'), { scope: 'col' }));
  for (const day of days) head.append(element('th', dayName(day), { scope: 'col' }));
  const at = new Map(data.days.map((day) => [`${day.rep} ${day.date}`, day]));
  const body = table.createTBody();
  let count = 0;
  for (const [rep, name] of data.reps) {
    const row = body.insertRow();
    row.append(element('th', name, { scope: 'row' }));
    for (const date of days) {
      const cell = row.insertCell();
      Object.assign(cell.dataset, { rep, date });
      count += fillCell(cell, at.get(`${rep} ${date}`), data.fixed.filter((one) => one[1] === date && (!one[0] || one[0] === rep)), state);
    }
  }
  board.className = 'scroll week';
  board.replaceChildren(table);
  const first = board.querySelector('.chip');
  if (first) first.tabIndex = 0;
  return count ? searched(state) : t('empty');
}

function shownDays({ first, data }) {
  const all = [0, 1, 2, 3, 4, 5, 6].map((n) => new Date(Date.parse(`${first}T12:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10));
  const used = new Set(data.days.map((day) => day.date));
  return all.filter((date, n) => n < 5 || used.has(date));
}

function dayName(date) {
  return new Date(`${date}T12:00:00Z`).toLocaleDateString(document.documentElement.lang, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
}

function fillCell(cell, day, fixed, state) {
  const { t } = state;
  for (const [, , , kind, text] of fixed) cell.append(element('span', `${kind}: ${text}`, { className: 'fixed' }));
  if (!day) return 0;
  const more = [t('day', day), day.lunch && t('lunch', { at: day.lunch }), day.night && t('night')].filter(Boolean);
  cell.append(element('small', more.join(' · ')));
  for (const chip of day.chips) cell.append(drawChip(chip, state));
  return day.chips.length;
}

function drawChip([visit, account, name, from, to, way, status, pinned], { t, q }) {
  const over = ['done', 'skipped', 'declined'].includes(status);
  const text = `${from} ${name}${way ? ` · ${way} min` : ''}${pinned ? ` · ${t('pinned')}` : ''}${over ? ` · ${t('done.status')}` : ''}`;
  const chip = element('button', text, { type: 'button', tabIndex: -1, className: 'chip' });
  chip.classList.toggle('over', over);
  chip.classList.toggle('pinned', Boolean(pinned));
  chip.classList.toggle('found', Boolean(q) && folded(`${name} ${account}`).includes(folded(q)));
  Object.assign(chip.dataset, { visit, account, name });
  return chip;
}

function searched({ board, q, t }) {
  if (!q) return '';
  const found = board.querySelectorAll('.chip.found');
  found[0]?.scrollIntoView({ block: 'center', inline: 'center' });
  return t('found', { n: found.length });
}

/** Return the chip that an arrow leads to. */
export function neighbour(chip, key) {
  const cell = chip.closest('td');
  const chips = [...cell.querySelectorAll('.chip')];
  const place = chips.indexOf(chip);
  if (key === 'ArrowDown' && chips[place + 1]) return chips[place + 1];
  if (key === 'ArrowUp' && place > 0) return chips[place - 1];
  const sideways = key === 'ArrowLeft' ? 'previousElementSibling' : 'nextElementSibling';
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    for (let next = cell[sideways]; next; next = next[sideways]) {
      const there = next.querySelectorAll?.('.chip') || [];
      if (there.length) return there[Math.min(place, there.length - 1)];
    }
    return null;
  }
  const along = key === 'ArrowDown' ? 'nextElementSibling' : 'previousElementSibling';
  for (let row = cell.parentElement[along]; row; row = row[along]) {
    const there = row.cells[cell.cellIndex]?.querySelectorAll('.chip') || [];
    if (there.length) return there[key === 'ArrowDown' ? 0 : there.length - 1];
  }
  return null;
}
