// The pages of the week are kept on the phone, so that it starts without a signal; another person's are thrown away.
import { recall, remember } from './outbox.js';

const PAGES = 'roundsman-pages';
const FILES = 'roundsman-files';
const TILES = 'roundsman-tiles';
const { person, root } = document.body.dataset;

/** Throw away what was kept; the next person sees nothing of it. */
export async function dropPages() {
  await caches.delete(PAGES);
  await remember('kept', { person: '', etag: '' });
}

/** Keep the pages of today and the days after, if they have changed. */
export async function keepPages() {
  if (!('caches' in window)) return;
  const kept = await recall('kept');
  if (kept && kept.person !== person) await dropPages();
  const there = kept?.person === person && await caches.has(PAGES);
  const headers = there ? { 'If-None-Match': kept.etag } : {};
  const answer = await fetch(`${root}/bundle`, { credentials: 'same-origin', redirect: 'error', cache: 'no-store', headers });
  if (!answer.ok) return; // 304: nothing has changed
  const bundle = await answer.json();
  if (bundle.person !== person) return;
  const files = await caches.open(FILES);
  const wanted = bundle.files.map((name) => root + name);
  const missing = [];
  for (const name of wanted) if (!(await files.match(name))) missing.push(name);
  await files.addAll(missing);
  await keepTiles(bundle.tiles.map((name) => root + name));
  const pages = await caches.open(PAGES);
  for (const [path, text] of Object.entries(bundle.pages)) {
    await pages.put(root + path, new Response(text, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'" } }));
  }
  await prune(pages, new Set(Object.keys(bundle.pages).map((path) => root + path)));
  await prune(files, new Set(wanted));
  await remember('kept', { person, etag: answer.headers.get('ETag') });
}

/** Keep the ground of today's map; the worker keeps what is looked at beside it, and how much of all. */
async function keepTiles(wanted) {
  const tiles = await caches.open(TILES);
  for (const name of wanted) if (!(await tiles.match(name))) await tiles.add(name);
}

async function prune(cache, wanted) {
  for (const request of await cache.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}
