// The map beside the board: the same reps and days, along the roads. A stop that is picked here is picked there, and back.
import { named, openMap } from '../map/frame.js';
import { unpack } from '../map/line.js';

const box = document.getElementById('map-box');
const holder = document.getElementById('map');
const said = document.getElementById('map-said');
const MOST_PINS = 150;

/** Show the map as its box is opened; what it shows stands in the address. */
export function showMap(state) {
  const address = new URL(location.href);
  const hidden = new Set((address.searchParams.get('off') || '').split(',').filter(Boolean));
  const seen = { map: null, layer: null, stops: new Map(), chosen: null, tours: [], hidden };
  const remember = () => {
    const kept = { map: box.open ? '1' : '', off: [...hidden].join(',') };
    const change = (params) => { for (const [name, value] of Object.entries(kept)) if (value) params.set(name, value); else params.delete(name); };
    change(address.searchParams);
    history.replaceState(null, '', address);
    const form = document.getElementById('choice');
    for (const link of form.querySelectorAll('a.button')) { const there = new URL(link.href); change(there.searchParams); link.href = there.href; }
    for (const [name, value] of Object.entries(kept)) {
      const field = form.elements[name] || form.appendChild(Object.assign(document.createElement('input'), { type: 'hidden', name }));
      Object.assign(field, { value, disabled: !value });
    }
  };
  box.addEventListener('toggle', async () => {
    remember();
    if (!box.open || seen.map) return;
    seen.map = await openMap(holder);
    await load(state, seen);
    fit(seen);
  });
  state.shown = () => { if (seen.map) load(state, seen); };
  state.board.addEventListener('focusin', ({ target }) => choose(seen, target.closest('.chip')?.dataset.visit));
  document.getElementById('map-days').addEventListener('change', ({ target }) => {
    if (target.checked) hidden.delete(target.value); else hidden.add(target.value);
    remember();
    draw(state, seen);
  });
  if (address.searchParams.get('map')) box.open = true;
  remember();
}

async function load(state, seen) {
  const answer = await state.ask('GET', `/ways?first=${state.first}&last=${state.last()}&reps=${encodeURIComponent(state.reps)}`);
  if (!answer.ok) return;
  seen.tours = answer.body.tours;
  said.textContent = answer.body.left ? state.t('map.left', { n: answer.body.left }) : '';
  const dates = [...new Map(seen.tours.map((one) => [one.date, one.day]))].sort();
  document.getElementById('map-days').replaceChildren(...dates.map(([date, day]) => dayBox(date, day, seen)));
  draw(state, seen);
}

function dayBox(date, day, { hidden }) {
  const label = Object.assign(document.createElement('label'), { className: 'check' });
  label.append(Object.assign(document.createElement('input'), { type: 'checkbox', value: date, checked: !hidden.has(date) }), named(day.slice(0, -5)));
  return label;
}

function draw(state, seen) {
  const { L } = window;
  seen.layer?.remove();
  seen.layer = L.layerGroup().addTo(seen.map);
  seen.stops.clear();
  const tours = seen.tours.filter((one) => !seen.hidden.has(one.date));
  const reps = [...new Map(tours.map((one) => [one.rep, one.name]))].sort();
  const days = [...new Set(tours.map((one) => one.date))].sort();
  const single = reps.length < 2;
  const colour = (one) => colourOf(single ? days.indexOf(one.date) : reps.findIndex(([rep]) => rep === one.rep), single ? days.length : reps.length);
  const pins = tours.reduce((sum, one) => sum + one.stops.length, 0) <= MOST_PINS;
  for (const tour of tours) {
    L.polyline(unpack(tour.line), { color: colour(tour), weight: 3, opacity: 0.85 }).bindTooltip(named(`${tour.name} · ${tour.day}`), { sticky: true }).addTo(seen.layer);
    tour.stops.forEach(([visit, name, lat, lon, time], n) => {
      const mark = pins ? pinAt([lat, lon], n + 1, colour(tour)) : L.circleMarker([lat, lon], { radius: 5, weight: 1, color: '#fff', fillColor: colour(tour), fillOpacity: 1 });
      mark.bindTooltip(named(`${n + 1}. ${name} · ${tour.day} ${time} · ${tour.name}`)).addTo(seen.layer);
      mark.on('click', () => pick(state, seen, visit));
      seen.stops.set(visit, mark);
    });
  }
  const legend = single ? days.map((date) => [date, tours.find((one) => one.date === date).day]) : reps;
  document.getElementById('map-reps').replaceChildren(...legend.map(([, name], n) => {
    const row = document.createElement('li');
    const swatch = Object.assign(document.createElement('span'), { className: 'swatch' });
    swatch.style.background = colourOf(n, legend.length);
    row.append(swatch, name);
    return row;
  }));
  choose(seen, seen.chosen, false);
}

function colourOf(n, all) {
  const dark = getComputedStyle(holder).getPropertyValue('--pin-ink').trim() !== '#ffffff';
  return `hsl(${Math.round((360 * n) / Math.max(1, all))} ${dark ? '65% 68%' : '70% 33%'})`;
}

function pinAt(place, number, colour) {
  const shown = Object.assign(document.createElement('span'), { className: 'pin', textContent: number });
  shown.style.background = colour;
  return window.L.marker(place, { icon: window.L.divIcon({ html: shown, className: 'pin-spot', iconSize: [0, 0] }), keyboard: false });
}

function fit({ map, tours }) {
  const spots = tours.flatMap((one) => [one.start, ...one.stops.map(([, , lat, lon]) => [lat, lon])]);
  if (spots.length) map.fitBounds(spots, { padding: [16, 16], maxZoom: 15, animate: false });
  else map.setView([47, 9], 4);
}

/** Pick the chip of a stop: it is in hand then, as if it had been picked on the board. */
function pick(state, seen, visit) {
  const chip = state.board.querySelector(`.chip[data-visit="${CSS.escape(visit)}"]`);
  if (!chip) return;
  chip.scrollIntoView({ block: 'center', inline: 'center' });
  chip.focus();
  chip.click();
  choose(seen, visit, false);
}

/** Mark the stop of a chip, and bring it into view. */
function choose(seen, visit, bring = true) {
  if (!visit || !seen.map) return;
  mark(seen.stops.get(seen.chosen), false);
  seen.chosen = visit;
  const stop = seen.stops.get(visit);
  if (!stop) return;
  mark(stop, true);
  if (bring) seen.map.panInside(stop.getLatLng(), { padding: [40, 40] });
}

function mark(stop, chosen) {
  if (!stop) return;
  stop.getElement?.()?.querySelector('.pin')?.classList.toggle('chosen', chosen);
  stop.setStyle?.({ radius: chosen ? 9 : 5, weight: chosen ? 3 : 1 });
  if (chosen) stop.openTooltip(); else stop.closeTooltip();
}
