// The network as it is drawn: a column for the inputs and each layer, a button for each neuron, lines for the weights.

import { drawMap, signColour, onColours } from './colours.js';
import { activations } from './declaration.js';
import { element, short } from './numbers.js';

const mostLines = 1500;

export class Diagram {
  /** A diagram in an element. `acts` has select(neuron), units(layer, count), activation(layer, name) and remove(layer). */
  constructor(host, acts) {
    this.host = host;
    this.acts = acts;
    this.selected = -1;
    this.lines = [];
    this.canvas = element('canvas', { className: 'lines' });
    this.canvas.setAttribute('aria-hidden', 'true');
    this.tip = element('div', { className: 'tip', hidden: true });
    this.columns = element('div', { className: 'columns' }, element('p', { className: 'note', textContent: 'The first network is being compiled …' }));
    host.append(this.canvas, this.columns, this.tip);
    new ResizeObserver(() => this.place()).observe(this.columns);
    onColours(() => this.draw(this.frame));
    host.addEventListener('pointermove', event => this.point(event));
    host.addEventListener('pointerleave', () => { this.tip.hidden = true; });
    host.addEventListener('click', event => this.pick(event));
    host.addEventListener('keydown', event => this.move(event));
  }

  /** Shows a network; `controls` has what the text says of each layer, `features` the words of the inputs. */
  show(network, features, controls) {
    this.network = network;
    this.neurons = [];
    const inputs = features.map((feature, i) => this.neuron(i, `Input ${i + 1}, ${feature}`, feature));
    this.columns.replaceChildren(this.column('Inputs', '', inputs, null));
    network.layers.forEach((layer, number) => {
      const units = Array.from({ length: layer.units }, (_, unit) => this.neuron(layer.firstNeuron + unit, `Neuron ${layer.firstNeuron + unit + 1}, ${layer.name} unit ${unit + 1}`, ''));
      const isLast = number === network.layers.length - 1;
      this.columns.append(this.column(layer.name, layer.activation, units, controls[number] ?? null, number, isLast));
    });
    if (this.selected < 0 || this.selected >= this.neurons.length) {
      this.selected = this.neurons.length - 1;
    }

    this.neurons.forEach((neuron, i) => { neuron.tabIndex = i === this.selected ? 0 : -1; });
    this.mark();
    this.place();
  }

  column(name, activation, neurons, control, number = -1, isLast = false) {
    const most = neurons.length;
    const size = most <= 8 ? 'large' : most <= 16 ? 'middle' : 'small';
    const column = element('div', { className: `column ${size}` });
    const head = element('div', { className: 'column-head' }, element('span', { className: 'layer-name', textContent: name }));
    if (control && !isLast) {
      const count = element('span', { className: 'units', textContent: `${most}` });
      head.append(
        element('div', { className: 'stepper' },
          element('button', { type: 'button', className: 'tiny', textContent: '−', ariaLabel: `One unit less in ${name}`, disabled: most <= 1, onclick: () => this.acts.units(number, most - 1) }),
          count,
          element('button', { type: 'button', className: 'tiny', textContent: '+', ariaLabel: `One unit more in ${name}`, disabled: most >= 64, onclick: () => this.acts.units(number, most + 1) })),
        this.choice(name, number, control.activation?.name ?? ''),
        element('button', { type: 'button', className: 'tiny remove', textContent: '×', ariaLabel: `Remove ${name}`, onclick: () => this.acts.remove(number) }));
    } else if (number >= 0) {
      head.append(element('span', { className: 'note', textContent: activation || 'sum' }));
    }

    column.append(head, element('div', { className: 'neurons' }, ...neurons));
    return column;
  }

  choice(name, number, activation) {
    const names = activations.includes(activation) || activation === '' ? activations : [activation, ...activations];
    const select = element('select', { ariaLabel: `Activation of ${name}`, onchange: event => this.acts.activation(number, event.target.value) },
      element('option', { value: '', textContent: 'none' }), ...names.map(option => element('option', { value: option, textContent: option })));
    select.value = activation;
    return select;
  }

  neuron(number, label, caption) {
    const canvas = element('canvas', { width: 40, height: 40 });
    const button = element('button', { type: 'button', className: 'neuron', onfocus: () => this.focused(number), onclick: () => this.select(number) }, canvas);
    button.setAttribute('aria-label', label);
    button.setAttribute('aria-pressed', 'false');
    if (caption) {
      button.append(element('span', { className: 'caption', textContent: caption }));
    }

    button.append(element('span', { className: 'value' }));
    this.neurons[number] = button;
    return button;
  }

  /** Draws the state of a frame. */
  draw(frame) {
    if (!frame || !this.network || frame.maps.length !== this.neurons.length) {
      return;
    }

    this.frame = frame;
    frame.maps.forEach((map, i) => drawMap(this.neurons[i].firstChild, map, frame.neuronSide));
    const dead = new Set(frame.scores.deadUnits);
    this.neurons.forEach((neuron, i) => neuron.classList.toggle('dead', dead.has(i)));
    this.drawLines(frame.weights);
  }

  /** Words at each neuron; none where the list is empty. They are drawn by the style sheet, so that they are no part of the neuron's name. */
  values(words) {
    this.neurons.forEach((neuron, i) => { neuron.querySelector('.value').dataset.words = words[i] ?? ''; });
  }

  /** Marks a layer, as slow motion goes: -1 are the inputs, null is none. */
  highlight(layer, isBackward = false) {
    [...this.columns.children].forEach((column, i) => {
      column.classList.toggle('active', layer !== null && i === layer + 1);
      column.classList.toggle('backward', isBackward);
      if (layer !== null && i === layer + 1) {
        this.host.scrollLeft = Math.max(0, column.offsetLeft - this.host.clientWidth / 2);
      }
    });
  }

