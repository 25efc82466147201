// Changes by hand that stand, the last first, each taken back by one press.

const box = document.getElementById('changes');
const list = box.querySelector('ul');

/** Fill the list as it is opened and after every change. */
export function showChanges(state) {
  const { t } = state;
  state.changed = async () => {
    if (!box.open) return;
    const answer = await state.ask('GET', '/decisions');
    if (answer.ok) list.replaceChildren(...(answer.body.length ? answer.body.map(row) : [Object.assign(document.createElement('li'), { textContent: t('none') })]));
  };
  function row({ id, kind, said, reason, at }) {
    const item = document.createElement('li');
    const text = Object.assign(document.createElement('span'), { textContent: `${kind}: ${said}` });
    text.append(document.createElement('br'), Object.assign(document.createElement('small'), { textContent: [reason, at].filter(Boolean).join(' · ') }));
    item.append(text);
    if (state.decides) {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: t('undo') });
      button.setAttribute('aria-label', `${t('undo')}: ${said}`);
      button.addEventListener('click', async () => {
        button.disabled = true;
        const answer = await state.act(`undo ${id}`, `/decisions/${id}/undo`, {}, `${t('undo')}: ${said}`);
        button.disabled = false;
        if (!answer.ok) return;
        await state.load();
        state.say(t('undone'));
        await state.changed();
      });
      item.append(button);
    }
    return item;
  }
  box.addEventListener('toggle', state.changed);
}
