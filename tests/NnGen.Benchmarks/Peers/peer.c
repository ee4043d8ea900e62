/*
 * The C that one would write by hand for a network of known sizes: plain loops over arrays of constant length, left to the compiler.
 * A dense layer exists in two loop orders, because neither is the faster one everywhere: "inputs" keeps all sums and adds a row of
 * weights for each input; "outputs" is a dot product for each output. Parameters: each layer's weight, then its bias; the weight is
 * [in][out] for "inputs" and for training, and [out][in] for "outputs".
 */
#include <math.h>
#include <stddef.h>

#define MAX_ROWS 256

#define LAYER(L, IN, OUT)                                                                                       \
  static inline void L##_inputs(const float *restrict w, const float *restrict x, float *restrict y) {          \
    const float *restrict b = w + (size_t)IN * OUT;                                                             \
    float s[OUT];                                                                                               \
    for (int j = 0; j < OUT; j++) s[j] = b[j];                                                                  \
    for (int k = 0; k < IN; k++)                                                                                \
      for (int j = 0; j < OUT; j++) s[j] += x[k] * w[(size_t)k * OUT + j];                                      \
    for (int j = 0; j < OUT; j++) y[j] = s[j];                                                                  \
  }                                                                                                             \
  static inline void L##_outputs(const float *restrict w, const float *restrict x, float *restrict y) {         \
    const float *restrict b = w + (size_t)IN * OUT;                                                             \
    for (int j = 0; j < OUT; j++) {                                                                             \
      float s = b[j];                                                                                           \
      for (int k = 0; k < IN; k++) s += x[k] * w[(size_t)j * IN + k];                                           \
      y[j] = s;                                                                                                 \
    }                                                                                                           \
  }                                                                                                             \
  static inline void L##_back(const float *restrict w, const float *restrict dy, float *restrict dx) {          \
    for (int k = 0; k < IN; k++) {                                                                              \
      float s = 0;                                                                                              \
      for (int j = 0; j < OUT; j++) s += dy[j] * w[(size_t)k * OUT + j];                                        \
      dx[k] = s;                                                                                                \
    }                                                                                                           \
  }                                                                                                             \
  static inline void L##_update(float *restrict w, const float *restrict x, const float *restrict dy, int rows, \
                                float rate) {                                                                   \
    float *restrict b = w + (size_t)IN * OUT;                                                                   \
    float g[OUT];                                                                                               \
    for (int k = 0; k < IN; k++) {                                                                              \
      for (int j = 0; j < OUT; j++) g[j] = 0;                                                                   \
      for (int r = 0; r < rows; r++)                                                                            \
        for (int j = 0; j < OUT; j++) g[j] += x[(size_t)r * IN + k] * dy[(size_t)r * OUT + j];                  \
      for (int j = 0; j < OUT; j++) w[(size_t)k * OUT + j] -= rate * g[j];                                      \
    }                                                                                                           \
    for (int j = 0; j < OUT; j++) g[j] = 0;                                                                     \
    for (int r = 0; r < rows; r++)                                                                              \
      for (int j = 0; j < OUT; j++) g[j] += dy[(size_t)r * OUT + j];                                            \
    for (int j = 0; j < OUT; j++) b[j] -= rate * g[j];                                                          \
  }

LAYER(d2x2, 2, 2)
LAYER(d2x1, 2, 1)
LAYER(d4x16, 4, 16)
LAYER(d16x3, 16, 3)
LAYER(d16x16, 16, 16)
LAYER(d16x1, 16, 1)
LAYER(d784x15, 784, 15)
LAYER(d15x10, 15, 10)
LAYER(d784x50, 784, 50)
LAYER(d50x10, 50, 10)
LAYER(d784x128, 784, 128)
LAYER(d128x64, 128, 64)
LAYER(d64x10, 64, 10)
LAYER(d784x512, 784, 512)
LAYER(d512x512, 512, 512)
LAYER(d512x10, 512, 10)

#define SIGMOID(y, n) for (int i = 0; i < n; i++) y[i] = 1 / (1 + expf(-y[i]))
#define TANH(y, n) for (int i = 0; i < n; i++) y[i] = tanhf(y[i])
#define RELU(y, n) for (int i = 0; i < n; i++) y[i] = y[i] > 0 ? y[i] : 0
#define SOFTMAX(y, n)                                             \
  {                                                               \
    float m = y[0], s = 0;                                        \
    for (int i = 1; i < n; i++) m = y[i] > m ? y[i] : m;          \
    for (int i = 0; i < n; i++) s += y[i] = expf(y[i] - m);       \
    for (int i = 0; i < n; i++) y[i] /= s;                        \
  }

