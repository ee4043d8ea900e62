// The line to the server: commands go as JSON, messages come as JSON, frames as bytes.

const handlers = new Map();
let socket = null;
let waiting = [];

/** Handles messages of a type. */
export function on(type, handler) {
  handlers.set(type, handler);
}

/** Sends a command. */
export function send(type, values = {}) {
  const text = JSON.stringify({ type, ...values });
  if (socket?.readyState === WebSocket.OPEN) {
    socket.send(text);
  } else {
    waiting.push(text);
  }
}

/** Connects; `opened` is called whenever the line stands, also after it was lost. */
export function connect(opened) {
  socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/socket`);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    opened();
    waiting.forEach(text => socket.send(text));
    waiting = [];
  };
  socket.onmessage = event => {
    const message = typeof event.data === 'string' ? JSON.parse(event.data) : frame(event.data);
    handlers.get(message.type)?.(message);
  };
  socket.onclose = () => {
    handlers.get('closed')?.();
    setTimeout(() => connect(opened), 2000);
  };
}

function frame(buffer) {
  const headLength = new DataView(buffer).getInt32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, headLength)));
  let at = Math.ceil((4 + headLength) / 4) * 4;
  const weights = new Float32Array(buffer, at, head.weights);
  at += 4 * head.weights;
  const cells = head.outputSide * head.outputSide;
  const planes = [];
  for (let i = 0; i < head.outputPlanes; i++, at += cells) {
    planes.push(new Uint8Array(buffer, at, cells));
  }

  const neuronCells = head.neuronSide * head.neuronSide;
  const maps = [];
  for (let i = 0; i < head.neurons; i++, at += neuronCells) {
    maps.push(new Uint8Array(buffer, at, neuronCells));
  }

  return { ...head, weights, planes, maps };
}
