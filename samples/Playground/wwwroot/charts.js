// The losses over the epochs, and the norms of the gradients.

import { classColour, onColours, pageColour } from './colours.js';
import { element, short } from './numbers.js';

const mostPoints = 600;

export class LossChart {
  constructor(canvas) {
    this.canvas = canvas;
    this.clear();
    new ResizeObserver(() => this.draw()).observe(canvas);
    onColours(() => this.draw());
  }

  clear() {
    this.points = [];
    this.draw();
  }

  /** A further moment; every second one goes when there are many. */
  add(epoch, training, test) {
    const last = this.points.at(-1);
    if (last && epoch < last.epoch) {
      this.points = [];
    }

    if (last?.epoch === epoch) {
      this.points.pop();
    }

    this.points.push({ epoch, training: Number(training), test: test === null ? null : Number(test) });
    if (this.points.length > mostPoints) {
      this.points = this.points.filter((_, i) => i % 2 === 0 || i === this.points.length - 1);
    }

    this.draw();
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const scale = devicePixelRatio || 1;
    if (width === 0) {
      return;
    }

    this.canvas.width = width * scale;
    this.canvas.height = height * scale;
    const context = this.canvas.getContext('2d');
    context.scale(scale, scale);
    context.font = '11px system-ui, sans-serif';
    context.fillStyle = pageColour('quiet');
    context.strokeStyle = pageColour('line');
    const finite = this.points.flatMap(point => [point.training, point.test]).filter(value => value !== null && Number.isFinite(value));
    const top = finite.length ? Math.max(1e-6, ...finite) : 1;
    const [left, right, above, below] = [44, 4, 8, 18];
    const last = Math.max(1e-9, this.points.at(-1)?.epoch ?? 1);
    const x = epoch => left + (width - left - right) * epoch / last;
    const y = loss => above + (height - above - below) * (1 - loss / top);
    for (const part of [0, 0.5, 1]) {
      context.beginPath();
      context.moveTo(left, y(part * top));
      context.lineTo(width - right, y(part * top));
      context.stroke();
      context.textAlign = 'right';
      context.fillText(short(part * top, 3), left - 5, y(part * top) + 4);
    }

    context.textAlign = 'left';
    context.fillText('0', left, height - 4);
    context.textAlign = 'right';
    context.fillText(`epoch ${short(Math.floor(last), 0)}`, width - right, height - 4);
    const line = (key, colour, dash) => {
      context.strokeStyle = colour;
      context.lineWidth = 2;
      context.lineJoin = 'round';
      context.setLineDash(dash);
      context.beginPath();
      this.points.filter(point => point[key] !== null && Number.isFinite(point[key])).forEach((point, i) => context[i ? 'lineTo' : 'moveTo'](x(point.epoch), y(point[key])));
      context.stroke();
      context.setLineDash([]);
    };
    line('test', classColour(0), [5, 3]);
    line('training', classColour(1), []);
    const now = this.points.at(-1);
    this.canvas.setAttribute('aria-label', now ? `Loss over ${short(last, 0)} epochs: now ${short(now.training)} on the training points${now.test === null ? '' : `, ${short(now.test)} on the test points`}.` : 'Loss over epochs');
  }
}

/** A bar for each layer, on a logarithmic scale from a millionth to 10. */
export function showNorms(list, layers, norms) {
  if (list.children.length !== layers.length) {
    list.replaceChildren(...layers.map(() => element('li', {}, element('span', { className: 'norm-name' }), element('span', { className: 'norm-bar' }, element('span')), element('span', { className: 'norm-value' }))));
  }

  layers.forEach((layer, i) => {
    const [name, bar, value] = list.children[i].children;
    name.textContent = layer.name;
    value.textContent = norms[i] > 0 ? Number(norms[i]).toExponential(1).replace('-', '−') : short(norms[i]);
    bar.firstChild.style.width = `${100 * Math.min(1, Math.max(0.01, (Math.log10(Math.max(1e-12, norms[i])) + 6) / 7))}%`;
    bar.classList.toggle('faint', norms[i] < 1e-4);
  });
}
