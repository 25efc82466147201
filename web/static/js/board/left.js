// What was sent before this page was left, and never answered: whether it was done, and a way to do it now or leave it.
import { ask, forgetUnanswered, isLost, unanswered, untilAnswered } from '../net.js';

const box = document.getElementById('left');

/** Tell what became of each request that has no answer yet. */
export async function tellLeft(state) {
  for (const [name, asked] of Object.entries(unanswered())) {
    const found = await ask('GET', `/asked/${name}`);
    if (!found.ok) { state.say(state.t('lost')); return; } // it is asked for when the page is opened again
    box.append(found.body.done ? done(state, name, asked) : open(state, name, asked));
  }
}

function line(text, ...buttons) {
  const one = Object.assign(document.createElement('p'), { className: 'note', textContent: text });
  one.append(' ', ...buttons);
  return one;
}

function button(text, press) {
  const one = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
  one.addEventListener('click', () => press(one));
  return one;
}

function done(state, name, { what }) {
  forgetUnanswered(name);
  const told = line(state.t('left.done', { what }));
  told.classList.add('good');
  return told;
}

function open(state, name, asked) {
  const told = line(state.t('left.open', { what: asked.what }), button(state.t('left.do'), async (own) => {
    own.disabled = true;
    const headers = { 'Idempotency-Key': name, 'Content-Type': asked.type };
    const answer = await untilAnswered(() => ask('POST', asked.path, asked.body, headers), () => state.say(state.t('again')));
    own.disabled = false;
    if (isLost(answer)) { state.say(state.t('unknown')); return; }
    if (answer.ok) { told.replaceWith(done(state, name, asked)); await state.load(); state.changed?.(); return; }
    forgetUnanswered(name);
    const why = answer.body?.broken || (answer.body?.problems || []).map((one) => one.cause);
    told.replaceWith(line([state.t('left.refused', { what: asked.what }), answer.body?.title, ...why, ...(answer.body?.since || [])].filter(Boolean).join(' ')));
  }), button(state.t('left.forget'), () => { forgetUnanswered(name); told.remove(); }));
  return told;
}
