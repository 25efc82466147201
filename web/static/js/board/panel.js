// The side panel: the visit in hand, the price of every day, and what else can be done with it.

const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);
const box = document.getElementById('hand');
const nothing = [...box.childNodes];

/** Return the class of a price in seconds of driving. */
export function priceClass(seconds) {
  if (seconds <= 60) return 'p0';
  return seconds <= 900 ? 'p1' : seconds <= 3600 ? 'p2' : 'p3';
}

/** Return a date's weekday, Monday first, from 1. */
const weekday = (date) => ((new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7) + 1;

/** Say that nothing is in hand. */
export function emptyHand() { box.replaceChildren(...nothing); }

/** Draw the visit in hand with the price of every day; the keyboard goes to the day where it lies. */
export function drawHand(state, hand, dialog, focus) {
  const { t } = state;
  const strip = element('div', '', { className: 'strip' });
  const { rep } = hand.prices;
  const own = rep === hand.visit.rep;
  let widest = 5;
  strip.setAttribute('role', 'group');
  strip.setAttribute('aria-label', t('picked', { name: hand.visit.name }));
  for (const [date, day, seconds, price, start, broken] of hand.prices.days) {
    const here = own && date === hand.prices.date;
    const button = element('button', `${day.slice(0, -5)} ${here ? t('here') : price.replace(/ \(.*/, '')}`, { type: 'button', tabIndex: -1 });
    button.className = here ? 'here' : priceClass(seconds);
    button.classList.toggle('broken', broken.length > 0 && !here);
    button.title = [day, here ? t('here') : price, start, broken.length ? t('breaks', { rules: broken.join('; ') }) : ''].filter(Boolean).join(' · ');
    button.setAttribute('aria-label', button.title);
    button.dataset.date = date;
    button.style.gridColumn = String(weekday(date));
    strip.append(button);
    widest = Math.max(widest, weekday(date));
  }
  strip.style.gridTemplateColumns = `repeat(${widest}, 1fr)`;
  strip.addEventListener('click', (event) => {
    const date = event.target.closest('button')?.dataset.date;
    if (date && !own) dialog.open({ kind: 'hand', rep, date }, { rep: state.names.get(rep) || rep });
    else if (date && date !== hand.prices.date) dialog.open({ kind: 'move', date });
  });
  strip.addEventListener('keydown', (event) => walk(event, hand));
  box.replaceChildren(element('h2', hand.visit.name), whose(state, hand), legend(t), strip, actions(state, hand, dialog));
  const at = strip.querySelector(`[data-date="${hand.prices.date}"]`) || strip.firstElementChild;
  if (!at) return;
  at.tabIndex = 0;
  at.scrollIntoView({ block: 'nearest' });
  if (focus) at.focus();
}

/** Return the choice of who makes the visit: with another rep, every day shows what both plans cost. */
function whose(state, hand) {
  const label = element('label', state.t('whose'));
  const choice = element('select', '');
  for (const [rep, name] of state.names) choice.append(element('option', rep === hand.visit.rep ? state.t('own', { rep: name }) : name, { value: rep, selected: rep === hand.prices.rep }));
  choice.addEventListener('change', () => hand.offer(choice.value));
  label.append(choice);
  return label;
}

function legend(t) {
  const said = element('p', '', { className: 'legend' });
  for (const [name, key] of [['p0', 'cheap'], ['p3', 'dear'], ['broken', 'rule']]) {
    said.append(element('span', t(key), { className: name }));
  }
  return said;
}

function walk(event, hand) {
  if (event.key === 'Escape') { hand.put(); return; }
  const days = [...event.currentTarget.children];
  const place = days.indexOf(event.target);
  const same = (one) => one.style.gridColumn === event.target.style.gridColumn;
  const next = {
    ArrowLeft: () => days[place - 1], ArrowRight: () => days[place + 1],
    ArrowUp: () => days.slice(0, Math.max(0, place)).reverse().find(same), ArrowDown: () => days.slice(place + 1).find(same),
  }[event.key]?.();
  if (!next) return;
  event.preventDefault();
  event.target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function actions(state, hand, dialog) {
  const { t } = state;
  const all = element('div', '', { className: 'actions' });
  const button = (key, act) => {
    const made = element('button', t(`button.${key}`), { type: 'button' });
    made.addEventListener('click', act);
    all.append(made);
  };
  button('pin', () => dialog.open({ kind: 'pin' }));
  button('drop', () => dialog.open({ kind: 'drop' }));
  button('swap', () => { hand.swapping = hand.visit.visit; state.say(t('swap.choose')); });
  button('joint', () => dialog.open({ kind: 'joint', date: hand.prices.date }));
  const { root } = document.body.dataset;
  for (const [key, path] of [['account', `/accounts/${encodeURIComponent(hand.visit.account)}`], ['dates', `/plan/dates?rep=${encodeURIComponent(hand.visit.rep)}`]]) {
    all.append(element('a', t(`button.${key}`), { className: 'button', href: root + path }));
  }
  button('put', () => hand.put());
  return all;
}
