/*
 * The same networks in C that is blocked by hand, as the kernels of libraries are: weights in panels of as many columns as a tile has (fewer
 * where there are no more outputs), tiles of sums in registers, the gradient of the input by transposed panels, the update at the end of each tile of a gradient. Sizes are known at
 * run time. A layer's weight is packed as [panel][input][column], its bias follows; columns that fill no panel are zero.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifdef __AVX512F__
#define LANES 16
#define ACROSS 4
#else
#define LANES 8
#define ACROSS 2
#endif
#define MOST_ROWS 12
#define CHUNK 96
#define INLINE static inline __attribute__((always_inline))

typedef float vector __attribute__((vector_size(LANES * sizeof(float)), aligned(sizeof(float)), may_alias));

enum { RELU, SIGMOID, TANH, SOFTMAX };

/* The vectors of a panel side by side, and the rows of a tile of so many. */
static int across_of(int columns) { return columns <= LANES ? 1 : columns <= 2 * LANES ? 2 : ACROSS; }
static int width_of(int columns) { return across_of(columns) * LANES; }
#define ROWS_OF(across) ((across) == 1 ? MOST_ROWS : 6)

/* Runs a statement with the number of vectors as a constant. */
#define BY_ACROSS(columns, CALL)                         \
  switch (across_of(columns)) {                          \
    case 1: { enum { A = 1 }; CALL; } break;             \
    case 2: { enum { A = 2 }; CALL; } break;             \
    default: { enum { A = ACROSS }; CALL; } break;       \
  }

static int padded(int columns) { return (columns + width_of(columns) - 1) / width_of(columns) * width_of(columns); }

static size_t layer_size(int in, int out) { return (size_t)padded(out) * in + padded(out); }

size_t blocked_size(const int *sizes, int layers) {
  size_t all = 0;
  for (int l = 0; l < layers; l++) all += layer_size(sizes[l], sizes[l + 1]);
  return all;
}

/* From or to [in][out] and the bias behind it. */
static void repack(const int *sizes, int layers, float *plain, float *packed, int back) {
  for (int l = 0; l < layers; l++) {
    int in = sizes[l], out = sizes[l + 1];
    for (int k = 0; k <= in; k++)
      for (int j = 0; j < out; j++) {
        int width = width_of(out);
        float *p = k < in ? packed + ((size_t)(j / width) * in + k) * width + j % width : packed + (size_t)padded(out) * in + j;
        float *q = plain + (size_t)k * out + j;
        if (back) *q = *p;
        else *p = *q;
      }
    plain += (size_t)in * out + out;
    packed += layer_size(in, out);
  }
}

void blocked_pack(const int *sizes, int layers, float *plain, float *packed) {
  memset(packed, 0, blocked_size(sizes, layers) * sizeof(float));
  repack(sizes, layers, plain, packed, 0);
}

void blocked_unpack(const int *sizes, int layers, float *plain, float *packed) { repack(sizes, layers, plain, packed, 1); }

/* Rows by a panel: y = x w + b. */
INLINE void product_tile(int across, int height, const float *x, int x_stride, const float *w, const float *b, float *y, int y_stride, int in) {
  vector s[MOST_ROWS][ACROSS];
  for (int r = 0; r < height; r++)
    for (int v = 0; v < across; v++) s[r][v] = b ? *(const vector *)(b + v * LANES) : (vector){0};
  for (int k = 0; k < in; k++, w += across * LANES)
    for (int r = 0; r < height; r++) {
      float one = x[(size_t)r * x_stride + k];
      for (int v = 0; v < across; v++) s[r][v] += one * *(const vector *)(w + v * LANES);
    }
  for (int r = 0; r < height; r++)
    for (int v = 0; v < across; v++) *(vector *)(y + (size_t)r * y_stride + v * LANES) = s[r][v];
}

