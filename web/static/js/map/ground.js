// The ground of a map: one canvas below everything else, drawn anew whenever the map has moved. Leaflet is there as L.
import { coloursOf, draw } from './draw.js';
import { readTile } from './mvt.js';

const SIDE = 512;
const EXTENT = 4096;
const MOST = 80;

/** Return a layer of our own tiles; `lost` is called once one cannot be had. */
export function groundLayer({ tiles, deepest }, lost) {
  const kept = new Map();
  const Ground = L.Renderer.extend({
    _initContainer() {
      this._container = document.createElement('canvas');
      this._container.setAttribute('aria-hidden', 'true');
      this._context = this._container.getContext('2d');
    },
    _destroyContainer() {
      this._gone = true;
      this._container.remove();
    },
    _updatePaths() {},
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      this.redraw();
    },
    /** Draw what is there of what is seen, and ask for the rest. */
    redraw() {
      if (this._gone || !this._map) return;
      const ratio = window.devicePixelRatio > 1 ? 2 : 1;
      const size = this._bounds.getSize();
      L.DomUtil.setPosition(this._container, this._bounds.min);
      Object.assign(this._container, { width: ratio * size.x, height: ratio * size.y });
      Object.assign(this._container.style, { width: `${size.x}px`, height: `${size.y}px` });
      const colours = coloursOf(this._map.getContainer());
      this._context.setTransform(ratio, 0, 0, ratio, 0, 0);
      this._context.fillStyle = colours.land;
      this._context.fillRect(0, 0, size.x, size.y);
      draw(this._context, this._seen(size), this._zoom, colours);
    },
    /** Return the tiles that are seen, in pixels of the canvas; those that lack are asked for. */
    _seen(size) {
      const zoom = Math.max(0, Math.min(deepest, Math.round(this._zoom) - 1));
      const side = SIDE * 2 ** (this._zoom - 1 - zoom);
      const corner = this._map.project(this._center, this._zoom).subtract(this._map.getSize().divideBy(2)).add(this._bounds.min.subtract(this._map.containerPointToLayerPoint([0, 0])));
      const found = [];
      const last = 2 ** zoom - 1;
      for (let x = Math.max(0, Math.floor(corner.x / side)); x <= Math.min(last, Math.floor((corner.x + size.x) / side)); x += 1) {
        for (let y = Math.max(0, Math.floor(corner.y / side)); y <= Math.min(last, Math.floor((corner.y + size.y) / side)); y += 1) {
          const layers = this._tile(zoom, x, y);
          if (layers) found.push({ layers, x: x * side - corner.x, y: y * side - corner.y, scale: side / EXTENT });
        }
      }
      return found;
    },
    _tile(z, x, y) {
      const name = tiles.replace('{z}', z).replace('{x}', x).replace('{y}', y);
      if (!kept.has(name)) {
        kept.set(name, null);
        this._fetch(name);
        for (const old of kept.keys()) if (kept.size > MOST) kept.delete(old); else break;
      }
      return kept.get(name);
    },
    async _fetch(name) {
      try {
        const answer = await fetch(name, { credentials: 'same-origin' });
        if (!answer.ok) throw new Error(String(answer.status));
        kept.set(name, readTile(new Uint8Array(await answer.arrayBuffer())));
        cancelAnimationFrame(this._soon);
        this._soon = requestAnimationFrame(() => this.redraw());
      } catch {
        kept.delete(name);
        lost();
      }
    },
  });
  const layer = new Ground({ pane: 'tilePane', padding: 0.25 });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => layer.redraw());
  return layer;
}
