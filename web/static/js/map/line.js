// Lines that are driven come packed (Google's encoded polyline, latitude first): five bits a letter.

/** Return the positions of a packed line. */
export function unpack(text) {
  const line = [];
  const at = [0, 0];
  let place = 0;
  while (place < text.length) {
    for (const axis of [0, 1]) {
      let value = 0;
      let shift = 0;
      let bits;
      do {
        bits = text.charCodeAt(place++) - 63;
        value |= (bits & 31) << shift;
        shift += 5;
      } while (bits >= 32);
      at[axis] += value & 1 ? ~(value >> 1) : value >> 1;
    }
    line.push([at[0] / 1e5, at[1] / 1e5]);
  }
  return line;
}