INLINE void product_by(int across, const float *x, int x_stride, const float *w, const float *b, float *y, int rows, int in, int stride) {
  for (int c = 0; c < stride; c += across * LANES) {
    const float *panel = w + (size_t)c * in, *bias = b ? b + c : 0;
    int r = 0;
    for (; r + ROWS_OF(across) <= rows; r += ROWS_OF(across)) product_tile(across, ROWS_OF(across), x + (size_t)r * x_stride, x_stride, panel, bias, y + (size_t)r * stride + c, stride, in);
    for (; r + 2 <= rows; r += 2) product_tile(across, 2, x + (size_t)r * x_stride, x_stride, panel, bias, y + (size_t)r * stride + c, stride, in);
    for (; r < rows; r++) product_tile(across, 1, x + (size_t)r * x_stride, x_stride, panel, bias, y + (size_t)r * stride + c, stride, in);
  }
}

static void product(const float *x, int x_stride, const float *w, const float *b, float *y, int rows, int in, int out) {
  BY_ACROSS(out, product_by(A, x, x_stride, w, b, y, rows, in, padded(out)))
}

/* Inputs by a panel: w -= rate * sum over rows of x dy. */
INLINE void gradient_tile(int across, int height, const float *x, int x_stride, const float *dy, int dy_stride, float *w, int rows, float rate) {
  vector s[MOST_ROWS][ACROSS];
  for (int k = 0; k < height; k++)
    for (int v = 0; v < across; v++) s[k][v] = (vector){0};
  for (int r = 0; r < rows; r++, x += x_stride, dy += dy_stride)
    for (int k = 0; k < height; k++)
      for (int v = 0; v < across; v++) s[k][v] += x[k] * *(const vector *)(dy + v * LANES);
  for (int k = 0; k < height; k++)
    for (int v = 0; v < across; v++) *(vector *)(w + (size_t)k * across * LANES + v * LANES) -= rate * s[k][v];
}

INLINE void descend_by(int across, const float *x, int x_stride, const float *dy, float *w, int rows, int in, int stride, float rate) {
  int width = across * LANES;
  for (int c = 0; c < stride; c += width) {
    float *panel = w + (size_t)c * in;
    int k = 0;
    for (; k + ROWS_OF(across) <= in; k += ROWS_OF(across)) gradient_tile(across, ROWS_OF(across), x + k, x_stride, dy + c, stride, panel + (size_t)k * width, rows, rate);
    for (; k < in; k++) gradient_tile(across, 1, x + k, x_stride, dy + c, stride, panel + (size_t)k * width, rows, rate);
    vector s[ACROSS];
    for (int v = 0; v < across; v++) s[v] = (vector){0};
    for (int r = 0; r < rows; r++)
      for (int v = 0; v < across; v++) s[v] += *(const vector *)(dy + (size_t)r * stride + c + v * LANES);
    for (int v = 0; v < across; v++) *(vector *)(w + (size_t)stride * in + c + v * LANES) -= rate * s[v];
  }
}

static void descend(const float *x, int x_stride, const float *dy, float *w, int rows, int in, int out, float rate) {
  BY_ACROSS(out, descend_by(A, x, x_stride, dy, w, rows, in, padded(out), rate))
}

/* [panel of outputs][in][width] to [panel of inputs][out][width], block by block. */
static void transpose(const float *w, float *t, int in, int out) {
  int from = width_of(out), to = width_of(in);
  for (int p = 0; p < padded(in); p += to)
    for (int c = 0; c < out; c += from)
      for (int j = c; j < out && j < c + from; j++)
        for (int k = p; k < p + to; k++)
          t[(size_t)p * out + (size_t)j * to + k - p] = k < in ? w[(size_t)c * in + (size_t)k * from + j - c] : 0;
}

