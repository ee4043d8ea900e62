// The page: its state, what changes it, and who shows it.

import { DataPanel } from './datapanel.js';
import { Diagram } from './diagram.js';
import { Editor } from './editor.js';
import { Inspector } from './inspector.js';
import { LossChart, showNorms } from './charts.js';
import { OptionsBar } from './optionsbar.js';
import { Plane } from './plane.js';
import { SlowMotion } from './slow.js';
import { layers, withActivation, withEnd, withInputs, withLayer, withoutLayer, withUnits } from './declaration.js';
import { decode, encode } from './link.js';
import { element, large, short } from './numbers.js';
import { highlight } from './highlight.js';
import { markSteps, showSteps } from './steps.js';
import { connect, on, send } from './socket.js';
import { plain, presets, stateOf } from './presets.js';

const at = id => document.getElementById(id);
let state = stateOfAddress() ?? stateOf(presets[0]);
let version = 0;
let opened = 0;
let openedAt = 0;
let network = null;
let data = null;
let isPlaying = false;
let isAsking = false;
let wanted = null;
let lastFrame = null;
let isScheduled = false;
let waitingForSave = null;

const diagram = new Diagram(at('diagram'), {
  select: number => inspector.select(number),
  edit: index => inspector.edit(index),
  units: (layer, count) => edit(withUnits(state.declaration, layer, count), `[aria-label^="One unit ${count > network.layers[layer].units ? 'more' : 'less'} in ${network.layers[layer].name}"]`),
  activation: (layer, name) => edit(withActivation(state.declaration, layer, name), `[aria-label="Activation of ${network.layers[layer].name}"]`),
  remove: layer => edit(withoutLayer(state.declaration, layer), '#add-layer'),
});
const inspector = new Inspector(at('inspector'), {
  weight: (layer, unit, index, value) => { send('weight', { layer, unit, index, value }); askAgain(); },
  point: point => pin(point),
});
const plane = new Plane(at('plane'), { hover, pin: (x, y) => pin({ x, y, target: nearestTarget(x, y) }), paint });
const chart = new LossChart(at('loss-chart'));
const declaration = new Editor(at('declaration-editor'), { label: 'Declaration of the network', changed: text => edit(text) });
const training = new Editor(at('training-editor'), { label: 'Training options', changed: text => train(text) });
const bar = new OptionsBar(at('options'), {
  training: text => train(text),
  declaration: text => edit(text),
  speed: value => { state.speed = value; send('speed', { epochsPerSecond: value }); remember(); },
}, () => state);
const panel = new DataPanel(at('data'), { changed: changeData, pasted: text => send('paste', { text }) });
const slow = new SlowMotion(at('slow-motion'), diagram, {
  begin: () => { pause(); send('explain'); },
  step: () => send('step', { unit: 'example' }),
  select: number => diagram.select(number),
  mark: (kind, layer) => markSteps(at('emitted-steps'), kind, network?.layers[layer] ?? null),
  end: () => markSteps(at('emitted-steps'), '', null),
});

/** The state that the address has after its `#`: that of an example by its name, or one that was copied. Null where it has none. */
function stateOfAddress() {
  const example = exampleOfAddress();
  return example ? stateOf(example) : decode(location.hash.slice(1), plain);
}

function exampleOfAddress() {
  return presets.find(one => one.id === location.hash.slice(1));
}

// What the server says

on('data', message => {
  data = message;
  plane.show(message);
  showScale();
});

on('training', message => {
  if (message.version === version) {
    training.show(message.findings);
  }
});

on('declaration', message => {
  if (message.version === version) {
    declaration.show(message.findings);
    if (!message.isNetwork) {
      document.body.dataset.settled = 'refused';
      at('compiled').textContent = 'Not compiled; the network below is the last one that was.';
    }
  }
});

