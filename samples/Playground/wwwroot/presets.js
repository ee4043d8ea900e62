// The examples: whole states of the page. What a state leaves out is as in `plain`.

export const plain = {
  declaration: '',
  training: 'new TrainingOptions\n{\n    BatchSize = 10,\n    Optimizer = new Adam(0.01),\n}',
  data: { shape: 'circle', classes: 2, count: 400, noise: 0.1, trainingShare: 0.5, seed: 1, formula: '2 sin(x)', points: [], isRegression: false, features: ['x', 'y'], from: -6, to: 6 },
  seed: 1,
  parameters: {},
  point: null,
  speed: 20,
};

const net = (...lines) => `[Network]\n${lines.join('\n')}\npublic partial class Net;`;
const options = (batch, optimizer) => `new TrainingOptions\n{\n    BatchSize = ${batch},\n    Optimizer = new ${optimizer},\n}`;
const corners = { shape: 'points', points: [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]], noise: 0, trainingShare: 1, from: -0.5, to: 1.5 };
const one = (x, y, target) => ({ shape: 'points', points: [[x, y, target]], noise: 0, trainingShare: 1 });
const chain = activation => Array(10).fill(`[Dense(8), ${activation}]`);

export const presets = [
  {
    id: 'xor', group: 'First steps', title: 'Exclusive or, 2-2-1',
    about: 'Two hidden neurons each draw a line; the last one says what lies between them.',
    declaration: net('[Input(2)]', '[Dense(2), Tanh]', '[Dense(1), Sigmoid]', '[BinaryCrossEntropyLoss]'),
    training: options(4, 'Adam(0.05)'), data: corners, seed: 3, speed: 200,
  },
  {
    id: 'xor-line', group: 'First steps', title: 'Exclusive or without hidden neurons',
    about: 'One neuron is one line, and no line has two opposite corners on each side: three of four is the best that it can do.',
    declaration: net('[Input(2)]', '[Dense(1), Sigmoid]', '[BinaryCrossEntropyLoss]'),
    training: options(4, 'Adam(0.05)'), data: corners, seed: 3, speed: 200,
  },
  {
    id: 'circle', group: 'First steps', title: 'Circle, 2-4-2-1',
    about: 'Lines become a ring.',
    declaration: net('[Input(2)]', '[Dense(4), Tanh]', '[Dense(2), Tanh]', '[Dense(1), Sigmoid]', '[BinaryCrossEntropyLoss]'),
    training: options(10, 'Adam(0.01)'), data: { shape: 'circle' },
  },
  {
    id: 'spiral', group: 'First steps', title: 'Spiral, 2-8-8-1',
    about: 'The hard one: two arms around each other.',
    declaration: net('[Input(2)]', '[Dense(8), Tanh]', '[Dense(8), Tanh]', '[Dense(1), Sigmoid]', '[BinaryCrossEntropyLoss]'),
    training: options(10, 'Adam(0.01)'), data: { shape: 'spiral', noise: 0.03, trainingShare: 0.8 }, speed: 60,
  },
  {
    id: 'classes', group: 'First steps', title: 'Four classes',
    about: 'An output for each class; the largest wins.',
    declaration: net('[Input(2)]', '[Dense(12), ReLU]', '[Dense(12), ReLU]', '[Dense(4), Softmax]', '[CrossEntropyLoss]'),
    training: options(10, 'Adam(0.01)'), data: { shape: 'spiral', classes: 4, count: 600, noise: 0.05 }, speed: 60,
  },
  {
    id: 'hills', group: 'First steps', title: 'Hills: numbers, not classes',
    about: 'The network fits a height at each place.',
    declaration: net('[Input(2)]', '[Dense(16), GELU]', '[Dense(16), GELU]', '[Dense(1)]', '[MeanSquaredErrorLoss]'),
    training: options(20, 'Adam(0.01)'), data: { shape: 'hills', noise: 0, count: 800 }, speed: 60,
  },
  {
    id: 'neuron', group: 'Lecture', title: 'A single neuron, one step',
    about: 'Weights and bias 0.1, inputs 0.4 and 0.5, wanted is 1. The sum is 0.19, the answer 0.5474; one example changes the bias to 0.2121, which the lecture, rounding on the way, prints as 0.2122.',
    declaration: net('[Input(2)]', '[Dense(1), Sigmoid]', '[MeanSquaredErrorLoss]'),
    training: options(1, 'Sgd(0.5)'), data: { ...one(0.4, 0.5, 1), from: -1, to: 1 },
    parameters: { 'dense1.weight': [0.1, 0.1], 'dense1.bias': [0.1] }, point: { x: 0.4, y: 0.5, target: 1 }, speed: 5,
  },
  {
    id: 'lecture', group: 'Lecture', title: 'The 2-2-1 network at (3, 4)',
    about: 'The network that is computed by hand: in_5 = 1.5379, a_5 = 0.8232.',
    declaration: net('[Input(2)]', '[Dense(2, Name = "hidden"), Sigmoid]', '[Dense(1, Name = "output"), Sigmoid]', '[HalfSquaredErrorLoss]'),
    training: options(1, 'Sgd(0.5)'), data: one(3, 4, 1),
    parameters: { 'hidden.weight': [1, -2, -4, 2], 'hidden.bias': [5, 3], 'output.weight': [4, 2], 'output.bias': [-1] }, point: { x: 3, y: 4, target: 1 }, speed: 5,
  },
  {
    id: 'equal', group: 'Lecture', title: 'Equal weights stay equal',
    about: 'Units that begin alike get the same gradients and remain copies of each other. The advice under the text says so, and mends it.',
    declaration: net('[Input(2)]', '[Dense(4, Initializer = Init.Constant, InitializerScale = 0.5), Tanh]', '[Dense(1, Initializer = Init.Constant, InitializerScale = 0.5), Sigmoid]', '[BinaryCrossEntropyLoss]'),
    training: options(10, 'Adam(0.01)'), data: { shape: 'xor', noise: 0 },
  },
  {
    id: 'wide', group: 'Lecture', title: 'Shallow and wide: 18 weights',
    about: 'One hidden layer of six. Compare it with the deep and thin one, which has as many weights.',
    declaration: net('[Input(2)]', '[Dense(6), ReLU]', '[Dense(1), Sigmoid]', '[BinaryCrossEntropyLoss]'),
    training: options(32, 'Adam(0.02)'), data: { shape: 'circle', noise: 0 },
  },
  {
    id: 'deep', group: 'Lecture', title: 'Deep and thin: 18 weights',
    about: 'Four layers of two. One dead rectifier is half of all that passes, so many beginnings get stuck: try some seeds.',
    declaration: net('[Input(2)]', '[Dense(2), ReLU]', '[Dense(2), ReLU]', '[Dense(2), ReLU]', '[Dense(2), ReLU]', '[Dense(1), Sigmoid]', '[BinaryCrossEntropyLoss]'),
    training: options(32, 'Adam(0.02)'), data: { shape: 'circle', noise: 0 },
  },
  {
    id: 'chain', group: 'Lecture', title: 'A chain of ten sigmoids',
    about: 'Each sigmoid leaves at most a quarter of the gradient: look at the bars. Then make them ReLU.',
    declaration: net('[Input(2)]', ...chain('Sigmoid'), '[Dense(1), Sigmoid]', '[BinaryCrossEntropyLoss]'),
    training: options(32, 'Adam(0.003)'), data: { shape: 'circle', noise: 0 },
  },
];

/** A whole state of an example. */
export function stateOf(preset) {
  const { declaration = plain.declaration, training = plain.training, data = {}, seed = plain.seed, parameters = {}, point = null, speed = plain.speed } = preset;
  return structuredClone({ declaration, training, data: { ...plain.data, ...data }, seed, parameters, point, speed });
}
