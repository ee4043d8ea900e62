// The text of the options, `new TrainingOptions { BatchSize = 10, Optimizer = new Sgd(0.03) }`, property by property.

export const optimizers = { Sgd: 0.03, Adam: 0.01, AdamW: 0.01, NAdam: 0.01, RAdam: 0.01, Adamax: 0.01, RmsProp: 0.01, Adagrad: 0.05, Adadelta: 1, Rprop: 0.01, Lion: 0.001 };
export const schedules = {
  '': 'constant', 'CosineSchedule(200)': 'cosine', 'ExponentialSchedule(0.99)': 'exponential', 'StepSchedule(50, 0.5)': 'steps',
  'LinearSchedule(200)': 'linear', 'CosineRestartsSchedule(50)': 'restarts', 'WarmUpSchedule(100)': 'warm-up', 'OneCycleSchedule(2000)': 'one cycle',
};

/** The properties by name, as expressions. */
export function properties(text) {
  const body = /\{([^]*)\}/.exec(text)?.[1] ?? '';
  const parts = [];
  let depth = 0;
  let part = '';
  for (const sign of body) {
    depth += '({['.includes(sign) ? 1 : ')}]'.includes(sign) ? -1 : 0;
    if (sign === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else {
      part += sign;
    }
  }

  return new Map([...parts, part].map(item => /^\s*(\w+)\s*=\s*([^]*?)\s*$/.exec(item)).filter(Boolean).map(match => [match[1], match[2]]));
}

/** The text with a property changed, or left out where the expression is empty. */
export function withProperty(text, name, expression) {
  const all = properties(text);
  if (expression) {
    all.set(name, expression);
  } else {
    all.delete(name);
  }

  const order = ['BatchSize', 'Optimizer', 'Schedule', 'Penalty', 'Clipping'];
  const lines = [...all].sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0])).map(([key, value]) => `    ${key} = ${value},\n`);
  return `new TrainingOptions\n{\n${lines.join('')}}`;
}

/** What the controls show of a text. */
export function settings(text) {
  const all = properties(text);
  const optimizer = /new\s+(\w+)\s*\(\s*([\d.eE+-]*)/.exec(all.get('Optimizer') ?? 'new Sgd(0.03)') ?? [null, 'Sgd', '0.03'];
  const penalty = all.get('Penalty') ?? '';
  const number = (pattern, source) => Number(pattern.exec(source)?.[1] ?? 0);
  return {
    batch: Number(all.get('BatchSize') ?? 10),
    optimizer: optimizer[1],
    rate: Number(optimizer[2] || optimizers[optimizer[1]] || 0.01),
    l1: number(/L1\s*=\s*([\d.eE-]+)/, penalty),
    l2: number(/L2\s*=\s*([\d.eE-]+)/, penalty),
    schedule: (all.get('Schedule') ?? '').replace(/^new\s+/, ''),
  };
}

/** The text with another optimizer or rate; momentum and the like stay with the same optimizer. */
export function withOptimizer(text, name, rate) {
  const old = properties(text).get('Optimizer') ?? '';
  const isSame = new RegExp(`new\\s+${name}\\b`).test(old);
  const rest = isSame ? /\)\s*(\{[^]*\})/.exec(old)?.[1] : null;
  return withProperty(text, 'Optimizer', `new ${name}(${rate})${rest ? ' ' + rest : ''}`);
}

/** The text with other penalties. */
export function withPenalty(text, l1, l2) {
  const parts = [l1 > 0 ? `L1 = ${l1}` : '', l2 > 0 ? `L2 = ${l2}` : ''].filter(Boolean);
  return withProperty(text, 'Penalty', parts.length ? `new WeightPenalty { ${parts.join(', ')} }` : '');
}
