// Slow motion: the passes over the next example, layer by layer, forward and back, and then the step itself.

import { element, fixed, short } from './numbers.js';

const pace = 1600;

export class SlowMotion {
  /** Slow motion in an element. `acts` has begin(), which asks for the passes, step(), select(neuron), mark(phase, layer) and end(). */
  constructor(host, diagram, acts) {
    this.host = host;
    this.diagram = diagram;
    this.acts = acts;
    this.words = element('p', { ariaLive: 'polite' });
    this.words.setAttribute('aria-live', 'polite');
    this.back = element('button', { type: 'button', className: 'small', textContent: 'Back', onclick: () => this.go(this.at - 1) });
    this.next = element('button', { type: 'button', className: 'small', textContent: 'Next', onclick: () => this.forward() });
    this.run = element('button', { type: 'button', className: 'small', textContent: 'Run', onclick: () => this.toggle() });
    this.run.setAttribute('aria-pressed', 'false');
    host.append(this.words, element('div', { className: 'row' }, this.back, this.next, this.run));
    this.isOpen = false;
  }

  open() {
    this.isOpen = true;
    this.host.hidden = false;
    this.acts.begin();
  }

  close() {
    this.isOpen = false;
    this.host.hidden = true;
    this.stop();
    this.diagram.highlight(null);
    this.diagram.values([]);
    this.acts.end();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.run.setAttribute('aria-pressed', 'false');
  }

  toggle() {
    if (this.timer) {
      this.stop();
      return;
    }

    this.run.setAttribute('aria-pressed', 'true');
    this.timer = setInterval(() => this.forward(), pace);
  }

  /** The passes have come. */
  show(network, passes) {
    this.network = network;
    this.passes = passes;
    const last = network.layers.length - 1;
    this.phases = [
      { kind: 'input', layer: -1 },
      ...network.layers.map((_, layer) => ({ kind: 'forward', layer })),
      { kind: 'loss', layer: last },
      ...network.layers.map((_, i) => ({ kind: 'backward', layer: last - i })),
      { kind: 'step', layer: null },
    ];
    this.go(0);
  }

  forward() {
    if (!this.phases) {
      return;
    }

    if (this.at < this.phases.length - 1) {
      this.go(this.at + 1);
    } else {
      this.acts.step();
      this.acts.begin();
    }
  }

  go(at) {
    this.at = Math.max(0, at);
    this.back.disabled = this.at === 0;
    const { kind, layer } = this.phases[this.at];
    const { passes, network } = this;
    const inputs = network.inputSize;
    const isBack = kind === 'backward' || kind === 'step';
    this.next.textContent = kind === 'step' ? 'Do the step' : 'Next';
    this.diagram.highlight(kind === 'step' ? null : layer, isBack);
    const lastDone = isBack ? network.layers.length - 1 : layer;
    const words = passes.inputs.map(value => short(value, 2));
    network.layers.forEach((one, i) => {
      for (let unit = 0; unit < one.units; unit++) {
        const neuron = passes.neurons[one.firstNeuron + unit - inputs];
        const hasDelta = isBack && (kind === 'step' || i >= layer);
        words[one.firstNeuron + unit] = hasDelta ? `δ ${short(neuron.delta, 3)}` : i <= lastDone ? short(neuron.output, 3) : '';
      }
    });
    this.diagram.values(words);
    this.words.textContent = this.text(kind, layer);
    this.acts.mark(kind, layer);
    if (layer !== null && layer >= 0) {
      this.acts.select(network.layers[layer].firstNeuron);
    }
  }

  text(kind, layer) {
    const { passes, network } = this;
    const one = network.layers[layer];
    const first = one ? passes.neurons[one.firstNeuron - network.inputSize] : null;
    switch (kind) {
      case 'input':
        return `Forward. The next example is at (${short(passes.x, 2)}, ${short(passes.y, 2)}); wanted is ${passes.targets.map(value => short(value, 2)).join(', ')}.`;
      case 'forward':
        return `Forward, ${one.name}: each neuron sums its weights times what it takes, and its activation makes a_j of it. Neuron ${one.firstNeuron + 1}: in = ${fixed(first.sum)}, a = ${fixed(first.output)}.`;
      case 'loss':
        return `The network says ${passes.outputs.map(value => fixed(value)).join(', ')}; wanted is ${passes.targets.map(value => short(value, 2)).join(', ')}. The loss is ${fixed(passes.loss, 6)}.`;
      case 'backward':
        return `Back, ${one.name}: delta says how the loss moves with the sum of a neuron. Neuron ${one.firstNeuron + 1}: δ = ${fixed(first.delta)}.`;
      default:
        return 'Each weight now moves against its gradient, δ of the neuron times what the weight takes, as the optimizer has it.';
    }
  }
}
