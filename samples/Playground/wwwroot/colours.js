// The colours of classes and signs, taken from the style sheet, and maps of bytes drawn with them.

const dark = matchMedia('(prefers-color-scheme: dark)');
let listeners = [];
let table = null;

dark.addEventListener('change', () => {
  table = null;
  listeners.forEach(listener => listener());
});

/** Calls a function when the user's colours change. */
export function onColours(listener) {
  listeners.push(listener);
}

function rgb(text) {
  const probe = document.createElement('canvas').getContext('2d');
  probe.fillStyle = text;
  const hex = probe.fillStyle;
  return [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
}

function mix(a, b, part) {
  return a.map((value, i) => Math.round(value + (b[i] - value) * part));
}

function colours() {
  if (table) {
    return table;
  }

  const style = getComputedStyle(document.documentElement);
  const of = name => style.getPropertyValue(name).trim();
  const isDark = dark.matches;
  const neutral = rgb(isDark ? of('--map-dark') : of('--map-light'));
  const classes = [0, 1, 2, 3, 4, 5].map(i => of(`--class-${i}`));
  const [minus, plus] = [rgb(classes[0]), rgb(classes[1])];
  const signed = new Uint8Array(256 * 3);
  for (let i = 0; i < 256; i++) {
    const value = (i - 127.5) / 127.5;
    signed.set(mix(neutral, value < 0 ? minus : plus, Math.pow(Math.abs(value), 0.8) * 0.92), 3 * i);
  }

  table = { neutral, classes, classesRgb: classes.map(rgb), signed, ink: of(isDark ? '--ink-dark' : '--ink-light'), quiet: of(isDark ? '--quiet-dark' : '--quiet-light'), line: of(isDark ? '--line-dark' : '--line-light'), card: of(isDark ? '--card-dark' : '--card-light') };
  return table;
}

/** The colour of a class. */
export const classColour = number => colours().classes[number % 6];

/** The colour of a point of a class: a little darker than its region. */
export function pointColour(number) {
  const [red, green, blue] = mix(colours().classesRgb[number % 6], [0, 0, 0], 0.16);
  return `rgb(${red} ${green} ${blue})`;
}

/** The colour of a sign, or of a number to be fitted: -1 to 1. */
export function signColour(value) {
  const at = 3 * Math.max(0, Math.min(255, Math.round(127.5 + 127.5 * value)));
  const signed = colours().signed;
  return `rgb(${signed[at]} ${signed[at + 1]} ${signed[at + 2]})`;
}

/** A colour of the page by its name: ink, quiet, line, card. */
export const pageColour = name => colours()[name];

const canvases = new Map();

/** Draws a map of bytes onto a canvas, scaled to its size. */
export function drawMap(canvas, bytes, side, { confidence = null, sharp = false } = {}) {
  const image = new ImageData(side, side);
  const { signed, neutral, classesRgb } = colours();
  for (let i = 0; i < side * side; i++) {
    let red, green, blue;
    if (confidence) {
      const part = sharp ? 0.75 : 0.12 + 0.68 * confidence[i] / 255;
      [red, green, blue] = mix(neutral, classesRgb[bytes[i] % 6], part);
    } else {
      const at = 3 * (sharp ? (bytes[i] > 127 ? 228 : 27) : bytes[i]);
      [red, green, blue] = [signed[at], signed[at + 1], signed[at + 2]];
    }

    image.data.set([red, green, blue, 255], 4 * i);
  }

  let small = canvases.get(side);
  if (!small) {
    small = new OffscreenCanvas(side, side);
    canvases.set(side, small);
  }

  small.getContext('2d').putImageData(image, 0, 0);
  const context = canvas.getContext('2d');
  context.imageSmoothingEnabled = true;
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
}
