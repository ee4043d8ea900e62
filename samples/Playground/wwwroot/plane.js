// The square: what the network says of each place, the points, and the place under the mouse.

import { drawMap, onColours, pageColour, pointColour, signColour } from './colours.js';
import { element, short } from './numbers.js';

export class Plane {
  /** A plane in an element. `acts` has hover(x, y), pin(x, y) and paint(x, y). */
  constructor(host, acts) {
    this.acts = acts;
    this.map = element('canvas', { width: 400, height: 400, className: 'map' });
    this.dots = element('canvas', { className: 'dots' });
    this.map.setAttribute('role', 'img');
    this.map.setAttribute('aria-label', 'What the network says of each place of the square');
    this.dots.setAttribute('aria-hidden', 'true');
    this.labels = element('div', { className: 'axes', ariaHidden: 'true' });
    host.append(this.map, this.dots, this.labels);
    this.host = host;
    this.isPainting = false;
    this.data = null;
    this.options = { test: false, sharp: false };
    new ResizeObserver(() => this.drawDots()).observe(host);
    onColours(() => { this.drawMap(this.frame); this.drawDots(); });
    let isDown = false;
    host.addEventListener('pointerdown', event => {
      isDown = this.isPainting;
      if (isDown) {
        host.setPointerCapture(event.pointerId);
        this.acts.paint(...this.at(event));
      }
    });
    host.addEventListener('pointermove', event => isDown ? this.acts.paint(...this.at(event)) : this.acts.hover(...this.at(event)));
    host.addEventListener('pointerup', () => { isDown = false; });
    host.addEventListener('pointerleave', () => this.acts.hover(null, null));
    host.addEventListener('click', event => {
      if (!this.isPainting) {
        this.acts.pin(...this.at(event));
      }
    });
  }

  at(event) {
    const box = this.host.getBoundingClientRect();
    const { from, to } = this.data ?? { from: -6, to: 6 };
    const part = (value, low, size) => Math.min(1, Math.max(0, (value - low) / size));
    const round = value => Math.round(value * 1000) / 1000;
    return [round(from + (to - from) * part(event.clientX, box.left, box.width)), round(to - (to - from) * part(event.clientY, box.top, box.height))];
  }

  show(data) {
    this.data = data;
    const middle = (data.from + data.to) / 2;
    this.labels.replaceChildren(...[data.from, middle, data.to].flatMap((value, i) => [
      element('span', { className: `x at-${i}`, textContent: short(value, 1) }), element('span', { className: `y at-${i}`, textContent: short(value, 1) })]));
    this.drawDots();
  }

  drawMap(frame) {
    if (frame) {
      this.frame = frame;
      drawMap(this.map, frame.planes[0], frame.outputSide, { confidence: frame.planes[1] ?? null, sharp: this.options.sharp });
    }
  }

  /** The cross of the point that is looked at. */
  mark(point) {
    this.point = point;
    this.drawDots();
  }

  drawDots() {
    const size = this.host.clientWidth;
    const scale = devicePixelRatio || 1;
    if (!this.data || size === 0) {
      return;
    }

    this.dots.width = this.dots.height = Math.round(size * scale);
    const context = this.dots.getContext('2d');
    context.scale(scale, scale);
    const { from, to } = this.data;
    const place = value => size * (value - from) / (to - from);
    const all = this.data.training.length + this.data.test.length;
    const radius = all <= 20 ? 7 : all <= 200 ? 4.2 : 3.2;
    const draw = (points, isTest) => {
      for (const [x, y, target] of points) {
        context.beginPath();
        context.arc(place(x), size - place(y), radius, 0, 2 * Math.PI);
        context.fillStyle = this.data.isRegression ? signColour(target) : pointColour(target);
        context.fill();
        context.lineWidth = isTest ? 1.8 : 1.2;
        context.strokeStyle = isTest ? pageColour('ink') : '#fff';
        context.stroke();
      }
    };
    draw(this.data.training, false);
    if (this.options.test) {
      draw(this.data.test, true);
    }

    if (this.point) {
      const [x, y] = [place(this.point.x), size - place(this.point.y)];
      context.strokeStyle = pageColour('ink');
      context.lineWidth = 2;
      context.beginPath();
      context.arc(x, y, radius + 4, 0, 2 * Math.PI);
      context.moveTo(x - radius - 9, y);
      context.lineTo(x - radius - 1, y);
      context.moveTo(x + radius + 1, y);
      context.lineTo(x + radius + 9, y);
      context.moveTo(x, y - radius - 9);
      context.lineTo(x, y - radius - 1);
      context.moveTo(x, y + radius + 1);
      context.lineTo(x, y + radius + 9);
      context.stroke();
    }
  }
}
