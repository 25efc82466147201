// The board's page: what it shows stands in the address; its days come as JSON and are drawn by their zoom.
// The days are asked for first, and whatever draws and changes them is loaded while the server answers.
import { ask, forgetUnanswered, isLost, keepUnanswered, requestName, untilAnswered } from '../net.js';

const board = document.getElementById('board');
const words = JSON.parse(board.dataset.words);
const state = {
  board, ...board.dataset, plan: Number(board.dataset.plan), decides: board.dataset.decides === '1', revision: 0,
  base: `/plan/${board.dataset.plan}`, names: new Map([...document.getElementById('reps').options].map((one) => [one.value, one.text])),
};

/** A phrase of the page's language with its values. */
state.t = (key, values = {}) => (words[key] || key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

/** Say something where screen readers hear it. */
state.say = (text) => { document.getElementById('said').textContent = text; };

/** Ask the server below this plan; what it declines is said. */
state.ask = async (method, path, body) => {
  const answer = await ask(method, state.base + path, body);
  if (answer.status === 0) state.say(state.t('lost'));
  else if (!answer.ok && answer.status !== 409) state.say((answer.body.problems || []).map((one) => one.cause).join(' ') || answer.body.title || '');
  return answer;
};

/**
 * Ask below this plan for something to be done. It has a name: an answer that is lost is asked for again under it, which
 * changes nothing twice. What stays without an answer is kept under `key`, and asked for first when it is asked again.
 */
const unanswered = new Map();
state.unanswered = (key) => unanswered.has(key);
state.act = async (key, path, body, what, lost = state.say) => {
  const asked = unanswered.get(key) || { path, body, name: requestName() };
  unanswered.set(key, asked);
  keepUnanswered(asked.name, { path: state.base + asked.path, body: JSON.stringify(asked.body), type: 'application/json', what });
  const attempt = () => ask('POST', state.base + asked.path, asked.body, { 'Idempotency-Key': asked.name });
  const answer = await untilAnswered(attempt, () => lost(state.t('again')));
  if (isLost(answer)) { lost(state.t('unknown')); return { ...answer, ok: false, status: 0 }; }
  unanswered.delete(key);
  forgetUnanswered(asked.name);
  if (!answer.ok && answer.status !== 409) state.say((answer.body.problems || []).map((one) => one.cause).join(' ') || answer.body.title || '');
  return answer;
};

state.last = () => {
  const day = new Date(`${state.first}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 6);
  return day.toISOString().slice(0, 10);
};

const week = state.zoom === 'week';
const askDays = () => {
  const reps = `reps=${encodeURIComponent(state.reps)}`;
  return state.ask('GET', week ? `/days?first=${state.first}&last=${state.last()}&${reps}` : `/horizon?${reps}`);
};
const days = askDays();
state.say(state.t('loading'));

const drawn = week ? import('./week.js').then(({ drawWeek }) => drawWeek) : import('./horizon.js').then(({ drawHorizon }) => drawHorizon);
const hands = week ? Promise.all([import('./sheet.js'), import('./hand.js')]) : Promise.resolve([]);
const [{ showChanges }, { followNews }, { showMap }] = await Promise.all([import('./changes.js'), import('./news.js'), import('./map.js')]);
const [draw, [sheets, hand]] = await Promise.all([drawn, hands]);
state.sheet = sheets?.makeSheet(state);
state.hand = hand?.makeHand(state);

/** What drawing says yields to what was said of an act: others' news draw the board again at any moment. */
const yielding = new Set([state.t('loading'), state.t('lost'), '']);
function show(answer) {
  if (!answer.ok) return;
  state.revision = answer.body.revision;
  state.data = answer.body;
  const told = draw(state);
  if (yielding.has(document.getElementById('said').textContent)) state.say(told);
  yielding.add(told);
  state.hand?.again();
  state.shown?.();
}

state.load = async () => show(await askDays());

const form = document.getElementById('choice');
const chosen = document.getElementById('reps');
chosen.addEventListener('change', () => { form.elements.reps.value = [...chosen.selectedOptions].map((one) => one.value).join(','); });
form.elements.zoom.addEventListener('change', () => form.requestSubmit());
document.getElementById('unit')?.addEventListener('change', () => draw(state));

show(await days);
import('./left.js').then(({ tellLeft }) => tellLeft(state));
showChanges(state);
showMap(state);
followNews(state);
