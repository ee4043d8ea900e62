/*
 * The networks of images of the tables in the C of images.h. Parameters are those of the network, one after the other in its order and in the
 * order of PyTorch. For prediction each batch normalisation has been folded into the weight and bias of its convolution beforehand.
 */
#include "images.h"

#define MOST_MARGINS (64 * 20 * 20 + 32 * 34 * 34)

#define BATCH(N, IN, OUT)                                                        \
  void N##_batch(const float *w, const float *x, float *y, int rows) {           \
    for (int r = 0; r < rows; r++) N##_row(w, x + (size_t)r * IN, y + (size_t)r * OUT); \
  }

/* LeNet-5. */
static const conv_sizes lenet1 = {1, 28, 28, 6, 5, 5, 2, 2, 1, 1};
static const conv_sizes lenet2 = {6, 14, 14, 16, 5, 5, 0, 0, 1, 1};

void lenet_row(const float *w, const float *x, float *y) {
  static float margins[32 * 32], a[6 * 28 * 28], p[6 * 14 * 14], b[16 * 10 * 10], q[400], h1[120], h2[84];
  const float *w2 = w + 150 + 6, *d1 = w2 + 2400 + 16, *d2 = d1 + 400 * 120 + 120, *d3 = d2 + 120 * 84 + 84;
  conv(lenet1, x, w, w + 150, a, 1, margins);
  pool(6, 28, 28, a, p, 0);
  conv(lenet2, p, w2, w2 + 2400, b, 1, margins);
  pool(16, 10, 10, b, q, 0);
  dense(400, 120, d1, d1 + 400 * 120, q, h1, 1);
  dense(120, 84, d2, d2 + 120 * 84, h1, h2, 1);
  dense(84, 10, d3, d3 + 84 * 10, h2, y, 0);
  softmax(10, y);
}

BATCH(lenet, 784, 10)

void lenet_train(float *w, const float *x, const float *target, int n, float scale, float rate) {
  enum { A = 6 * 28 * 28, P = 6 * 14 * 14, B = 16 * 10 * 10, Q = 400, EACH = P + Q + 120 + 84 + 10 + 84 + 120 };
  static float *room;
  static unsigned char *which;
  static size_t have;
  static float margins[16 * 18 * 18], a[A], b[B], dq[Q], db[B], dp[P], da[A], turned[2400], g1[156], g2[2416];
  float *w2 = w + 156, *d1 = w2 + 2416, *d2 = d1 + 400 * 120 + 120, *d3 = d2 + 120 * 84 + 84;
  if (have < (size_t)n * EACH) which = realloc(which, (size_t)n * (P + Q));
  float *p = room_of(&room, &have, (size_t)n * EACH), *q = p + (size_t)n * P, *h1 = q + (size_t)n * Q, *h2 = h1 + (size_t)n * 120, *e3 = h2 + (size_t)n * 84;
  float *e2 = e3 + (size_t)n * 10, *e1 = e2 + (size_t)n * 84;
  memset(g1, 0, sizeof g1);
  memset(g2, 0, sizeof g2);
  turn_round(lenet2, w2, turned);
  for (int r = 0; r < n; r++) {
    float *pr = p + (size_t)r * P, *qr = q + (size_t)r * Q, *y = e3 + (size_t)r * 10;
    unsigned char *k1 = which + (size_t)r * (P + Q), *k2 = k1 + P;
    conv(lenet1, x + (size_t)r * 784, w, w + 150, a, 1, margins);
    pool(6, 28, 28, a, pr, k1);
    conv(lenet2, pr, w2, w2 + 2400, b, 1, margins);
    pool(16, 10, 10, b, qr, k2);
    dense(400, 120, d1, d1 + 400 * 120, qr, h1 + (size_t)r * 120, 1);
    dense(120, 84, d2, d2 + 120 * 84, h1 + (size_t)r * 120, h2 + (size_t)r * 84, 1);
    dense(84, 10, d3, d3 + 84 * 10, h2 + (size_t)r * 84, y, 0);
    softmax(10, y);
    for (int j = 0; j < 10; j++) y[j] = (y[j] - target[(size_t)r * 10 + j]) * scale;
    dense_back(84, 10, d3, y, e2 + (size_t)r * 84);
    for (int j = 0; j < 84; j++) e2[(size_t)r * 84 + j] *= h2[(size_t)r * 84 + j] > 0;
    dense_back(120, 84, d2, e2 + (size_t)r * 84, e1 + (size_t)r * 120);
    for (int j = 0; j < 120; j++) e1[(size_t)r * 120 + j] *= h1[(size_t)r * 120 + j] > 0;
    dense_back(400, 120, d1, e1 + (size_t)r * 120, dq);
    pool_back(16, 10, 10, qr, k2, dq, db);
    conv_weights(lenet2, pr, db, g2, g2 + 2400, margins);
    conv(back_of(lenet2), db, turned, 0, dp, 0, margins);
    pool_back(6, 28, 28, pr, k1, dp, da);
    conv_weights(lenet1, x + (size_t)r * 784, da, g1, g1 + 150, margins);
  }
  dense_descend(n, 84, 10, d3, d3 + 840, h2, e3, rate);
  dense_descend(n, 120, 84, d2, d2 + 120 * 84, h1, e2, rate);
  dense_descend(n, 400, 120, d1, d1 + 400 * 120, q, e1, rate);
  descend(sizeof g2 / sizeof *g2, w2, g2, rate);
  descend(sizeof g1 / sizeof *g1, w, g1, rate);
}

