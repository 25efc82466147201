// Signing out on a phone: what waits is asked about, and the pages that were kept are thrown away.
import { own } from './outbox.js';
import { dropPages } from './pages.js';

const form = document.querySelector('form[data-signs-out]');
form?.addEventListener('submit', async (event) => {
  if (!window.isSecureContext) return; // over plain http nothing was kept
  event.preventDefault();
  const waiting = (await own()).filter((act) => act.state === 'waiting');
  if (waiting.length && !window.confirm(form.dataset.ask)) return;
  await dropPages();
  form.submit();
});
