// Parts of a page that take longer: an element with data-load asks that page and takes over the element of its own id.
for (const part of document.querySelectorAll('[data-load]')) {
  const hint = part.querySelector('[data-waiting]');
  const link = hint.innerHTML;
  hint.textContent = hint.dataset.waiting;
  try {
    const answer = await fetch(part.dataset.load, { credentials: 'same-origin' });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const made = answer.ok && page.getElementById(part.id);
    if (!made) throw new Error('not there');
    part.replaceChildren(...made.childNodes);
  } catch {
    hint.innerHTML = link; // the link opens the page itself, which says what is wrong
  }
}