/* The small net of images: four convolutions of 3 x 3, two pools, ten classes. */
static const conv_sizes small1 = {3, 32, 32, 32, 3, 3, 1, 1, 1, 1};
static const conv_sizes small2 = {32, 32, 32, 32, 3, 3, 1, 1, 1, 1};
static const conv_sizes small3 = {32, 16, 16, 64, 3, 3, 1, 1, 1, 1};
static const conv_sizes small4 = {64, 16, 16, 64, 3, 3, 1, 1, 1, 1};

void small_row(const float *w, const float *x, float *y) {
  static float margins[MOST_MARGINS], a[32 * 1024], b[32 * 1024], p[32 * 256], c[64 * 256], d[64 * 256], q[64 * 64];
  const float *w2 = w + WEIGHTS(small1) + 32, *w3 = w2 + WEIGHTS(small2) + 32, *w4 = w3 + WEIGHTS(small3) + 64, *w5 = w4 + WEIGHTS(small4) + 64;
  conv(small1, x, w, w + WEIGHTS(small1), a, 1, margins);
  conv(small2, a, w2, w2 + WEIGHTS(small2), b, 1, margins);
  pool(32, 32, 32, b, p, 0);
  conv(small3, p, w3, w3 + WEIGHTS(small3), c, 1, margins);
  conv(small4, c, w4, w4 + WEIGHTS(small4), d, 1, margins);
  pool(64, 16, 16, d, q, 0);
  dense(4096, 10, w5, w5 + 40960, q, y, 0);
  softmax(10, y);
}

BATCH(small, 3072, 10)

/* A convolution, its normalisation and ReLU over n images: the normalised values, what follows the ReLU, and one over the deviations. */
typedef struct {
  float *normalised, *y, *inverse;
} layer;

/* Behind the weight of a convolution lie the scale, the shift, the running mean and the running variance of its normalisation. */
INLINE void layer_forward(conv_sizes z, int n, float *w, const float *x, layer l, float *margins) {
  float *scale = w + WEIGHTS(z);
  for (int r = 0; r < n; r++) conv(z, x + r * IN_SIZE(z), w, 0, l.normalised + r * OUT_SIZE(z), 0, margins);
  norm(n, z.f, OUT_H(z) * OUT_W(z), l.normalised, l.y, scale, scale + z.f, scale + 2 * z.f, scale + 3 * z.f, l.inverse);
}

/* dy becomes the gradient at the convolution's result; dx that at its input, unless nobody takes it; the parameters descend. */
INLINE void layer_back(conv_sizes z, int n, float *w, const float *x, layer l, float *dy, float *dx, float rate, float *margins) {
  static float g[64 * 64 * 9], turned[64 * 64 * 9];
  float *scale = w + WEIGHTS(z);
  norm_back(n, z.f, OUT_H(z) * OUT_W(z), l.normalised, l.y, dy, scale, scale + z.f, l.inverse, rate);
  memset(g, 0, WEIGHTS(z) * sizeof(float));
  turn_round(z, w, turned);
  for (int r = 0; r < n; r++) {
    conv_weights(z, x + r * IN_SIZE(z), dy + r * OUT_SIZE(z), g, 0, margins);
    if (dx) conv(back_of(z), dy + r * OUT_SIZE(z), turned, 0, dx + r * IN_SIZE(z), 0, margins);
  }
  descend(WEIGHTS(z), w, g, rate);
}

