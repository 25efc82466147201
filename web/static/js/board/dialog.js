// The dialog of a change: its price and the rules that it breaks, a reason, and "anyway" where it breaks any.

const part = (name) => document.getElementById(`drop${name}`);

/** Make the dialog; `open` asks for the price of a change of the visit in hand. */
export function makeDialog(state, hand) {
  const { t } = state;
  const dialog = part('');
  let change = null;
  let broken = false;

  const asked = () => ({
    ...change, visit: hand.visit.visit, time: part('-time').value, reason: part('-reason').value,
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
    part('-price').textContent = [t('costs', { price: found.price }), shares && t('shares', { shares }), found.broken.length ? '' : t('keeps')].filter(Boolean).join(' ');
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
    const answer = await state.ask('POST', '/decisions', { ...asked(), anyway: broken, seen: state.revision });
    if (answer.ok) { await done(answer.body); return; }
    part('-go').disabled = false;
    if (answer.status === 0) { part('-price').textContent = t('lost'); return; }
    if (answer.body?.code === 'decision-breaks-rule') { list(answer.body.broken); return; }
    if (answer.body?.code === 'changed-meanwhile') {
      part('-price').textContent = [answer.body.title, ...answer.body.since].join(' ');
      await state.load();
      await judge();
    }
  }

  async function done(made) {
    dialog.close();
    const { name } = hand.visit;
    if (made.draft && made.draft !== state.plan) {
      window.location.pathname = `${document.body.dataset.root}/plan/${made.draft}/board`;
      return;
    }
    hand.put('');
    await state.load();
    state.say(`${t('done', { name })} ${made.draft ? '' : t('kept')}`);
    state.changed?.();
  }

  part('-try').addEventListener('click', judge);
  part('-go').addEventListener('click', decide);
  part('-time').addEventListener('change', () => change.kind !== 'joint' && judge());
  dialog.addEventListener('close', () => { if (hand.visit) document.querySelector('#hand .strip [tabindex="0"]')?.focus(); });
  return {
    open(wanted, names = {}) {
      change = wanted;
      part('-title').textContent = t(wanted.kind, { name: hand.visit.name, ...names });
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
