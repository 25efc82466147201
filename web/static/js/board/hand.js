// The hand: a visit is picked up by mouse, finger or keyboard, every day of its rep takes the colour of its price.
import { neighbour } from './week.js';
import { makeDialog } from './dialog.js';
import { drawHand, emptyHand, priceClass } from './panel.js';

const FAR_PX = 6;

/** Make the hand of a board. */
export function makeHand(state) {
  const { board, t } = state;
  const hand = { visit: null, swapping: null, prices: null };
  const dialog = makeDialog(state, hand);
  const repName = (rep) => state.names.get(rep) || rep;
  const chipOf = (visit) => board.querySelector(`.chip[data-visit="${CSS.escape(visit)}"]`);

  hand.put = (text = t('put')) => {
    const chip = hand.visit && chipOf(hand.visit.visit);
    paint(null);
    Object.assign(hand, { visit: null, swapping: null, prices: null });
    emptyHand();
    if (text) state.say(text);
    if (chip) { chip.setAttribute('aria-pressed', 'false'); chip.focus(); }
  };

  hand.pick = async (chip, focus = true, said = true) => {
    if (!state.decides) return;
    if (hand.swapping) { dialog.open({ kind: 'swap', other: chip.dataset.visit }, { other: chip.dataset.name }); return; }
    if (hand.visit) chipOf(hand.visit.visit)?.setAttribute('aria-pressed', 'false');
    hand.visit = { visit: chip.dataset.visit, account: chip.dataset.account, name: chip.dataset.name, rep: chip.closest('td').dataset.rep };
    chip.setAttribute('aria-pressed', 'true');
    const wanted = hand.visit.visit;
    const answer = await state.ask('GET', `/prices?visit=${encodeURIComponent(wanted)}`);
    if (hand.visit?.visit !== wanted) return;
    if (!answer.ok) { hand.put(''); return; }
    hand.prices = answer.body;
    show(focus, said);
  };

  /** Show what the visit in hand would cost with another rep, in both plans together; no rep: with its own. */
  hand.offer = async (rep, focus = true) => {
    const wanted = hand.visit.visit;
    const own = !rep || rep === hand.visit.rep;
    const answer = await state.ask('GET', own ? `/prices?visit=${encodeURIComponent(wanted)}` : `/prices/other?visit=${encodeURIComponent(wanted)}&rep=${encodeURIComponent(rep)}`);
    if (hand.visit?.visit !== wanted) return;
    if (answer.ok) hand.prices = answer.body;
    show(answer.ok && focus, answer.ok && focus);
  };

  function show(focus, said) {
    paint(hand.prices);
    drawHand(state, hand, dialog, focus);
    if (said) state.say(t('picked', { name: hand.visit.name }));
  }

  /** After the board was drawn again, the visit in hand is in hand still, its prices asked for again. */
  hand.again = () => {
    const chip = hand.visit && chipOf(hand.visit.visit);
    if (chip) hand.pick(chip, false, false); // what others did is said now
    else if (hand.visit) hand.put('');
  };

  function paint(prices) {
    for (const cell of board.querySelectorAll('td.priced')) cell.classList.remove('priced', 'p0', 'p1', 'p2', 'p3', 'broken', 'here');
    for (const [date, , seconds, price, , broken] of prices?.days || []) {
      const cell = board.querySelector(`td[data-rep="${CSS.escape(prices.rep)}"][data-date="${date}"]`);
      if (!cell) continue;
      const here = date === prices.date && prices.rep === hand.visit.rep;
      cell.classList.add('priced', here ? 'here' : priceClass(seconds));
      cell.classList.toggle('broken', broken.length > 0 && !here);
      cell.title = [price, ...broken].join(' · ');
    }
  }

  board.addEventListener('keydown', (event) => {
    const chip = event.target.closest?.('.chip');
    if (event.key === 'Escape' && hand.visit) { hand.put(); return; }
    if (!chip || !event.key.startsWith('Arrow')) return;
    const next = neighbour(chip, event.key);
    event.preventDefault();
    if (!next) return;
    chip.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  board.addEventListener('click', (event) => {
    const chip = event.target.closest('.chip');
    if (chip && !dragged) hand.pick(chip);
    dragged = false;
  });

  let dragged = false;
  board.addEventListener('pointerdown', (event) => {
    const chip = event.target.closest('.chip');
    dragged = false;
    if (!chip || event.pointerType === 'touch' || event.button !== 0 || !state.decides || hand.swapping) return;
    const from = [event.clientX, event.clientY];
    let ghost = null;
    let target = null;
    let offered = chip.closest('td').dataset.rep;
    const move = (now) => {
      if (!ghost && Math.hypot(now.clientX - from[0], now.clientY - from[1]) < FAR_PX) return;
      if (!ghost) {
        ghost = chip.cloneNode(true);
        ghost.classList.add('drag');
        document.body.append(ghost);
        dragged = true;
        hand.pick(chip, false);
      }
      ghost.style.transform = `translate(${now.clientX + 8}px, ${now.clientY + 8}px)`;
      target?.classList.remove('target');
      target = document.elementFromPoint(now.clientX, now.clientY)?.closest('#board td[data-date]') || null;
      target?.classList.add('target');
      const rep = target?.dataset.rep;
      if (rep && rep !== offered && hand.prices) { offered = rep; hand.offer(rep, false); } // whose day it is held over: what theirs cost
    };
    const up = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', up);
      removeEventListener('pointercancel', up);
      ghost?.remove();
      target?.classList.remove('target');
      if (!dragged || !target) return;
      const { rep, date } = chip.closest('td').dataset; // the board may have been drawn anew meanwhile
      if (target.dataset.rep !== rep) { dialog.open({ kind: 'hand', rep: target.dataset.rep, date: target.dataset.date }, { rep: repName(target.dataset.rep) }); return; }
      if (target.dataset.date !== date) dialog.open({ kind: 'move', date: target.dataset.date });
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', up);
    addEventListener('pointercancel', up);
  });
  return hand;
}
