// "Here": the phone is asked once where it is, when the rep taps, and the place stands in the form to be looked at.
const button = document.getElementById('here');
const said = document.getElementById('here-said');
const PATIENCE_MS = 20000;

if (navigator.geolocation && window.isSecureContext) button.parentElement.hidden = false;
button.addEventListener('click', () => {
  said.textContent = button.dataset.asking;
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    document.getElementById('lat').value = coords.latitude.toFixed(5);
    document.getElementById('lon').value = coords.longitude.toFixed(5);
    document.getElementById('lon').dispatchEvent(new Event('change')); // the map shows it
    said.textContent = button.dataset.found.replace('{m}', Math.round(coords.accuracy));
  }, () => { said.textContent = button.dataset.failed; }, { enableHighAccuracy: true, timeout: PATIENCE_MS });
});
