// Colours for C#: comments, strings, numbers, words. One pass, no more than a reader needs.

const tokens = /(\/\/[^\n]*|\/\*[^]*?\*\/)|("(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\])')|(#[^\n]*)|\b(\d[\d_.]*(?:[eE][+-]?\d+)?[fFdDmMuUlL]*)\b|\b(public|internal|private|static|readonly|partial|class|struct|record|new|using|namespace|ref|in|out|var|void|int|long|float|double|bool|string|nint|for|foreach|if|else|return|where|true|false|null|const|sealed|override|is|switch|throw|get|set|init|stackalloc|unsafe|this)\b|\b([A-Z]\w*)\b/g;
const kinds = ['comment', 'string', 'directive', 'number', 'keyword', 'type'];

/** The text as nodes. */
export function highlight(text) {
  const nodes = document.createDocumentFragment();
  let at = 0;
  for (const match of text.matchAll(tokens)) {
    nodes.append(text.slice(at, match.index));
    const span = document.createElement('span');
    span.className = kinds[match.slice(1).findIndex(group => group !== undefined)];
    span.textContent = match[0];
    nodes.append(span);
    at = match.index + match[0].length;
  }

  nodes.append(text.slice(at));
  return nodes;
}
