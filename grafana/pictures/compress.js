// Makes a picture smaller: 256 colours are enough for a dashboard.
import UPNG from 'upng-js';

const COLOURS = 256;

export function compressed(png) {
  const image = UPNG.decode(png);
  return Buffer.from(UPNG.encode(UPNG.toRGBA8(image), image.width, image.height, COLOURS));
}
