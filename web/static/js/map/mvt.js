// Reading vector tiles (Mapbox, 2.1): layers by name, each feature its shape, its tags and its lines of [x, y, x, y ...].

/** Return the layers of a tile. */
export function readTile(bytes) {
  const layers = {};
  walk(bytes, (field, value) => {
    if (field !== 3) return;
    const layer = { name: '', extent: 4096, features: [] };
    const keys = [];
    const values = [];
    walk(value, (inner, part) => {
      if (inner === 1) layer.name = text(part);
      else if (inner === 2) layer.features.push(part);
      else if (inner === 3) keys.push(text(part));
      else if (inner === 4) walk(part, (_, found) => values.push(text(found)));
      else if (inner === 5) layer.extent = part;
    });
    layer.features = layer.features.map((one) => feature(one, keys, values));
    layers[layer.name] = layer;
  });
  return layers;
}

const text = (bytes) => new TextDecoder().decode(bytes);

function walk(bytes, take) {
  const at = { place: 0 };
  while (at.place < bytes.length) {
    const tag = number(bytes, at);
    if ((tag & 7) === 0) take(tag >> 3, number(bytes, at));
    else {
      const size = number(bytes, at);
      take(tag >> 3, bytes.subarray(at.place, at.place += size));
    }
  }
}

function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at.place++];
    value |= (byte & 127) << shift;
    if (byte < 128) return value >>> 0;
  }
}

function feature(bytes, keys, values) {
  const made = { shape: 0, tags: {}, lines: [] };
  walk(bytes, (field, value) => {
    if (field === 3) made.shape = value;
    else if (field === 4) made.lines = lines(value);
    else if (field === 2) for (const at = { place: 0 }; at.place < value.length;) made.tags[keys[number(value, at)]] = values[number(value, at)];
  });
  return made;
}

function lines(bytes) {
  const found = [];
  const at = { place: 0 };
  let x = 0;
  let y = 0;
  while (at.place < bytes.length) {
    const command = number(bytes, at);
    if ((command & 7) === 7) { const ring = found.at(-1); ring.push(ring[0], ring[1]); continue; }
    for (let left = command >> 3; left > 0; left -= 1) {
      if ((command & 7) === 1) found.push([]);
      const [dx, dy] = [number(bytes, at), number(bytes, at)];
      x += (dx >>> 1) ^ -(dx & 1);
      y += (dy >>> 1) ^ -(dy & 1);
      found.at(-1).push(x, y);
    }
  }
  return found;
}
