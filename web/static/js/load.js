// Parts of a page that take longer: an element with data-load asks that page and takes over the element of its own id.
// While the answer is that it is being made (202) it asks again; a page that has no such part by then is shown whole.
async function asked(address) {
  for (;;) {
    const answer = await fetch(address, { credentials: 'same-origin' });
    if (answer.status !== 202) return answer;
    await new Promise((go) => setTimeout(go, 1000 * Number(answer.headers.get('Retry-After'))));
  }
}

for (const part of document.querySelectorAll('[data-load]')) {
  const hint = part.querySelector('[data-waiting]');
  const link = hint.innerHTML;
  hint.textContent = hint.dataset.waiting;
  try {
    const answer = await asked(part.dataset.load);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const made = answer.ok && page.getElementById(part.id);
    if (part.id === 'coming') location.reload();
    else if (!made) throw new Error('not there');
    else part.replaceChildren(...made.childNodes);
  } catch {
    hint.innerHTML = link; // the link opens the page itself, which says what is wrong
  }
}
