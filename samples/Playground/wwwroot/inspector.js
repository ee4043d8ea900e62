// One neuron: its weights to be changed by hand, and its numbers for a point, each with the formula that it comes from, filled in.

import { derivative, functionName } from './functions.js';
import { element, fixed, short } from './numbers.js';

const sub = text => element('sub', { textContent: text });

export class Inspector {
  /** An inspector in an element. `acts` has weight(layer, unit, index, value) and point({ x, y, target }). */
  constructor(host, acts) {
    this.host = host;
    this.acts = acts;
    this.number = -1;
    this.passes = null;
    const input = (label, step) => {
      const field = element('input', { type: 'number', step });
      field.addEventListener('change', () => this.pointChanged());
      return [element('label', { className: 'field' }, label, field), field];
    };
    const [x, y] = [input('x', '0.1'), input('y', '0.1')];
    [this.x, this.y] = [x[1], y[1]];
    const [target, targetField] = input('wanted', '1');
    this.target = targetField;
    this.pointRow = element('div', { className: 'row', role: 'group', ariaLabel: 'Point' }, x[0], y[0], target);
    this.body = element('div');
    this.loss = element('p', { className: 'formula' });
    host.append(this.pointRow, this.loss, this.body);
    this.empty();
  }

  empty() {
    this.body.replaceChildren(element('p', { className: 'note', textContent: 'Choose a neuron in the network, and move over the square or write a point above.' }));
  }

  pointChanged() {
    const [x, y, target] = [this.x, this.y, this.target].map(field => Number(field.value || 0));
    this.acts.point({ x, y, target });
  }

  /** A network has come; the same neuron stays chosen where there is one. */
  network(network, features, isRegression) {
    this.net = network;
    this.features = features;
    this.target.step = isRegression ? '0.1' : '1';
    for (const field of [this.x, this.y, this.target]) {
      field.value = '';
    }

    this.loss.replaceChildren();
    this.select(this.number);
  }

  /** Where the numbers of a neuron stand: layer, unit, and the index of its first weight. */
  place(number) {
    let at = 0;
    for (const [i, layer] of this.net.layers.entries()) {
      const row = layer.sources.length + 1;
      if (number >= layer.firstNeuron && number < layer.firstNeuron + layer.units) {
        const unit = number - layer.firstNeuron;
        return { layer, number: i, unit, start: at + unit * row };
      }

      at += row * layer.units;
    }

    return null;
  }

  select(number) {
    this.number = number;
    if (!this.net || number < 0) {
      this.empty();
      return;
    }

    const place = this.place(number);
    if (!place) {
      this.body.replaceChildren(element('h3', { textContent: `Input ${number + 1}: ${this.features[number]}` }), this.formulas = element('div', { className: 'formulas' }));
      this.fields = [];
      this.update();
      return;
    }

    const { layer, number: index, unit } = place;
    const title = element('h3', {}, `Neuron ${number + 1}: ${layer.name}, unit ${unit + 1}`, element('span', { className: 'note', textContent: ` ${layer.activation || 'no activation'}` }));
    this.formulas = element('div', { className: 'formulas' });
    this.fields = [];
    const body = element('tbody');
    [...layer.sources, null].forEach((source, i) => {
      if (source === null && !layer.hasBias) {
        return;
      }

      const name = source === null ? 'bias' : source.map(from => this.sourceName(from)).join(' with ');
      const field = element('input', { type: 'number', step: '0.1', ariaLabel: source === null ? `Bias of neuron ${number + 1}` : `Weight from ${name} to neuron ${number + 1}` });
      field.addEventListener('change', () => field.value !== '' && this.acts.weight(index, unit, i, Number(field.value)));
      const cells = [element('td', { className: 'taken' }), element('td', { className: 'product' })];
      body.append(element('tr', {}, element('th', { scope: 'row', textContent: name }), element('td', {}, field), ...cells));
      this.fields.push({ field, cells, index: i, source });
    });
    const head = element('thead', {}, element('tr', {}, ...['from', 'weight', 'takes', 'weight × it'].map(text => element('th', { scope: 'col', textContent: text }))));
    const table = element('table', { className: 'weights' }, head, body);
    this.body.replaceChildren(title, this.formulas, element('div', { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: 'Weights of this neuron' }, table));
    this.update();
  }

  /** Puts the cursor into a weight. */
  edit(index) {
    const found = this.fields?.find(item => item.index === index);
    found?.field.focus();
    found?.field.select();
  }

  sourceName(from) {
    return from < this.net.inputSize ? this.features[from] : `neuron ${from + 1}`;
  }

  /** The passes over the point. */
  show(passes) {
    this.passes = passes;
    for (const [field, value] of [[this.x, passes.x], [this.y, passes.y], [this.target, passes.target]]) {
      if (document.activeElement !== field) {
        field.value = String(Math.round(value * 1e4) / 1e4);
      }
    }

    this.update();
  }

  /** The weights of a frame. */
  frame(weights) {
    this.weights = weights;
    if (!this.passes) {
      this.update();
    }
  }