/* The factor that a gradient takes on its way back through an activation with the value h. */
#define SIGMOID_BACK(h) ((h) * (1 - (h)))
#define RELU_BACK(h) ((h) > 0 ? 1.0f : 0.0f)

#define SIZE(IN, OUT) ((size_t)IN * OUT + OUT)

#define BATCH(N, ORDER, IN, OUT)                                                   \
  void N##_batch_##ORDER(const float *w, const float *x, float *y, int rows) {     \
    for (int r = 0; r < rows; r++) N##_row_##ORDER(w, x + r * IN, y + r * OUT);    \
  }

#define ROW2(N, ORDER, A, B, C, HIDDEN, LAST)                         \
  void N##_row_##ORDER(const float *w, const float *x, float *y) {    \
    float h1[B];                                                      \
    d##A##x##B##_##ORDER(w, x, h1);                                   \
    HIDDEN(h1, B);                                                    \
    d##B##x##C##_##ORDER(w + SIZE(A, B), h1, y);                      \
    LAST(y, C);                                                       \
  }                                                                   \
  BATCH(N, ORDER, A, C)

#define ROW3(N, ORDER, A, B, C, D, HIDDEN, LAST)                      \
  void N##_row_##ORDER(const float *w, const float *x, float *y) {    \
    float h1[B], h2[C];                                               \
    d##A##x##B##_##ORDER(w, x, h1);                                   \
    HIDDEN(h1, B);                                                    \
    w += SIZE(A, B);                                                  \
    d##B##x##C##_##ORDER(w, h1, h2);                                  \
    HIDDEN(h2, C);                                                    \
    w += SIZE(B, C);                                                  \
    d##C##x##D##_##ORDER(w, h2, y);                                   \
    LAST(y, D);                                                       \
  }                                                                   \
  BATCH(N, ORDER, A, D)

#define ROW4(N, ORDER, A, B, C, D, E, HIDDEN, LAST)                   \
  void N##_row_##ORDER(const float *w, const float *x, float *y) {    \
    float h1[B], h2[C], h3[D];                                        \
    d##A##x##B##_##ORDER(w, x, h1);                                   \
    HIDDEN(h1, B);                                                    \
    w += SIZE(A, B);                                                  \
    d##B##x##C##_##ORDER(w, h1, h2);                                  \
    HIDDEN(h2, C);                                                    \
    w += SIZE(B, C);                                                  \
    d##C##x##D##_##ORDER(w, h2, h3);                                  \
    HIDDEN(h3, D);                                                    \
    w += SIZE(C, D);                                                  \
    d##D##x##E##_##ORDER(w, h3, y);                                   \
    LAST(y, E);                                                       \
  }                                                                   \
  BATCH(N, ORDER, A, E)

/* One step of gradient descent. The loss is the cross entropy behind LAST, so its gradient is (output - target) * scale. */
#define TRAIN2(N, A, B, C, HIDDEN, LAST)                                                                   \
  void N##_train(float *w, const float *x, const float *target, int rows, float scale, float rate) {       \
    static float h1[MAX_ROWS * B], g1[MAX_ROWS * B], g2[MAX_ROWS * C];                                     \
    float *w2 = w + SIZE(A, B);                                                                            \
    for (int r = 0; r < rows; r++) {                                                                       \
      float *h = h1 + r * B, *g = g2 + r * C, *d = g1 + r * B;                                             \
      d##A##x##B##_inputs(w, x + r * A, h);                                                                \
      HIDDEN(h, B);                                                                                        \
      d##B##x##C##_inputs(w2, h, g);                                                                       \
      LAST(g, C);                                                                                          \
      for (int j = 0; j < C; j++) g[j] = (g[j] - target[r * C + j]) * scale;                               \
      d##B##x##C##_back(w2, g, d);                                                                         \
      for (int j = 0; j < B; j++) d[j] *= HIDDEN##_BACK(h[j]);                                             \
    }                                                                                                      \
    d##B##x##C##_update(w2, h1, g2, rows, rate);                                                           \
    d##A##x##B##_update(w, x, g1, rows, rate);                                                             \
  }