  select(number) {
    this.selected = number;
    this.mark();
    this.acts.select(number);
  }

  focused(number) {
    this.neurons.forEach((neuron, i) => { neuron.tabIndex = i === number ? 0 : -1; });
  }

  mark() {
    this.neurons.forEach((neuron, i) => neuron.setAttribute('aria-pressed', String(i === this.selected)));
  }

  /** Arrow keys go up and down in a layer, left and right between layers. */
  move(event) {
    const at = this.neurons.indexOf(event.target);
    const columns = [...this.columns.children].map(column => [...column.querySelectorAll('.neuron')]);
    const column = columns.findIndex(list => list.includes(event.target));
    if (at < 0 || column < 0) {
      return;
    }

    const row = columns[column].indexOf(event.target);
    const [toColumn, toRow] = { ArrowUp: [column, row - 1], ArrowDown: [column, row + 1], ArrowLeft: [column - 1, row], ArrowRight: [column + 1, row], Home: [0, 0], End: [columns.length - 1, 0] }[event.key] ?? [];
    const list = columns[toColumn];
    if (list && toRow >= 0) {
      event.preventDefault();
      list[Math.min(toRow, list.length - 1)].focus();
    }
  }

  /** Measures where the neurons are. */
  place() {
    if (!this.network) {
      return;
    }

    const origin = this.columns.getBoundingClientRect();
    this.places = this.neurons.map(neuron => {
      const box = neuron.firstChild.getBoundingClientRect();
      return { left: box.left - origin.left, right: box.right - origin.left, y: box.top + box.height / 2 - origin.top };
    });
    const scale = Math.min(2, devicePixelRatio || 1);
    this.canvas.width = Math.max(1, this.columns.scrollWidth * scale);
    this.canvas.height = Math.max(1, this.columns.scrollHeight * scale);
    this.canvas.style.width = `${this.columns.scrollWidth}px`;
    this.canvas.style.height = `${this.columns.scrollHeight}px`;
    this.canvas.getContext('2d').setTransform(scale, 0, 0, scale, 0, 0);
    if (this.frame) {
      this.drawLines(this.frame.weights);
    }
  }

  drawLines(weights) {
    const context = this.canvas.getContext('2d');
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.lines = [];
    let at = 0;
    this.network.layers.forEach((layer, number) => {
      for (let unit = 0; unit < layer.units; unit++, at++) {
        for (let i = 0; i < layer.sources.length; i++, at++) {
          if (weights[at] !== 0) {
            layer.sources[i].forEach(from => this.lines.push({ from, to: layer.firstNeuron + unit, layer: number, unit, index: i, weight: weights[at] }));
          }
        }
      }
    });
    if (this.lines.length > mostLines) {
      const sizes = Float32Array.from(this.lines, line => Math.abs(line.weight)).sort();
      const least = sizes[sizes.length - mostLines];
      this.lines = this.lines.filter(line => Math.abs(line.weight) >= least);
    }

    for (const line of this.lines) {
      const [a, b] = [this.places[line.from], this.places[line.to]];
      const size = Math.abs(line.weight);
      const touches = line.to === this.selected || line.from === this.selected;
      context.strokeStyle = signColour(Math.sign(line.weight) * Math.min(1, 0.45 + size / 3));
      context.globalAlpha = this.selected >= 0 && !touches ? 0.35 : 0.95;
      context.lineWidth = Math.min(9, 0.6 + 2.4 * Math.sqrt(size) * Math.min(1, size + 0.2));
      const middle = (a.right + b.left) / 2;
      context.beginPath();
      context.moveTo(a.right, a.y);
      context.bezierCurveTo(middle, a.y, middle, b.y, b.left, b.y);
      context.stroke();
    }

    context.globalAlpha = 1;
  }

  /** The line under the mouse. */
  under(event) {
    const origin = this.columns.getBoundingClientRect();
    const [x, y] = [event.clientX - origin.left, event.clientY - origin.top];
    let best = null;
    let distance = 6;
    for (const line of this.lines) {
      const [a, b] = [this.places[line.from], this.places[line.to]];
      if (x < a.right || x > b.left) {
        continue;
      }

      // y over x of the curve: x(t) of a cubic whose handles lie in the middle is monotone, so a few halvings find t.
      let [low, high] = [0, 1];
      const middle = (a.right + b.left) / 2;
      const at = (t, p, q, r, s) => (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * q + 3 * (1 - t) * t * t * r + t ** 3 * s;
      for (let i = 0; i < 12; i++) {
        const t = (low + high) / 2;
        [low, high] = at(t, a.right, middle, middle, b.left) < x ? [t, high] : [low, t];
      }

      const off = Math.abs(at(low, a.y, a.y, b.y, b.y) - y);
      if (off < distance) {
        [best, distance] = [line, off];
      }
    }

    return best;
  }

  point(event) {
    const line = event.target.closest('.neuron, .column-head') ? null : this.under(event);
    this.tip.hidden = !line;
    this.host.classList.toggle('on-line', Boolean(line));
    if (line) {
      const box = this.host.getBoundingClientRect();
      this.tip.textContent = `w ${line.from + 1}→${line.to + 1} = ${short(line.weight)}`;
      this.tip.style.left = `${event.clientX - box.left + this.host.scrollLeft + 12}px`;
      this.tip.style.top = `${event.clientY - box.top + this.host.scrollTop + 12}px`;
    }
  }

  pick(event) {
    const line = event.target.closest('.neuron, .column-head') ? null : this.under(event);
    if (line) {
      this.select(line.to);
      this.acts.edit(line.index);
    }
  }
}

