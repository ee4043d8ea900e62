// A state of the page as a part of its address.

/** The state as letters that an address may have. */
export function encode(state) {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  let binary = '';
  bytes.forEach(byte => binary += String.fromCharCode(byte));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The state of an address; null where there is none, or it is none. What is missing is as in `plain`. */
export function decode(text, plain) {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const found = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, sign => sign.charCodeAt(0))));
    if (typeof found?.declaration !== 'string' || typeof found.training !== 'string') {
      return null;
    }

    // Each value is of the kind that it has in a plain state; the server checks what it is.
    const data = { ...plain.data };
    for (const [name, usual] of Object.entries(plain.data)) {
      const value = found.data?.[name];
      data[name] = typeof value === typeof usual && Array.isArray(value) === Array.isArray(usual) ? value : usual;
    }

    const number = (value, otherwise) => Number.isFinite(value) ? value : otherwise;
    const point = found.point && [found.point.x, found.point.y, found.point.target].every(Number.isFinite) ? found.point : null;
    const parameters = Object.fromEntries(Object.entries(found.parameters ?? {}).filter(([, values]) => Array.isArray(values) && values.every(Number.isFinite)));
    return { declaration: found.declaration, training: found.training, data, seed: number(found.seed, 1), parameters, point, speed: number(found.speed, 20) };
  } catch {
    return null;
  }
}
