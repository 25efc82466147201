// What others change is shown as it happens: the server answers as soon as there is something.

const REST_MS = 3000;
const rest = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** Follow the changes of a plan for as long as the page is looked at. */
export async function followNews(state) {
  let heard = 0;
  for (;;) {
    if (document.hidden) await new Promise((seen) => { document.addEventListener('visibilitychange', seen, { once: true }); });
    const asked = Math.max(state.revision, heard);
    let answer = null;
    try {
      answer = await fetch(`${document.body.dataset.root}${state.base}/version?since=${asked}&wait=true`, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
    } catch { /* the network is away: tried again */ }
    if (!answer?.ok) {
      if (answer?.status === 401) return;
      await rest(REST_MS);
      continue;
    }
    const news = await answer.json();
    if (news.revision <= state.revision) continue;
    heard = news.revision;
    if (!news.lines.length) continue;
    await state.load();
    state.say(state.t('others', { lines: news.lines.slice(-3).join('; ') }));
    state.changed?.();
  }
}