#define TRAIN3(N, A, B, C, D, HIDDEN, LAST)                                                                \
  void N##_train(float *w, const float *x, const float *target, int rows, float scale, float rate) {       \
    static float h1[MAX_ROWS * B], h2[MAX_ROWS * C], g1[MAX_ROWS * B], g2[MAX_ROWS * C], g3[MAX_ROWS * D]; \
    float *w2 = w + SIZE(A, B), *w3 = w2 + SIZE(B, C);                                                     \
    for (int r = 0; r < rows; r++) {                                                                       \
      float *h = h1 + r * B, *k = h2 + r * C, *g = g3 + r * D, *d = g1 + r * B, *e = g2 + r * C;           \
      d##A##x##B##_inputs(w, x + r * A, h);                                                                \
      HIDDEN(h, B);                                                                                        \
      d##B##x##C##_inputs(w2, h, k);                                                                       \
      HIDDEN(k, C);                                                                                        \
      d##C##x##D##_inputs(w3, k, g);                                                                       \
      LAST(g, D);                                                                                          \
      for (int j = 0; j < D; j++) g[j] = (g[j] - target[r * D + j]) * scale;                               \
      d##C##x##D##_back(w3, g, e);                                                                         \
      for (int j = 0; j < C; j++) e[j] *= HIDDEN##_BACK(k[j]);                                             \
      d##B##x##C##_back(w2, e, d);                                                                         \
      for (int j = 0; j < B; j++) d[j] *= HIDDEN##_BACK(h[j]);                                             \
    }                                                                                                      \
    d##C##x##D##_update(w3, h2, g3, rows, rate);                                                           \
    d##B##x##C##_update(w2, h1, g2, rows, rate);                                                           \
    d##A##x##B##_update(w, x, g1, rows, rate);                                                             \
  }

ROW2(xor, inputs, 2, 2, 1, SIGMOID, SIGMOID)
ROW2(xor, outputs, 2, 2, 1, SIGMOID, SIGMOID)
ROW2(iris, inputs, 4, 16, 3, RELU, SOFTMAX)
ROW2(iris, outputs, 4, 16, 3, RELU, SOFTMAX)
ROW4(chain, inputs, 16, 16, 16, 16, 1, TANH, TANH)
ROW4(chain, outputs, 16, 16, 16, 16, 1, TANH, TANH)
ROW2(digits15, inputs, 784, 15, 10, SIGMOID, SIGMOID)
ROW2(digits15, outputs, 784, 15, 10, SIGMOID, SIGMOID)
TRAIN2(digits15, 784, 15, 10, SIGMOID, SIGMOID)
ROW2(digits50, inputs, 784, 50, 10, RELU, SOFTMAX)
ROW2(digits50, outputs, 784, 50, 10, RELU, SOFTMAX)
TRAIN2(digits50, 784, 50, 10, RELU, SOFTMAX)
ROW3(digits128, inputs, 784, 128, 64, 10, RELU, SOFTMAX)
ROW3(digits128, outputs, 784, 128, 64, 10, RELU, SOFTMAX)
TRAIN3(digits128, 784, 128, 64, 10, RELU, SOFTMAX)
ROW3(digits512, inputs, 784, 512, 512, 10, RELU, SOFTMAX)
ROW3(digits512, outputs, 784, 512, 512, 10, RELU, SOFTMAX)
TRAIN3(digits512, 784, 512, 512, 10, RELU, SOFTMAX)

/* Functions of 1024 numbers, and the softmax of rows of ten. */
#define COUNT 1024

void exp_all(const float *restrict x, float *restrict y) {
  for (int i = 0; i < COUNT; i++) y[i] = expf(x[i]);
}

void tanh_all(const float *restrict x, float *restrict y) {
  for (int i = 0; i < COUNT; i++) y[i] = tanhf(x[i]);
}

void sigmoid_all(const float *restrict x, float *restrict y) {
  for (int i = 0; i < COUNT; i++) y[i] = 1 / (1 + expf(-x[i]));
}

void gelu_all(const float *restrict x, float *restrict y) {
  for (int i = 0; i < COUNT; i++) {
    float v = x[i];
    y[i] = 0.5f * v * (1 + tanhf(0.7978845608f * (v + 0.044715f * v * v * v)));
  }
}

void softmax_rows(const float *restrict x, float *restrict y, int rows) {
  for (int r = 0; r < rows; r++) {
    float v[10];
    for (int j = 0; j < 10; j++) v[j] = x[r * 10 + j];
    SOFTMAX(v, 10);
    for (int j = 0; j < 10; j++) y[r * 10 + j] = v[j];
  }
}