void small_train(float *w, const float *x, const float *target, int n, float scale, float rate) {
  enum { WIDE = 32 * 1024, NARROW = 64 * 256, P = 32 * 256, Q = 4096, EACH = 6 * WIDE + 6 * NARROW + 2 * P + 2 * Q + 10 };
  static float *room;
  static unsigned char *which;
  static size_t have;
  static float margins[MOST_MARGINS], inverse[4][64];
  float *w2 = w + WEIGHTS(small1) + 4 * 32, *w3 = w2 + WEIGHTS(small2) + 4 * 32, *w4 = w3 + WEIGHTS(small3) + 4 * 64, *w5 = w4 + WEIGHTS(small4) + 4 * 64;
  if (have < (size_t)n * EACH) which = realloc(which, (size_t)n * (P + Q));
  size_t m = n;
  float *at = room_of(&room, &have, m * EACH);
  layer l1 = {at, at + m * WIDE, inverse[0]}, l2 = {at + 2 * m * WIDE, at + 3 * m * WIDE, inverse[1]};
  float *dy = at + 4 * m * WIDE, *dx = at + 5 * m * WIDE;
  at += 6 * m * WIDE;
  layer l3 = {at, at + m * NARROW, inverse[2]}, l4 = {at + 2 * m * NARROW, at + 3 * m * NARROW, inverse[3]};
  float *dd = at + 4 * m * NARROW, *dc = at + 5 * m * NARROW;
  at += 6 * m * NARROW;
  float *p = at, *dp = p + m * P, *q = dp + m * P, *dq = q + m * Q, *e = dq + m * Q;
  unsigned char *k1 = which, *k2 = which + m * P;

  layer_forward(small1, n, w, x, l1, margins);
  layer_forward(small2, n, w2, l1.y, l2, margins);
  pool(32 * n, 32, 32, l2.y, p, k1);
  layer_forward(small3, n, w3, p, l3, margins);
  layer_forward(small4, n, w4, l3.y, l4, margins);
  pool(64 * n, 16, 16, l4.y, q, k2);
  for (int r = 0; r < n; r++) {
    float *y = e + (size_t)r * 10;
    dense(4096, 10, w5, w5 + 40960, q + (size_t)r * Q, y, 0);
    softmax(10, y);
    for (int j = 0; j < 10; j++) y[j] = (y[j] - target[(size_t)r * 10 + j]) * scale;
    dense_back(4096, 10, w5, y, dq + (size_t)r * Q);
  }
  pool_back(64 * n, 16, 16, q, k2, dq, dd);
  layer_back(small4, n, w4, l3.y, l4, dd, dc, rate, margins);
  layer_back(small3, n, w3, p, l3, dc, dp, rate, margins);
  pool_back(32 * n, 32, 32, p, k1, dp, dy);
  layer_back(small2, n, w2, l1.y, l2, dy, dx, rate, margins);
  layer_back(small1, n, w, x, l1, dx, 0, rate, margins);
  dense_descend(n, 4096, 10, w5, w5 + 40960, q, e, rate);
}

/* A block of a mobile net: depthwise, then pointwise. */
static const conv_sizes mobile1 = {32, 32, 32, 32, 3, 3, 1, 1, 1, 32};
static const conv_sizes mobile2 = {32, 32, 32, 64, 1, 1, 0, 0, 1, 1};

void mobile_row(const float *w, const float *x, float *y) {
  static float margins[MOST_MARGINS], a[32 * 1024];
  const float *w2 = w + WEIGHTS(mobile1) + 32;
  conv(mobile1, x, w, w + WEIGHTS(mobile1), a, 1, margins);
  conv(mobile2, a, w2, w2 + WEIGHTS(mobile2), y, 1, margins);
}

BATCH(mobile, 32 * 1024, 64 * 1024)

/* Spotting keywords: a wide convolution with stride 2, four times depthwise and pointwise, the mean of all places, twelve words. */
static const conv_sizes words0 = {1, 49, 10, 64, 10, 4, 5, 1, 2, 1};
static const conv_sizes words1 = {64, 25, 5, 64, 3, 3, 1, 1, 1, 64};
/* All places are one line. */
static const conv_sizes words2 = {64, 1, 125, 64, 1, 1, 0, 0, 1, 1};

void words_row(const float *w, const float *x, float *y) {
  static float margins[MOST_MARGINS], a[64 * 125], b[64 * 125], mean[64];
  conv(words0, x, w, w + WEIGHTS(words0), a, 1, margins);
  w += WEIGHTS(words0) + 64;
  for (int block = 0; block < 4; block++) {
    conv(words1, a, w, w + WEIGHTS(words1), b, 1, margins);
    w += WEIGHTS(words1) + 64;
    conv(words2, b, w, w + WEIGHTS(words2), a, 1, margins);
    w += WEIGHTS(words2) + 64;
  }
  for (int c = 0; c < 64; c++) {
    float sum = 0;
    for (int i = 0; i < 125; i++) sum += a[c * 125 + i];
    mean[c] = sum / 125;
  }
  dense(64, 12, w, w + 64 * 12, mean, y, 0);
  softmax(12, y);
}

BATCH(words, 490, 12)