on('network', message => {
  network = message;
  lastFrame = null;
  const isCompiled = network.isCompiled;
  chart.clear();
  diagram.frame = null;
  diagram.show(network, state.data.features, layers(state.declaration));
  inspector.passes = null;
  inspector.number = diagram.selected;
  inspector.network(network, state.data.features, state.data.isRegression);
  at('network-facts').textContent = `${network.parameterCount} parameters, ${network.loss}`;
  at('compiled').textContent = `${isCompiled ? 'Compiled, loaded' : 'Begun'} in ${Math.round(performance.now() - openedAt)} ms.`;
  at('add-layer').disabled = network.layers.length >= 16;
  showFiles();
  restoreFocus();
  if (slow.isOpen) {
    slow.acts.begin();
  } else if (state.point) {
    ask(state.point);
  }
});

on('frame', frame => {
  send('drawn');
  lastFrame = frame;
  if (!isScheduled) {
    isScheduled = true;
    requestAnimationFrame(draw);
  }
});

on('passes', message => {
  isAsking = false;
  if (message.isNext && slow.isOpen) {
    slow.show(network, message.passes);
    state.point = { x: message.passes.x, y: message.passes.y, target: message.passes.target };
    plane.mark(state.point);
  }

  inspector.show(message.passes);
  if (wanted) {
    const next = wanted;
    wanted = null;
    ask(next);
  }
});

on('points', message => {
  panel.change({ shape: 'points', points: message.points, isRegression: message.isRegression, from: message.from, to: message.to });
  say(message.names.length ? `Classes: ${message.names.map((name, i) => `${i} is ${name}`).join(', ')}.` : '');
});

on('stopped', () => {
  isPlaying = false;
  showPlaying();
});

on('saved', message => waitingForSave?.(message.parameters));
on('message', message => { isAsking = false; say(message.text); });
on('closed', () => {
  isAsking = false;
  isPlaying = false;
  showPlaying();
  say('The server does not answer. Trying again.');
});

// What changes the state

/** Begins anew with the state, `keep` has the weights that are to stay. */
function open(keepsWeights = false) {
  version++;
  opened = version;
  document.body.dataset.settled = 'false';
  openedAt = performance.now();
  at('compiled').textContent = 'Compiling …';
  say('');
  wanted = null;
  isAsking = false;
  show();
  const { declaration: text, training: options, data: points, seed, parameters } = state;
  send('open', { version, declaration: text, training: options, data: points, seed, parameters, keepsWeights });
  send('speed', { epochsPerSecond: state.speed });
}

/** Another text of the class. Weights that were set by name may not fit it any more. */
function edit(text, focus = null) {
  if (text === state.declaration) {
    return;
  }

  state.declaration = text;
  state.parameters = {};
  refocus = focus;
  open();
}

function train(text) {
  state.training = text;
  version++;
  training.text = text;
  bar.show(state);
  remember();
  send('train', { version, text });
}

/** Other data; the declaration follows where it has to. */
function changeData(points, changed, isPainted = false) {
  const count = changed.features?.length;
  let text = count ? withInputs(state.declaration, count) : state.declaration;
  const isRegression = points.shape === 'points' ? points.isRegression : ['plane', 'hills'].includes(points.shape);
  const classes = points.shape === 'points' ? Math.max(2, ...points.points.map(point => point[2] + 1)) : ['circle', 'gauss', 'spiral'].includes(points.shape) ? points.classes : 2;
  text = withEnd(text, { isRegression, classes });
  if (text !== state.declaration) {
    state.parameters = {};
  }

  const keepsWeights = isPainted && text === state.declaration;
  state.declaration = text;
  state.data = points;
  state.point = null;
  open(keepsWeights);
}

function paint(x, y) {
  const last = state.data.points.at(-1);
  const near = (state.data.to - state.data.from) / 40;
  if (last && Math.hypot(last[0] - x, last[1] - y) < near) {
    return;
  }

  const points = [...state.data.points, [x, y, panel.brushClass]];
  panel.set({ ...state.data, points, isRegression: false });
  changeData(panel.data, {}, true);
}

