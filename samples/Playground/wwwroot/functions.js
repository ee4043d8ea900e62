// The activations as a reader writes them, and the slopes of those whose slope is a short formula.

const names = { Sigmoid: 'σ', Tanh: 'tanh', ReLU: 'max(0, ·)', Softmax: 'softmax', Step: 'step' };

const slopes = {
  '': () => 1,
  Sigmoid: (_, a) => a * (1 - a),
  Tanh: (_, a) => 1 - a * a,
  ReLU: sum => sum > 0 ? 1 : 0,
  LeakyReLU: sum => sum > 0 ? 1 : 0.01,
  HardTanh: sum => Math.abs(sum) < 1 ? 1 : 0,
  Softplus: sum => 1 / (1 + Math.exp(-sum)),
  Softsign: sum => 1 / (1 + Math.abs(sum)) ** 2,
  ELU: sum => sum > 0 ? 1 : Math.exp(sum),
  Step: () => 0,
};

/** The name in a formula. */
export function functionName(activation) {
  return activation === '' ? '' : activation.split(', ').map(name => names[name] ?? name).reverse().join(' ∘ ');
}

/** f′ at a sum whose output is known; null where the formula is longer than a line. */
export function derivative(activation, sum, output) {
  const known = activation.replace(/, Dropout$/, '');
  return slopes[known]?.(sum, output) ?? null;
}
