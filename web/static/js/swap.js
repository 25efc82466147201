// Filters without a reload: a form with data-swap="ID" asks its own page and takes over the element of that id.
for (const form of document.querySelectorAll('form[data-swap]')) {
  let asked = 0;
  let waiting;
  const show = async () => {
    const turn = ++asked;
    const address = `${form.action}?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`;
    try {
      const answer = await fetch(address, { credentials: 'same-origin' });
      const text = await answer.text();
      if (turn !== asked || !answer.ok) return;
      const page = new DOMParser().parseFromString(text, 'text/html');
      document.getElementById(form.dataset.swap).replaceWith(page.getElementById(form.dataset.swap));
      history.replaceState(null, '', address);
    } catch {
      form.submit(); // the page itself says what is wrong
    }
  };
  form.addEventListener('submit', (event) => { event.preventDefault(); show(); });
  form.addEventListener('change', show);
  form.addEventListener('input', (event) => {
    if (event.target.type !== 'search') return;
    clearTimeout(waiting);
    waiting = setTimeout(show, 250);
  });
}
