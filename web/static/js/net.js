// One way to ask the server from a page: with the form token, JSON in and out, and what went wrong as a value.
const { formToken, root } = document.body.dataset;

/** A network that takes a request and never answers is one that is lost. */
const PATIENCE_MS = 60000;
const RESTS_MS = [300, 1000, 3000];
const rest = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** Ask the server; the answer is {ok, status, headers, body}, and status 0 says that it could not be reached. */
export async function ask(method, path, body, headers = {}, signal = undefined) {
  const more = { 'X-Form-Token': formToken, Accept: 'application/json', ...headers };
  const init = { method, headers: more, credentials: 'same-origin', signal: signal ?? AbortSignal.timeout(PATIENCE_MS) };
  if (body !== undefined) {
    more['Content-Type'] ??= 'application/json';
    init.body = typeof body === 'string' ? body : JSON.stringify(body);
  }
  try {
    const answer = await fetch(root + path, init);
    const json = (answer.headers.get('Content-Type') || '').includes('json');
    return { ok: answer.ok, status: answer.status, headers: answer.headers, body: json ? await answer.json() : await answer.text() };
  } catch {
    return { ok: false, status: 0, headers: new Headers(), body: null };
  }
}

/** Return a name for a request: whatever is sent again under it changes nothing twice. (`randomUUID` needs https.) */
export function requestName() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, '0')).join('');
}

/** What was sent and has no answer yet is kept in this tab, so that whoever leaves the page learns what became of it. */
const KEPT = `roundsman-unanswered ${document.body.dataset.person}`;
export const unanswered = () => JSON.parse(sessionStorage.getItem(KEPT) || '{}');
export function keepUnanswered(name, asked) { sessionStorage.setItem(KEPT, JSON.stringify({ ...unanswered(), [name]: asked })); }
export function forgetUnanswered(name) {
  const { [name]: gone, ...others } = unanswered();
  if (gone) sessionStorage.setItem(KEPT, JSON.stringify(others));
}

/** Say whether an answer was lost: nobody answered, or a proxy did for a server that may have done what was asked. */
export const isLost = (answer) => answer.status === 0 || [502, 503, 504].includes(answer.status);

/** Try until an answer comes, a few times; `lost` is told each time that none came. */
export async function untilAnswered(attempt, lost) {
  let answer = await attempt();
  for (const pause of RESTS_MS) {
    if (!isLost(answer)) break;
    lost();
    await rest(pause);
    answer = await attempt();
  }
  return answer;
}
