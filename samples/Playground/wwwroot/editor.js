// A text area with colours and squiggles behind it, and a list of what was found below. What is typed goes out after a short rest.

import { highlight } from './highlight.js';

const rest = 350;
let count = 0;

export class Editor {
  /** An editor in an element. `changed(text)` is called for what is typed, not for what is set. */
  constructor(host, { label, changed }) {
    const id = `editor-${++count}`;
    host.innerHTML = `
      <div class="editor">
        <pre class="ink source" aria-hidden="true"></pre>
        <pre class="squiggles" aria-hidden="true"></pre>
        <textarea id="${id}" spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off" aria-describedby="${id}-findings"></textarea>
      </div>
      <ul id="${id}-findings" class="findings" aria-live="polite"></ul>`;
    this.area = host.querySelector('textarea');
    this.area.setAttribute('aria-label', label);
    this.ink = host.querySelector('.ink');
    this.squiggles = host.querySelector('.squiggles');
    this.list = host.querySelector('ul');
    this.changed = changed;
    this.area.addEventListener('input', () => {
      this.findings = [];
      this.draw();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.changed(this.text), rest);
    });
    this.findings = [];
  }

  get text() {
    return this.area.value;
  }

  /** Sets the text without telling anyone. */
  set text(value) {
    clearTimeout(this.timer);
    if (this.area.value !== value) {
      this.area.value = value;
      this.findings = [];
    }

    this.draw();
  }

  /** Shows what was found in the text. */
  show(findings) {
    this.findings = findings;
    this.draw();
    this.list.replaceChildren(...findings.map(finding => this.item(finding)));
    this.area.setAttribute('aria-invalid', String(findings.some(finding => finding.severity === 'error')));
  }

  item(finding) {
    const item = document.createElement('li');
    item.className = finding.severity;
    const place = document.createElement('button');
    place.type = 'button';
    place.className = 'place';
    const line = this.text.slice(0, finding.start).split('\n').length;
    place.textContent = `Line ${line}`;
    place.addEventListener('click', () => {
      this.area.focus();
      this.area.setSelectionRange(finding.start, finding.start + finding.length);
    });
    const words = document.createElement('p');
    const kind = document.createElement('strong');
    kind.textContent = { error: 'Error', warning: 'Warning', advice: 'Advice' }[finding.severity] + (finding.id ? ` ${finding.id}` : '');
    words.append(kind, ` ${finding.message}`);
    item.append(place, words);
    for (const fix of finding.fixes) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'fix';
      button.textContent = fix.title;
      button.addEventListener('click', () => {
        this.text = fix.text;
        this.area.focus();
        this.changed(fix.text);
      });
      item.append(button);
    }

    return item;
  }

  draw() {
    const text = this.text;
    this.ink.replaceChildren(highlight(text), '\n');
    const marks = document.createDocumentFragment();
    let at = 0;
    for (const finding of [...this.findings].sort((a, b) => a.start - b.start)) {
      if (finding.start < at) {
        continue;
      }

      marks.append(text.slice(at, finding.start));
      const mark = document.createElement('span');
      mark.className = `squiggle ${finding.severity}`;
      at = Math.max(finding.start + 1, finding.start + finding.length);
      mark.textContent = text.slice(finding.start, at) || ' ';
      marks.append(mark);
    }

    marks.append(text.slice(at), '\n');
    this.squiggles.replaceChildren(marks);
    this.area.rows = Math.max(3, text.split('\n').length);
  }
}