function play(isOn) {
  isPlaying = isOn;
  send(isOn ? 'play' : 'pause');
  showPlaying();
}

function pause() {
  if (isPlaying) {
    play(false);
  }
}

function restart(seed) {
  state.seed = seed;
  open();
}

// The point that is looked at

function ask(point) {
  if (!network || (slow.isOpen && point !== null)) {
    return;
  }

  if (isAsking) {
    wanted = point;
  } else {
    isAsking = true;
    send('explain', point);
  }
}

function askAgain() {
  if (state.point) {
    ask(state.point);
  }
}

function nearestTarget(x, y) {
  const points = data ? [...data.training, ...data.test] : [];
  return points.reduce((best, point) => Math.hypot(point[0] - x, point[1] - y) < best.distance ? { distance: Math.hypot(point[0] - x, point[1] - y), target: point[2] } : best, { distance: Infinity, target: 0 }).target;
}

function hover(x, y) {
  if (!slow.isOpen) {
    const point = x === null ? state.point : { x, y, target: nearestTarget(x, y) };
    if (point) {
      ask(point);
    }
  }
}

function pin(point) {
  state.point = point;
  plane.mark(point);
  remember();
  ask(point);
}

// What shows the state

function show() {
  declaration.text = state.declaration;
  training.text = state.training;
  bar.show(state);
  panel.set(state.data);
  plane.isPainting = state.data.shape === 'points';
  plane.host.classList.toggle('painting', plane.isPainting);
  plane.mark(state.point);
  remember();
}

let refocus = null;

/** A control that was replaced by what it did gets the focus again. */
function restoreFocus() {
  if (refocus) {
    document.querySelector(refocus)?.focus();
    refocus = null;
  }
}

function remember() {
  const own = state.data.points.length > 300 ? { ...state, data: { ...state.data, points: state.data.points.slice(0, 300) } } : state;
  history.replaceState(null, '', `#${encode(own)}`);
}

function draw() {
  isScheduled = false;
  const frame = lastFrame;
  if (!frame || !network || frame.version !== network.version) {
    return;
  }

  plane.drawMap(frame);
  diagram.draw(frame);
  document.body.dataset.settled = String(frame.version === opened);
  inspector.frame(frame.weights);
  const { scores } = frame;
  chart.add(frame.epochs, scores.trainingLoss, scores.testLoss);
  showNorms(at('norms'), network.layers, scores.gradientNorms);
  at('epoch').textContent = short(frame.epochs, frame.epochs < 10 ? 2 : 0);
  at('loss').textContent = short(scores.trainingLoss);
  at('test-loss').textContent = short(scores.testLoss);
  const percent = value => value === null ? '–' : `${(100 * value).toFixed(1)} %`;
  at('accuracy').textContent = percent(scores.trainingAccuracy);
  at('test-accuracy').textContent = percent(scores.testAccuracy);
  at('rate').textContent = isPlaying ? large(frame.samplesPerSecond) : '–';
  const warnings = [
    scores.isVanishing ? 'The gradient vanishes: the first layer gets less than a thousandth of what the last one gets. ReLU, fewer layers or normalisation help.' : '',
    scores.deadUnits.length ? `Dead: neuron ${scores.deadUnits.map(number => number + 1).join(', ')} gives 0 for every training point, so no gradient comes through.` : '',
  ].filter(Boolean).join(' ');
  at('warning').hidden = !warnings;
  if (at('warning').textContent !== warnings) {
    at('warning').textContent = warnings;
  }

  if (state.point && !slow.isOpen) {
    ask(state.point);
  }
}

function showPlaying() {
  at('play').setAttribute('aria-pressed', String(isPlaying));
  at('play').setAttribute('aria-label', isPlaying ? 'Pause' : 'Train');
}

