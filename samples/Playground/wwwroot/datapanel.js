// The data: which points, how many, how noisy, and what the network takes of each.

import { classColour, onColours, signColour } from './colours.js';
import { element } from './numbers.js';

const shapes = { circle: 'Circle', xor: 'XOR', gauss: 'Clouds', spiral: 'Spiral', plane: 'Plane', hills: 'Hills', formula: 'Formula', points: 'Own' };
const severalClasses = ['circle', 'gauss', 'spiral'];
const usualFeatures = { 'x': 'x', 'y': 'y', 'x²': 'x²', 'y²': 'y²', 'xy': 'x y', 'sin(x)': 'sin x', 'sin(y)': 'sin y' };

/** Points of a shape for its picture: places from -1 to 1 and a class or number. */
function sketch(shape) {
  const points = [];
  for (let i = 0; i < 90; i++) {
    const [a, b] = [(i * 0.618034) % 1, (i * 0.754878) % 1];
    const [x, y] = [2 * a - 1, 2 * b - 1];
    switch (shape) {
      case 'circle': { const ring = i % 2; const r = ring ? 0.72 + 0.2 * a : 0.45 * Math.sqrt(a); points.push([r * Math.cos(2 * Math.PI * b), r * Math.sin(2 * Math.PI * b), ring]); break; }
      case 'xor': points.push([x, y, x * y >= 0 ? 1 : 0]); break;
      case 'gauss': { const c = i % 2; const r = 0.38 * Math.sqrt(a); points.push([(c ? 0.45 : -0.45) + r * Math.cos(6.28 * b), (c ? 0.45 : -0.45) + r * Math.sin(6.28 * b), c]); break; }
      case 'spiral': { const c = i % 2; const t = i / 90; const angle = 1.75 * 6.283 * t + (c ? Math.PI : 0); points.push([0.95 * t * Math.sin(angle), 0.95 * t * Math.cos(angle), c]); break; }
      case 'plane': points.push([x, y, (x + y) / 2, true]); break;
      case 'hills': points.push([x, y, Math.sin(2.2 * Math.PI * x * 0.7) * Math.sin(Math.PI * y), true]); break;
      case 'formula': points.push([x, y, y > 0.45 * Math.sin(3 * x) ? 1 : 0]); break;
      default: break;
    }
  }

  return points;
}

export class DataPanel {
  /** A panel in an element; `changed(data)` is called with the whole data, `pasted(text)` with a table. */
  constructor(host, acts) {
    this.acts = acts;
    this.pictures = new Map();
    const choices = Object.entries(shapes).map(([value, title]) => this.choice(value, title));
    this.shapes = element('div', { className: 'shapes', role: 'radiogroup', ariaLabel: 'Points' }, ...choices);
    this.formula = this.text('The class is 1 above y =', 'formula');
    this.own = this.ownPoints();
    this.noise = this.range('Noise', 'noise', 0, 0.6, 0.05, value => `${Math.round(100 * value)} %`);
    this.share = this.range('For training', 'trainingShare', 0.1, 1, 0.1, value => `${Math.round(100 * value)} %`);
    this.count = this.range('Points', 'count', 20, 2000, 20, value => `${value}`);
    this.classes = this.range('Classes', 'classes', 2, 6, 1, value => `${value}`);
    this.seed = this.range('Seed', 'seed', 1, 30, 1, value => `${value}`);
    this.features = element('div', { className: 'chips', role: 'group', ariaLabel: 'Features: what the network takes of a point' });
    const added = element('input', { type: 'text', placeholder: 'x² − y', maxLength: 200, ariaLabel: 'A feature of your own' });
    const add = () => {
      if (added.value.trim()) {
        this.change({ features: [...this.data.features, added.value.trim()] });
        added.value = '';
      }
    };
    added.addEventListener('keydown', event => event.key === 'Enter' && add());
    host.append(this.shapes, this.formula.label, this.own, this.classes.label, this.noise.label, this.share.label, this.count.label, this.seed.label,
      element('h3', { textContent: 'Features' }), this.features, element('div', { className: 'row' }, added, element('button', { type: 'button', className: 'small', textContent: 'Add', ariaLabel: 'Add this feature', onclick: add })));
    onColours(() => this.drawPictures());
  }

  choice(value, title) {
    const picture = element('canvas', { width: 96, height: 96 });
    picture.setAttribute('aria-hidden', 'true');
    this.pictures.set(value, picture);
    const input = element('input', { type: 'radio', name: 'shape', value, onchange: () => this.change({ shape: value, ...(value === 'points' || this.data.to === 6 ? {} : { from: -6, to: 6 }) }) });
    return element('label', { className: 'shape' }, input, picture, element('span', { textContent: title }));
  }

