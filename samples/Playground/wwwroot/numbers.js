// Numbers as people read them.

/** Up to four digits behind the point. */
export function short(value, digits = 4) {
  const number = Number(value);
  if (value === null || value === undefined || Number.isNaN(number)) {
    return '–';
  }

  if (!Number.isFinite(number)) {
    return number > 0 ? '∞' : '−∞';
  }

  const size = Math.abs(number);
  const text = size !== 0 && (size < 0.5 * 10 ** -digits || size >= 1e5) ? number.toExponential(1) : number.toFixed(digits).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  return text.replace('-', '−').replace(/^−(0(\.0*)?)$/, '$1');
}

/** Always four digits, as a lecture prints them. */
export const fixed = (value, digits = 4) => value === null || value === undefined ? '–' : Number(value).toFixed(digits).replace('-', '−');

/** Thousands and millions. */
export function large(value) {
  return value >= 1e6 ? `${(value / 1e6).toFixed(1)} M` : value >= 1e3 ? `${(value / 1e3).toFixed(0)} k` : `${Math.round(value)}`;
}

/** An element with text or children. */
export function element(name, values = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(values)) {
    if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (key in made && key !== 'list') {
      made[key] = value;
    } else {
      made.setAttribute(key, value);
    }
  }

  made.append(...children);
  return made;
}
