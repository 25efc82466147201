// One way to ask the server from a page: with the form token, JSON in and out, and what went wrong as a value.
const { formToken, root } = document.body.dataset;

/** Ask the server; the answer is {ok, status, headers, body}, and status 0 says that it could not be reached. */
export async function ask(method, path, body, headers = {}, signal = undefined) {
  const more = { 'X-Form-Token': formToken, Accept: 'application/json', ...headers };
  const init = { method, headers: more, credentials: 'same-origin', signal };
  if (body !== undefined) {
    more['Content-Type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  try {
    const answer = await fetch(root + path, init);
    const json = (answer.headers.get('Content-Type') || '').includes('json');
    return { ok: answer.ok, status: answer.status, headers: answer.headers, body: json ? await answer.json() : await answer.text() };
  } catch {
    return { ok: false, status: 0, headers: new Headers(), body: null };
  }
}