  range(title, key, min, max, step, words) {
    const input = element('input', { type: 'range', min, max, step });
    const shown = element('output', {});
    input.addEventListener('input', () => { shown.textContent = words(Number(input.value)); });
    input.addEventListener('change', () => this.change({ [key]: Number(input.value) }));
    return {
      label: element('label', { className: 'range' }, element('span', { textContent: title }), shown, input),
      set: value => { input.value = value; shown.textContent = words(value); },
    };
  }

  text(title, key) {
    const input = element('input', { type: 'text', maxLength: 200, spellcheck: false });
    input.addEventListener('change', () => this.change({ [key]: input.value }));
    return { label: element('label', { className: 'field wide' }, title, input), set: value => { if (document.activeElement !== input) { input.value = value; } } };
  }

  ownPoints() {
    this.brush = element('div', { className: 'brushes', role: 'radiogroup', ariaLabel: 'Class of the points that you draw' },
      ...[0, 1, 2, 3, 4, 5].map(i => element('label', { className: `brush class-${i}` }, element('input', { type: 'radio', name: 'brush', value: i, checked: i === 1 }), element('span', { textContent: i }))));
    this.table = element('textarea', { rows: 4, placeholder: '1.5, -2, 0\n0.3, 4, 1', spellcheck: false, ariaLabel: 'Points as lines of x, y and class or number' });
    const file = element('input', { type: 'file', accept: '.csv,.tsv,.txt,text/csv', className: 'file', ariaLabel: 'A file of points' });
    file.addEventListener('change', async () => file.files[0] && this.acts.pasted(await file.files[0].text()));
    return element('div', { className: 'own' },
      element('p', { className: 'note', textContent: 'Draw on the square with this class, or give a table.' }), this.brush, this.table,
      element('div', { className: 'row' },
        element('button', { type: 'button', className: 'small', textContent: 'Take table', onclick: () => this.acts.pasted(this.table.value) }),
        element('button', { type: 'button', className: 'small', textContent: 'Clear', onclick: () => this.change({ points: [], isRegression: false }) })), file);
  }

  /** The class to draw with. */
  get brushClass() {
    return Number(this.brush.querySelector('input:checked').value);
  }

  change(values) {
    this.data = { ...this.data, ...values };
    this.set(this.data);
    this.acts.changed(this.data, values);
  }

  /** Shows data without telling anyone. */
  set(data) {
    this.data = data;
    for (const input of this.shapes.querySelectorAll('input')) {
      input.checked = input.value === data.shape;
    }

    const isOwn = data.shape === 'points';
    this.formula.label.hidden = data.shape !== 'formula';
    this.own.hidden = !isOwn;
    this.classes.label.hidden = !severalClasses.includes(data.shape);
    this.noise.label.hidden = this.count.label.hidden = this.seed.label.hidden = isOwn;
    this.formula.set(data.formula);
    this.noise.set(data.noise);
    this.share.set(data.trainingShare);
    this.count.set(data.count);
    this.classes.set(data.classes);
    this.seed.set(data.seed);
    if (isOwn && document.activeElement !== this.table) {
      this.table.value = data.points.map(point => point.map(value => Math.round(value * 1000) / 1000).join(', ')).join('\n');
    }

    const names = [...new Set([...Object.keys(usualFeatures), ...data.features])];
    this.features.replaceChildren(...names.map(name => {
      const input = element('input', { type: 'checkbox', checked: data.features.includes(name) });
      input.addEventListener('change', () => {
        const rest = this.data.features.filter(other => other !== name);
        const features = input.checked ? names.filter(other => other === name || this.data.features.includes(other)) : rest;
        if (features.length === 0) {
          input.checked = true;
          return;
        }

        this.change({ features });
        [...this.features.querySelectorAll('label')].find(label => label.textContent === (usualFeatures[name] ?? name))?.querySelector('input').focus();
      });
      return element('label', { className: 'chip' }, input, element('span', { textContent: usualFeatures[name] ?? name }));
    }));
    this.drawPictures();
  }

  drawPictures() {
    for (const [shape, canvas] of this.pictures) {
      const context = canvas.getContext('2d');
      context.clearRect(0, 0, 96, 96);
      const own = shape === 'points' && this.data ? this.data.points.slice(0, 200).map(([x, y, target]) => [scaled(x, this.data), scaled(y, this.data), target, this.data.isRegression]) : null;
      for (const [x, y, target, isNumber] of own ?? sketch(shape)) {
        context.fillStyle = isNumber ? signColour(target) : classColour(target);
        context.beginPath();
        context.arc(48 + 42 * x, 48 - 42 * y, 4.2, 0, 2 * Math.PI);
        context.fill();
      }
    }
  }
}

const scaled = (value, { from, to }) => 2 * (value - from) / (to - from) - 1;