static void activate(int function, float *y, int rows, int columns) {
  int stride = padded(columns);
  for (int r = 0; r < rows; r++, y += stride) switch (function) {
      case RELU:
        for (int j = 0; j < columns; j++) y[j] = y[j] > 0 ? y[j] : 0;
        break;
      case SIGMOID:
        for (int j = 0; j < columns; j++) y[j] = 1 / (1 + expf(-y[j]));
        break;
      case TANH:
        for (int j = 0; j < columns; j++) y[j] = tanhf(y[j]);
        break;
      default: {
        float m = y[0], s = 0;
        for (int j = 1; j < columns; j++) m = y[j] > m ? y[j] : m;
        for (int j = 0; j < columns; j++) s += y[j] = expf(y[j] - m);
        for (int j = 0; j < columns; j++) y[j] /= s;
      }
    }
}

static float *room(int slot, size_t count) {
  static float *rooms[32];
  static size_t counts[32];
  if (counts[slot] < count) {
    free(rooms[slot]);
    rooms[slot] = aligned_alloc(64, (count * sizeof(float) + 127) / 64 * 64);
    counts[slot] = count;
    memset(rooms[slot], 0, count * sizeof(float));
  }
  return rooms[slot];
}

/* The values after each layer; layer l in room l. */
static void forward(const int *sizes, int layers, int hidden, int last, const float *packed, const float *x, int rows) {
  int stride = sizes[0];
  for (int l = 0; l < layers; l++) {
    int in = sizes[l], out = sizes[l + 1];
    float *y = room(l, (size_t)rows * padded(out));
    product(x, stride, packed, packed + (size_t)padded(out) * in, y, rows, in, out);
    activate(l + 1 < layers ? hidden : last, y, rows, out);
    x = y;
    stride = padded(out);
    packed += layer_size(in, out);
  }
}

void blocked_batch(const int *sizes, int layers, int hidden, int last, const float *packed, const float *x, float *y, int rows) {
  int in = sizes[0], out = sizes[layers];
  for (int first = 0; first < rows; first += CHUNK) {
    int count = rows - first < CHUNK ? rows - first : CHUNK;
    forward(sizes, layers, hidden, last, packed, x + (size_t)first * in, count);
    for (int r = 0; r < count; r++) memcpy(y + (size_t)(first + r) * out, room(layers - 1, 0) + (size_t)r * padded(out), out * sizeof(float));
  }
}

/* One step of gradient descent. The loss is the cross entropy behind the last function, so its gradient is (output - target) * scale. */
void blocked_train(const int *sizes, int layers, int hidden, int last, float *packed, const float *x, const float *target, int rows, float scale, float rate) {
  forward(sizes, layers, hidden, last, packed, x, rows);
  int out = sizes[layers];
  float *dy = room(layers, (size_t)rows * padded(out));
  for (int r = 0; r < rows; r++)
    for (int j = 0; j < out; j++) dy[(size_t)r * padded(out) + j] = (room(layers - 1, 0)[(size_t)r * padded(out) + j] - target[(size_t)r * out + j]) * scale;
  float *w = packed + blocked_size(sizes, layers);
  for (int l = layers - 1; l >= 0; l--) {
    int in = sizes[l];
    out = sizes[l + 1];
    w -= layer_size(in, out);
    float *dx = 0;
    const float *h = l > 0 ? room(l - 1, 0) : x;
    int stride = l > 0 ? padded(in) : in;
    if (l > 0) {
      float *t = room(2 * layers, (size_t)padded(in) * out);
      transpose(w, t, in, out);
      dx = room(layers + layers - l, (size_t)rows * stride);
      product(dy, padded(out), t, 0, dx, rows, out, in);
      for (size_t i = 0; i < (size_t)rows * stride; i++) dx[i] *= hidden == RELU ? (h[i] > 0 ? 1.0f : 0.0f) : hidden == TANH ? 1 - h[i] * h[i] : h[i] * (1 - h[i]);
    }
    descend(h, stride, dy, w, rows, in, out, rate);
    dy = dx;
  }
}
