// The controls of the training: each changes a place in the text of the options, or of the declaration.

import { layers, withDropout } from './declaration.js';
import { element } from './numbers.js';
import { optimizers, schedules, settings, withOptimizer, withPenalty, withProperty } from './training.js';

const rates = [0.0001, 0.001, 0.003, 0.01, 0.03, 0.05, 0.1, 0.3, 0.5, 1, 3];
const penalties = [0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1];
const speeds = { 1: '1 epoch/s', 5: '5 epochs/s', 20: '20 epochs/s', 60: '60 epochs/s', 200: '200 epochs/s', 1000: '1000 epochs/s', 0: 'as fast as it can' };

export class OptionsBar {
  /** Controls in an element. `acts` has training(text), declaration(text) and speed(number); `texts()` gives both texts. */
  constructor(host, acts, texts) {
    const change = edit => acts.training(edit(texts().training));
    const now = () => settings(texts().training);
    this.controls = {
      optimizer: this.add(host, 'Optimizer', Object.keys(optimizers), value => change(text => withOptimizer(text, value, optimizers[value]))),
      rate: this.add(host, 'Rate', rates, value => change(text => withOptimizer(text, now().optimizer, value))),
      batch: this.add(host, 'Batch', [1, 2, 4, 10, 20, 32, 64, 128, 256], value => change(text => withProperty(text, 'BatchSize', value))),
      schedule: this.add(host, 'Schedule', schedules, value => change(text => withProperty(text, 'Schedule', value && `new ${value}`))),
      l1: this.add(host, 'L1', penalties, value => change(text => withPenalty(text, Number(value), now().l2))),
      l2: this.add(host, 'L2', penalties, value => change(text => withPenalty(text, now().l1, Number(value)))),
      dropout: this.add(host, 'Dropout', [0, 0.1, 0.2, 0.3, 0.5], value => acts.declaration(this.dropped(texts().declaration, Number(value)))),
      speed: this.add(host, 'Speed', speeds, value => acts.speed(Number(value))),
    };
  }

  add(host, title, values, chosen) {
    const options = Array.isArray(values) ? values.map(value => [value, value]) : Object.entries(values);
    const select = element('select', { onchange: event => chosen(event.target.value) }, ...options.map(([value, text]) => element('option', { value, textContent: text })));
    host.append(element('label', { className: 'field' }, title, select));
    return select;
  }

  /** Dropout after each layer but the last. */
  dropped(text, rate) {
    const count = layers(text).length - 1;
    return Array.from({ length: count }).reduce((changed, _, i) => withDropout(changed, i, rate), text);
  }

  /** Shows what the texts say. */
  show({ declaration, training, speed }) {
    const said = settings(training);
    const dropout = layers(declaration).slice(0, -1).find(layer => layer.dropoutRate > 0)?.dropoutRate ?? 0;
    for (const [name, value] of Object.entries({ ...said, dropout, speed })) {
      const select = this.controls[name];
      if (!select) {
        continue;
      }

      if (![...select.options].some(option => option.value === String(value))) {
        select.append(element('option', { value, textContent: value }));
      }

      select.value = String(value);
    }
  }
}
