// The emitted page as the steps of a training: what the forward pass, the backward pass and the update do, each with its formula and its call.

import { highlight } from './highlight.js';
import { element } from './numbers.js';

const passes = { ForwardPass: 'Forward', BackwardPass: 'Back', ParameterPass: 'Weights' };

/** The steps of each pass: what the comment says, the reason where there is one, and the call. */
export function steps(page) {
  return Object.entries(passes).map(([method, title]) => {
    const start = page.indexOf(`void ${method}<`);
    const body = start < 0 ? '' : page.slice(start, page.indexOf('\n    }\n', start));
    const found = [];
    let words = [];
    let call = '';
    for (const line of body.split('\n').slice(1).map(text => text.trim())) {
      if (line.startsWith('//')) {
        words.push(line.replace(/^\/\/\s*/, ''));
      } else if (words.length || call) {
        call += call ? `\n    ${line}` : line;
        if (line.endsWith(';')) {
          found.push({ formula: words[0] ?? '', reason: words.slice(1).join(' '), call });
          [words, call] = [[], ''];
        }
      }
    }

    return { title, found };
  });
}

/** Shows them in an element. */
export function showSteps(host, page) {
  host.replaceChildren(...steps(page).filter(pass => pass.found.length).map(pass => element('section', {},
    element('h3', { textContent: pass.title }),
    element('ol', {}, ...pass.found.map(step => {
      const item = element('li', { className: 'code-step' }, element('p', { className: 'step-formula', textContent: step.formula }));
      if (step.reason) {
        item.append(element('p', { className: 'note', textContent: step.reason }));
      }

      item.append(element('pre', { className: 'source' }, highlight(step.call)));
      item.dataset.pass = pass.title;
      return item;
    })))));
}

/** Marks the steps that a phase of slow motion is about. */
export function markSteps(host, kind, layer) {
  const title = { forward: 'Forward', loss: 'Forward', backward: 'Back', step: 'Weights' }[kind];
  const field = layer ? layer.name[0].toUpperCase() + layer.name.slice(1) : '';
  for (const item of host.querySelectorAll('.code-step')) {
    const text = item.textContent;
    const isOfLayer = kind === 'step' ? true
      : kind === 'loss' ? /^loss/.test(text)
      : kind === 'backward' ? text.startsWith(`gradient of ${layer?.name}[`)
      : Boolean(layer) && (text.includes(`Offsets.${field}Weight`) || text.startsWith(`${layer.outputNode}[`));
    item.classList.toggle('active', item.dataset.pass === title && isOfLayer);
  }
}
