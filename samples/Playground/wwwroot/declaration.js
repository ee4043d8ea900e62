// The text of a declaration as a list of attributes with their places, and the changes that a click makes in it.
// The server reads the text by itself: what is found here only serves the controls.

export const activations = ['ReLU', 'Tanh', 'Sigmoid', 'LeakyReLU', 'ELU', 'SELU', 'GELU', 'SiLU', 'Softplus', 'Softsign', 'HardTanh', 'Mish', 'Step'];
const allActivations = [...activations, 'CELU', 'ReLU6', 'HardSigmoid', 'HardSwish', 'ThresholdedReLU', 'ScaledTanh', 'Softmax', 'LogSoftmax'];

/** The attributes in order: name, places of it and of its arguments, and whether it begins a new pair of brackets. */
export function attributes(text) {
  const found = [];
  let at = 0;
  let depth = 0;
  let current = null;
  while (at < text.length) {
    const rest = text.slice(at);
    const skipped = /^(\/\/[^\n]*|\/\*[^]*?\*\/|#[^\n]*|\s+)/.exec(rest);
    const string = /^"(\\.|[^"\\\n])*"?/.exec(rest);
    const word = /^[A-Za-z_][\w.]*/.exec(rest);
    if (skipped) {
      at += skipped[0].length;
    } else if (string) {
      at += string[0].length;
    } else if (depth === 0 && word) {
      break; // the class itself
    } else if (depth === 1 && word && !current) {
      current = { name: word[0].replace(/^NnGen\./, '').replace(/Attribute$/, ''), start: at, end: at + word[0].length, inner: null };
      at += word[0].length;
    } else {
      const sign = text[at];
      if (sign === '[' || sign === '(') {
        depth++;
        if (sign === '(' && depth === 2 && current) {
          current.inner = [at + 1, at + 1];
        }
      } else if (sign === ']' || sign === ')') {
        if (sign === ')' && depth === 2 && current?.inner) {
          current.inner[1] = at;
          current.end = at + 1;
        }

        depth--;
      }

      if (current && (depth === 0 || (depth === 1 && sign === ','))) {
        found.push(current);
        current = null;
      }

      at++;
    }
  }

  return found;
}

const isDense = attribute => attribute.name === 'Dense';
const isActivation = attribute => allActivations.includes(attribute.name);
const isLoss = attribute => attribute.name.endsWith('Loss');

/** The dense layers, each with what follows it up to the next one: units, activation, dropout. */
export function layers(text) {
  const list = attributes(text);
  return list.map((dense, i) => {
    if (!isDense(dense)) {
      return null;
    }

    const next = list.findIndex((other, j) => j > i && isDense(other));
    const following = list.slice(i + 1, next < 0 ? list.length : next);
    const units = dense.inner ? /^\s*(\d+)/.exec(text.slice(...dense.inner)) : null;
    const dropout = following.find(other => other.name === 'Dropout');
    return {
      dense,
      units: units ? Number(units[1]) : null,
      activation: following.find(isActivation) ?? null,
      dropout,
      dropoutRate: dropout?.inner ? Number(text.slice(...dropout.inner)) : 0,
      last: following.filter(other => isActivation(other) || other.name === 'Dropout').at(-1) ?? dense,
    };
  }).filter(Boolean);
}

const replace = (text, start, end, by) => text.slice(0, start) + by + text.slice(end);

/** Another number of units. */
export function withUnits(text, index, units) {
  const { dense } = layers(text)[index];
  const inner = dense.inner ? text.slice(...dense.inner) : '';
  const changed = /^\s*-?\d+/.test(inner) ? inner.replace(/^\s*-?\d+/, units) : `${units}`;
  return replace(text, dense.start, dense.end, `Dense(${changed})`);
}

/** Another activation; none where it is empty. */
export function withActivation(text, index, name) {
  const layer = layers(text)[index];
  if (layer.activation && name) {
    return replace(text, layer.activation.start, layer.activation.end, name);
  }

  return layer.activation ? without(text, layer.activation) : name ? replace(text, layer.dense.end, layer.dense.end, `, ${name}`) : text;
}

/** Dropout of a rate after a layer; none where it is 0. */
export function withDropout(text, index, rate) {
  const layer = layers(text)[index];
  if (layer.dropout) {
    return rate > 0 ? replace(text, layer.dropout.start, layer.dropout.end, `Dropout(${rate})`) : without(text, layer.dropout);
  }

  const after = layer.activation ?? layer.dense;
  return rate > 0 ? replace(text, after.end, after.end, `, Dropout(${rate})`) : text;
}

/** A further layer before the last one. */
export function withLayer(text, units, activation) {
  const last = layers(text).at(-1);
  if (!last) {
    return text;
  }

  const bracket = text.lastIndexOf('[', last.dense.start);
  const isAlone = /^\[\s*$/.test(text.slice(bracket, last.dense.start));
  return isAlone
    ? replace(text, bracket, bracket, `[Dense(${units}), ${activation}]\n`)
    : replace(text, last.dense.start, last.dense.start, `Dense(${units}), ${activation}, `);
}

/** One layer less, with what follows it. */
export function withoutLayer(text, index) {
  const layer = layers(text)[index];
  const gone = [layer.dropout, layer.activation, layer.dense].filter(Boolean).sort((a, b) => b.start - a.start);
  return gone.reduce((rest, attribute) => without(rest, attribute), text);
}

/** Another number of inputs. */
export function withInputs(text, count) {
  const input = attributes(text).find(attribute => attribute.name === 'Input');
  return input?.inner ? replace(text, input.inner[0], input.inner[1], text.slice(...input.inner).replace(/^\s*\d+/, count)) : text;
}

/** An end that fits the data: a number, yes or no, or a class of several. Left alone where it fits already. */
export function withEnd(text, { isRegression, classes }) {
  const all = layers(text);
  const last = all.at(-1);
  if (!last) {
    return text;
  }

  const name = last.activation?.name ?? '';
  const isBinary = ['Sigmoid', 'Tanh', 'Step', ''].includes(name);
  const fits = isRegression ? last.units === 1 && (name === '' || name === 'Tanh')
    : classes === 2 ? (last.units === 1 && isBinary) || last.units === 2
    : last.units === classes;
  if (fits) {
    return text;
  }

  const [units, activation, loss] = isRegression ? [1, '', 'MeanSquaredErrorLoss'] : classes === 2 ? [1, 'Sigmoid', 'BinaryCrossEntropyLoss'] : [classes, 'Softmax', 'CrossEntropyLoss'];
  let changed = withActivation(withUnits(text, all.length - 1, units), all.length - 1, activation);
  const old = attributes(changed).find(isLoss);
  if (old) {
    return replace(changed, old.start, old.end, loss);
  }

  const after = attributes(changed).at(-1);
  const end = changed.indexOf(']', after.end);
  return replace(changed, end + 1, end + 1, `\n[${loss}]`);
}

/** A text without an attribute, its comma, and its brackets where it was alone in them. */
function without(text, attribute) {
  let { start, end } = attribute;
  const after = /^\s*,\s*/.exec(text.slice(end));
  const before = /,\s*$/.exec(text.slice(0, start));
  if (before) {
    return replace(text, start - before[0].length, end, '');
  }

  if (after) {
    return replace(text, start, end + after[0].length, '');
  }

  const open = text.lastIndexOf('[', start);
  const close = text.indexOf(']', end);
  return replace(text, open, close + 1 + (text[close + 1] === '\n' ? 1 : 0), '');
}