  output(index) {
    const inputs = this.net.inputSize;
    return index < inputs ? this.passes.inputs[index] : this.passes.neurons[index - inputs].output;
  }

  update() {
    const passes = this.passes;
    const weights = passes?.weights ?? this.weights;
    if (!this.net || !weights) {
      return;
    }

    if (passes) {
      this.loss.replaceChildren('Loss of this point: ', element('strong', { textContent: fixed(passes.loss, 6) }), `, it says ${passes.outputs.map(value => fixed(value)).join(', ')}`);
    }

    if (this.number < 0 || !this.formulas) {
      return;
    }

    const place = this.place(this.number);
    if (!place) {
      this.formulas.replaceChildren(passes ? element('p', { className: 'formula' }, 'a', sub(this.number + 1), ` = ${fixed(passes.inputs[this.number])}`) : '');
      return;
    }

    const { layer, start } = place;
    const terms = [];
    for (const { field, cells, index, source } of this.fields) {
      const weight = weights[start + index];
      if (document.activeElement !== field) {
        field.value = String(Math.round(weight * 1e4) / 1e4);
      }

      const taken = source === null ? 1 : passes && source.length === 1 ? this.output(source[0]) : null;
      cells[0].textContent = taken === null ? '' : short(taken);
      cells[1].textContent = taken === null ? '' : short(weight * taken);
      terms.push({ weight, taken, source });
    }

    this.formulas.replaceChildren(...(passes ? this.forward(layer, terms) : []), ...(passes ? this.backward(place, weights) : []));
  }

  forward(layer, terms) {
    const j = this.number + 1;
    const neuron = this.passes.neurons[this.number - this.net.inputSize];
    const bias = terms.find(term => term.source === null);
    const others = terms.filter(term => term.source !== null);
    const shown = others.slice(0, 4);
    const words = shown.map(term => `${short(term.weight, 4)}·${term.taken === null ? '…' : bracket(term.taken)}`);
    const filled = [...(bias ? [short(bias.weight, 4)] : []), ...words, ...(others.length > 4 ? ['…'] : [])].join(' + ').replaceAll('+ −', '− ');
    const sum = element('p', { className: 'formula' }, 'in', sub(j), ' = ', ...(bias ? ['w', sub(`0,${j}`), ' + '] : []), 'Σ w', sub(`i,${j}`), ' a', sub('i'), ` = ${filled} = `, element('strong', { className: 'sum', textContent: fixed(neuron.sum) }));
    const output = element('p', { className: 'formula' }, 'a', sub(j), ` = ${functionName(layer.activation)}(`, 'in', sub(j), ') = ', element('strong', { className: 'activation', textContent: fixed(neuron.output) }));
    return [sum, output];
  }

  backward({ layer, number }, weights) {
    const j = this.number + 1;
    const neuron = this.passes.neurons[this.number - this.net.inputSize];
    if (neuron.delta === null) {
      return [element('p', { className: 'note', textContent: 'Without a bias, and with nothing that it takes, its delta cannot be read from the gradients.' })];
    }

    const takers = this.takers(weights);
    const strong = element('strong', { className: 'delta', textContent: fixed(neuron.delta) });
    const slope = derivative(layer.activation, neuron.sum, neuron.output);
    if (number === this.net.layers.length - 1 || takers.length === 0) {
      const unit = this.number - layer.firstNeuron;
      return [element('p', { className: 'formula' }, 'δ', sub(j), ' = ∂E/∂in', sub(j), ` = `, strong, element('span', { className: 'note', textContent: `  where ${fixed(this.passes.targets[unit])} was wanted, and it says ${fixed(this.passes.outputs[unit])}` })), this.rule(j)];
    }

    const back = takers.reduce((all, taker) => all + taker.weight * (taker.delta ?? 0), 0);
    const words = takers.slice(0, 3).map(taker => `${short(taker.weight)}·${bracket(taker.delta)}`).join(' + ').replaceAll('+ −', '− ') + (takers.length > 3 ? ' + …' : '');
    return [element('p', { className: 'formula' }, 'δ', sub(j), ' = f′(in', sub(j), ') Σ w', sub(`${j},k`), ' δ', sub('k'), ` = ${slope === null ? 'f′' : short(slope)} · (${words}) = `, strong,
      element('span', { className: 'note', textContent: `  the sum is ${short(back)}` })), this.rule(j)];
  }

  rule(j) {
    return element('p', { className: 'formula quiet' }, 'Each weight moves against δ', sub(j), ' a', sub('i'), ', the bias against δ', sub(j), '.');
  }

  /** The neurons that take this one's output. */
  takers(weights) {
    const found = [];
    let at = 0;
    for (const layer of this.net.layers) {
      for (let unit = 0; unit < layer.units; unit++, at += layer.sources.length + 1) {
        layer.sources.forEach((source, i) => {
          if (source.includes(this.number)) {
            found.push({ weight: weights[at + i], delta: this.passes.neurons[layer.firstNeuron + unit - this.net.inputSize].delta });
          }
        });
      }
    }

    return found;
  }
}

const bracket = value => value < 0 ? `(${short(value)})` : short(value);