function showScale() {
  const classes = data.isRegression ? [] : Array.from({ length: data.classes }, (_, i) => element('span', { className: `class-${i}`, textContent: `class ${i}` }));
  at('scale').replaceChildren(...(classes.length ? classes : [element('span', { textContent: '−1' }), element('span', { className: 'ramp' }), element('span', { textContent: '1' })]));
}

function showFiles() {
  const file = at('file');
  const chosen = file.value || 'steps';
  file.replaceChildren(element('option', { value: 'steps', textContent: 'The training, step by step' }), ...network.files.map(one => element('option', { value: one.name, textContent: one.name })));
  file.value = network.files.some(one => one.name === chosen) ? chosen : 'steps';
  showFile();
}

function showFile() {
  if (at('emitted').open && network) {
    const isSteps = at('file').value === 'steps';
    const name = isSteps ? `${network.name}.g.cs` : at('file').value;
    const text = network.files.find(one => one.name === name)?.text ?? '';
    at('emitted-steps').hidden = !isSteps;
    at('emitted-code').hidden = isSteps;
    if (isSteps) {
      showSteps(at('emitted-steps'), text);
    } else {
      at('emitted-code').replaceChildren(highlight(text));
    }
  }
}

function say(text) {
  at('message').textContent = text;
}

// The controls of the page itself

const preset = at('preset');
for (const group of [...new Set(presets.map(one => one.group))]) {
  preset.append(element('optgroup', { label: group }, ...presets.filter(one => one.group === group).map(one => element('option', { value: one.id, textContent: one.title }))));
}

preset.value = (exampleOfAddress() ?? presets[0]).id;
preset.addEventListener('change', () => {
  const chosen = presets.find(one => one.id === preset.value);
  pause();
  if (slow.isOpen) {
    toggleSlow();
  }

  state = stateOf(chosen);
  diagram.selected = -1;
  open();
  say(chosen.about);
});

function toggleSlow() {
  at('slow').setAttribute('aria-pressed', String(!slow.isOpen));
  if (slow.isOpen) {
    slow.close();
  } else {
    at('emitted').open = true;
    slow.open();
  }
}

at('play').addEventListener('click', () => play(!isPlaying));
at('restart').addEventListener('click', () => restart(state.seed));
at('reseed').addEventListener('click', () => restart(1 + Math.floor(Math.random() * 1000)));
at('add-layer').addEventListener('click', () => {
  const last = layers(state.declaration).at(-2);
  edit(withLayer(state.declaration, 4, last?.activation?.name ?? 'Tanh'), '#add-layer');
});
at('slow').addEventListener('click', toggleSlow);
at('emitted').addEventListener('toggle', showFile);
at('file').addEventListener('change', showFile);
at('show-test').addEventListener('change', event => { plane.options.test = event.target.checked; plane.drawDots(); });
at('sharp').addEventListener('change', event => { plane.options.sharp = event.target.checked; plane.drawMap(lastFrame); });
document.querySelectorAll('[data-step]').forEach(button => button.addEventListener('click', () => {
  isPlaying = false;
  showPlaying();
  send('step', { unit: button.dataset.step });
}));
at('share').addEventListener('click', () => {
  waitingForSave = async parameters => {
    waitingForSave = null;
    const saved = { ...state, parameters };
    const address = `${location.origin}${location.pathname}#${encode(saved)}`;
    history.replaceState(null, '', address);
    try {
      await navigator.clipboard.writeText(address);
      say('Copied: the link has the network, its weights of now, and the data.');
    } catch {
      say('The link stands in the address of this page: it has the network, its weights of now, and the data.');
    }
  };
  send('save');
});
window.addEventListener('hashchange', () => {
  const found = stateOfAddress();
  if (found) {
    state = found;
    preset.value = exampleOfAddress()?.id ?? preset.value;
    open();
  }
});

connect(() => open());
