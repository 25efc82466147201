// The pages of the week are kept on the phone, so that it starts without a signal; another person's are thrown away.
const PAGES = 'roundsman-pages';
const { person } = document.body.dataset;

/** Throw away what was kept; the next person sees nothing of it. */
export const dropPages = () => caches.delete(PAGES);

/** Let the worker keep the pages of today and the days after: it goes on when this page is left. */
export async function keepPages() {
  const worker = await navigator.serviceWorker?.ready;
  worker?.active.postMessage({ keep: person });
}
