// The dialog of a change: its price and the rules that it breaks, a reason, and "anyway" where it breaks any.

const PLACE = 'board';
const part = (name) => document.getElementById(`drop${name}`);

/** Make the dialog; `open` asks for the price of a change of the visit in hand. */
export function makeDialog(state, hand) {
  const { t } = state;
  const dialog = part('');
  let change = null;
  let broken = false;
  let name = '';
  let visit = '';

  const asked = () => ({
    ...change, visit, time: part('-time').value, reason: part('-reason').value,
    ...(change.kind === 'joint' ? { date: part('-day').value, companions: [...part('-companions').selectedOptions].map((one) => one.value) } : {}),
  });

  async function judge() {
    part('-go').disabled = true;
    part('-price').textContent = t('loading');
    const answer = await state.ask('POST', '/judge', asked());
    if (!answer.ok) {
      part('-price').textContent = (answer.body?.problems || []).map((one) => one.cause).join(' ') || t('lost');
      part('-broken').replaceChildren();
      return;
    }
    show(answer.body);
  }

  function show(found) {
    part('-way').textContent = t('from_to', { before: found.before || t('nowhere'), after: found.after || t('nowhere') });
    const shares = found.shares.map(([rep, price]) => `${state.names.get(rep) || rep} ${price}`).join(', ');
    part('-price').textContent = [t('costs', { price: found.price }), found.worth && t(found.leaves ? 'worth.lost' : 'worth.won', { worth: found.worth }), shares && t('shares', { shares }), found.broken.length ? '' : t('keeps')].filter(Boolean).join(' ');
    list(found.broken);
    part('-go').disabled = false;
  }

  function list(rules) {
    broken = rules.length > 0;
    part('-broken').replaceChildren(...rules.map((text) => Object.assign(document.createElement('li'), { textContent: text })));
    part('-go').textContent = t(broken ? 'anyway' : 'do');
  }

  async function decide() {
    part('-go').disabled = true;
    const answer = await state.act(PLACE, '/decisions', { ...asked(), anyway: broken, seen: state.revision }, part('-title').textContent, (text) => { part('-price').textContent = text; });
    if (answer.ok) { await done(answer.body); return; }
    part('-go').disabled = false;
    if (answer.status === 0) { hold(true); return; }
    hold(false);
    if (answer.body?.code === 'decision-breaks-rule') { list(answer.body.broken); return; }
    if (answer.body?.code === 'changed-meanwhile') {
      part('-price').textContent = [answer.body.title, ...answer.body.since].join(' ');
      await state.load();
      await judge();
    }
  }

  /** While it is not known whether a change was made, only the same change can be asked for again. */
  function hold(held) {
    for (const name of ['-time', '-reason', '-day', '-companions', '-try']) part(name).disabled = held;
    if (!held) return;
    part('-go').textContent = t('again.do');
  }

  async function done(made) {
    hold(false);
    dialog.close();
    if (made.draft && made.draft !== state.plan) {
      window.location.pathname = `${document.body.dataset.root}/plan/${made.draft}/board`;
      return;
    }
    hand.put('');
    await state.load();
    state.say(`${t('done', { name })} ${made.draft ? '' : t('kept')}`);
    state.changed?.();
  }

  part('-companions').replaceChildren(...[...state.names].map(([rep, text]) => new Option(text, rep)));
  part('-try').addEventListener('click', judge);
  part('-go').addEventListener('click', decide);
  part('-time').addEventListener('change', () => change.kind !== 'joint' && judge());
  dialog.addEventListener('close', () => { if (hand.visit) document.querySelector('#hand .strip [tabindex="0"]')?.focus(); });
  return {
    open(wanted, names = {}) {
      if (state.unanswered(PLACE)) { dialog.showModal(); return; }
      change = wanted;
      ({ name, visit } = hand.visit);
      part('-title').textContent = t(wanted.kind, { name, ...names });
      part('-way').textContent = '';
      part('-time').value = '';
      part('-joint').hidden = wanted.kind !== 'joint';
      part('-time-box').hidden = ['drop', 'swap'].includes(wanted.kind);
      part('-day').value = wanted.date || '';
      list([]);
      dialog.showModal();
      if (wanted.kind === 'joint') { part('-price').textContent = ''; part('-go').disabled = true; } else judge();
    },
  };
}
