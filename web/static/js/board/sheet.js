// Another page's forms beside the board: an account's rules and hours, a rep's absences, appointments and ride-alongs.
// They are sent as that page sends them; what is declined is said there, and the board shows what became of it.

import { forgetUnanswered, isLost, keepUnanswered, requestName, untilAnswered } from '../net.js';

const dialog = document.getElementById('sheet');
const content = dialog.querySelector('[data-content]');
const said = dialog.querySelector('[role=status]');

/** Return the opener of sheets; whatever cannot be opened beside the board is opened as the page that it is. */
export function makeSheet(state) {
  let address = '';
  let asked = {};

  async function show() {
    const answer = await fetch(address, { credentials: 'same-origin' });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const main = answer.ok && page.querySelector('main');
    if (!main) throw new Error('not there');
    const heading = main.querySelector('h1');
    dialog.setAttribute('aria-label', heading?.textContent || '');
    content.replaceChildren(...main.childNodes);
  }

  async function send(event) {
    event.preventDefault();
    const form = event.target;
    if (form.method !== 'post') { address = `${form.action || address}?${new URLSearchParams(new FormData(form))}`; await show(); return; }
    said.textContent = state.t('loading');
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const what = `${form.action} ${body}`;
    if (what !== asked.what) asked = { what, name: requestName() };
    const path = new URL(form.action || address, window.location).pathname.slice(document.body.dataset.root.length);
    keepUnanswered(asked.name, { path, body: `${body}`, type: 'application/x-www-form-urlencoded', what: `${dialog.getAttribute('aria-label')}: ${event.submitter?.textContent || ''}` });
    const headers = { Accept: 'application/json', 'Idempotency-Key': asked.name };
    try {
      const attempt = () => fetch(form.action || address, { method: 'POST', body, headers, credentials: 'same-origin' }).catch(() => new Response(null, { status: 503 }));
      const answer = await untilAnswered(attempt, () => { said.textContent = state.t('again'); });
      if (isLost(answer)) { said.textContent = state.t('unknown'); return; }
      forgetUnanswered(asked.name);
      asked = {};
      if (!answer.ok) {
        const problem = await answer.json();
        said.textContent = (problem.problems || []).map((one) => `${one.cause}. ${one.action}`).join(' ') || problem.title;
        return;
      }
      await show();
      await state.load();
      said.textContent = state.t('sheet.done');
    } catch {
      said.textContent = state.t('lost');
    }
  }

  dialog.addEventListener('submit', (event) => { if (event.target.method !== 'dialog') send(event); });
  return async (path) => {
    address = document.body.dataset.root + path;
    said.textContent = '';
    try {
      await show();
      dialog.showModal();
    } catch {
      window.location.assign(address);
    }
  };
}
