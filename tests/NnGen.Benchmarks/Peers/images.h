/*
 * The layers of networks of images as one would write them by hand in C for known sizes: channels first, plain loops over arrays of constant
 * length, left to the compiler. Every function is inlined with the sizes of its layer as constants.
 */
#ifndef IMAGES_H
#define IMAGES_H

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

/* A convolution: channels, height and width of its input, filters, kernel, padding above and left (and as much below and right), stride, groups. */
typedef struct {
  int c, h, w, f, kh, kw, ph, pw, s, g;
} conv_sizes;

#define OUT_H(z) (((z).h + 2 * (z).ph - (z).kh) / (z).s + 1)
#define OUT_W(z) (((z).w + 2 * (z).pw - (z).kw) / (z).s + 1)
#define PADDED_H(z) ((z).h + 2 * (z).ph)
#define PADDED_W(z) ((z).w + 2 * (z).pw)
#define IN_SIZE(z) ((size_t)(z).c * (z).h * (z).w)
#define OUT_SIZE(z) ((size_t)(z).f * OUT_H(z) * OUT_W(z))
#define WEIGHTS(z) ((size_t)(z).f * ((z).c / (z).g) * (z).kh * (z).kw)

/* The largest plane of a result and most elements of all windows; the filters that are summed side by side, and how much of their planes at once. */
#define MOST_PLANE (34 * 34)
#define MOST_KERNEL 8
#define MOST_UNROLLED (40 * 125)
#define SIDE_BY_SIDE 4
#define PIECE 32

/* The image with its margins of zeros; the image itself where there are none. */
INLINE const float *with_margins(conv_sizes z, const float *restrict x, float *restrict padded) {
  if (z.ph == 0 && z.pw == 0) return x;
  memset(padded, 0, sizeof(float) * z.c * PADDED_H(z) * PADDED_W(z));
  for (int c = 0; c < z.c; c++)
    for (int i = 0; i < z.h; i++)
      memcpy(padded + ((size_t)c * PADDED_H(z) + i + z.ph) * PADDED_W(z) + z.pw, x + ((size_t)c * z.h + i) * z.w, sizeof(float) * z.w);
  return padded;
}

/* For strides: each element of a window in a plane of its own, so that what is left is a pointwise convolution over one line of all places. Of one group. */
INLINE conv_sizes unrolled(conv_sizes z) { return (conv_sizes){z.c * z.kh * z.kw, 1, OUT_H(z) * OUT_W(z), z.f, 1, 1, 0, 0, 1, 1}; }

INLINE void unroll(conv_sizes z, const float *restrict x, float *restrict planes) {
  for (int c = 0; c < z.c; c++)
    for (int k = 0; k < z.kh; k++)
      for (int l = 0; l < z.kw; l++, planes += OUT_H(z) * OUT_W(z))
        for (int i = 0; i < OUT_H(z); i++)
          for (int j = 0; j < OUT_W(z); j++) planes[i * OUT_W(z) + j] = x[((size_t)c * PADDED_H(z) + i * z.s + k) * PADDED_W(z) + j * z.s + l];
}

/*
 * Planes of a few filters at once: all lines with their margins are one run, cut into pieces whose sums stay in registers while the windows go
 * over them. What is computed across the end of a line is nobody's; the last piece overlaps the one before.
 */
INLINE void conv_planes(conv_sizes z, int few, const float *restrict x, const float *restrict w, const float *restrict b, float *restrict y, int f, int relu) {
  static float plane[SIDE_BY_SIDE][MOST_PLANE];
  int in = z.c / z.g, first = f / (z.f / z.g) * in, run = (OUT_H(z) - 1) * PADDED_W(z) + OUT_W(z);
  for (int p = 0; p < run; p += PIECE) {
    int from = p + PIECE <= run ? p : run - PIECE;
    float sum[SIDE_BY_SIDE][PIECE];
    for (int q = 0; q < few; q++)
      for (int j = 0; j < PIECE; j++) sum[q][j] = b ? b[f + q] : 0;
    for (int c = 0; c < in; c++)
      for (int k = 0; k < z.kh; k++)
        for (int l = 0; l < z.kw; l++) {
          const float *line = x + ((size_t)(first + c) * PADDED_H(z) + k) * PADDED_W(z) + l + from;
          for (int q = 0; q < few; q++) {
            float one = w[(((size_t)(f + q) * in + c) * z.kh + k) * z.kw + l];
            for (int j = 0; j < PIECE; j++) sum[q][j] += one * line[j];
          }
        }
    for (int q = 0; q < few; q++)
      for (int j = 0; j < PIECE; j++) plane[q][from + j] = relu && sum[q][j] < 0 ? 0 : sum[q][j];
  }
  for (int q = 0; q < few; q++)
    for (int i = 0; i < OUT_H(z); i++) memcpy(y + ((size_t)(f + q) * OUT_H(z) + i) * OUT_W(z), plane[q] + i * PADDED_W(z), sizeof(float) * OUT_W(z));
}

/* y = conv(x) + b, with a ReLU where wanted. */
INLINE void conv(conv_sizes z, const float *restrict x, const float *restrict w, const float *restrict b, float *restrict y, int relu, float *restrict room) {
  static float planes[MOST_UNROLLED];
  x = with_margins(z, x, room);
  if (z.s > 1) {
    unroll(z, x, planes);
    z = unrolled(z);
    x = planes;
  }
  int f = 0;
  if (z.f / z.g >= SIDE_BY_SIDE)
    for (; f + SIDE_BY_SIDE <= z.f; f += SIDE_BY_SIDE) conv_planes(z, SIDE_BY_SIDE, x, w, b, y, f, relu);
  if (z.f / z.g >= 2)
    for (; f + 2 <= z.f; f += 2) conv_planes(z, 2, x, w, b, y, f, relu);
  for (; f < z.f; f++) conv_planes(z, 1, x, w, b, y, f, relu);
}

/* The gradients of a line of the kernels of two filters: sums over a run, as many at once as there are elements. */
INLINE void sum_windows(int kw, int run, const float *restrict d0, const float *restrict d1, const float *restrict x, float *restrict w0, float *restrict w1) {
  float a[MOST_KERNEL] = {0}, b[MOST_KERNEL] = {0};
  for (int p = 0; p < run; p++)
#pragma GCC unroll 8
    for (int l = 0; l < kw; l++) {
      a[l] += d0[p] * x[p + l];
      b[l] += d1[p] * x[p + l];
    }
  for (int l = 0; l < kw; l++) {
    w0[l] += a[l];
    w1[l] += b[l];
  }
}

/* dw += the gradient of the weights by one image; db likewise. Of one group, stride 1 and an even number of filters. */
INLINE void conv_weights(conv_sizes z, const float *restrict x, const float *restrict dy, float *restrict dw, float *restrict db, float *restrict room) {
  static float plane[2][MOST_PLANE];
  int run = (OUT_H(z) - 1) * PADDED_W(z) + OUT_W(z);
  x = with_margins(z, x, room);
  for (int f = 0; f < z.f; f += 2) {
    /* The gradient in lines as wide as those of the input: zeros between them. */
    for (int q = 0; q < 2; q++)
      for (int i = 0; i < OUT_H(z); i++) {
        float *line = plane[q] + i * PADDED_W(z);
        memcpy(line, dy + ((size_t)(f + q) * OUT_H(z) + i) * OUT_W(z), sizeof(float) * OUT_W(z));
        memset(line + OUT_W(z), 0, sizeof(float) * (PADDED_W(z) - OUT_W(z)));
      }
    for (int c = 0; c < z.c; c++)
      for (int k = 0; k < z.kh; k++) {
        float *to = dw + (((size_t)f * z.c + c) * z.kh + k) * z.kw;
        sum_windows(z.kw, run, plane[0], plane[1], x + ((size_t)c * PADDED_H(z) + k) * PADDED_W(z), to, to + (size_t)z.c * z.kh * z.kw);
      }
    if (db)
      for (int q = 0; q < 2; q++) {
        float sum = 0;
        for (int i = 0; i < run; i++) sum += plane[q][i];
        db[f + q] += sum;
      }
  }
}

/* The convolution that takes the gradient of a result back to the input, and its weights: the kernel turned round, filters and channels exchanged. */
INLINE conv_sizes back_of(conv_sizes z) {
  return (conv_sizes){z.f, OUT_H(z), OUT_W(z), z.c, z.kh, z.kw, z.kh - 1 - z.ph, z.kw - 1 - z.pw, 1, 1};
}

INLINE void turn_round(conv_sizes z, const float *restrict w, float *restrict turned) {
  for (int f = 0; f < z.f; f++)
    for (int c = 0; c < z.c; c++)
      for (int k = 0; k < z.kh * z.kw; k++)
        turned[((size_t)c * z.f + f) * z.kh * z.kw + z.kh * z.kw - 1 - k] = w[((size_t)f * z.c + c) * z.kh * z.kw + k];
}

/* The largest of each two by two, and which of the four it was, where anybody asks. */
INLINE void pool(int c, int h, int w, const float *restrict x, float *restrict y, unsigned char *restrict which) {
  for (int i = 0; i < c * (h / 2); i++) {
    const float *a = x + (size_t)i * 2 * w, *b = a + w;
    for (int j = 0; j < w / 2; j++) {
      float p = a[2 * j], q = a[2 * j + 1], r = b[2 * j], s = b[2 * j + 1];
      float top = q > p ? q : p, bottom = s > r ? s : r;
      y[(size_t)i * (w / 2) + j] = bottom > top ? bottom : top;
      if (which) which[(size_t)i * (w / 2) + j] = bottom > top ? (s > r ? 3 : 2) : (q > p ? 1 : 0);
    }
  }
}

/* The gradient goes to the largest, and on through the ReLU before the pool, whose value is y. */
INLINE void pool_back(int c, int h, int w, const float *restrict y, const unsigned char *restrict which, const float *restrict dy, float *restrict dx) {
  for (int i = 0; i < c * (h / 2); i++)
    for (int j = 0; j < w / 2; j++) {
      size_t k = (size_t)i * (w / 2) + j;
      float g = y[k] > 0 ? dy[k] : 0;
      float *to = dx + (size_t)i * 2 * w + 2 * j;
      to[0] = which[k] == 0 ? g : 0;
      to[1] = which[k] == 1 ? g : 0;
      to[w] = which[k] == 2 ? g : 0;
      to[w + 1] = which[k] == 3 ? g : 0;
    }
}

/* Batch normalisation over the batch and the places of n images, with the ReLU behind it. x becomes the normalised values. */
INLINE void norm(int n, int c, int places, float *restrict x, float *restrict y, const float *restrict scale, const float *restrict shift,
                 float *restrict running_mean, float *restrict running_variance, float *restrict inverse) {
  float count = (float)n * places;
  for (int f = 0; f < c; f++) {
    double sum = 0, squares = 0;
    for (int r = 0; r < n; r++) {
      const float *of = x + ((size_t)r * c + f) * places;
      float part = 0;
      for (int i = 0; i < places; i++) part += of[i];
      sum += part;
    }
    float mean = sum / count;
    for (int r = 0; r < n; r++) {
      const float *of = x + ((size_t)r * c + f) * places;
      float part = 0;
      for (int i = 0; i < places; i++) part += (of[i] - mean) * (of[i] - mean);
      squares += part;
    }
    float variance = squares / count, by = 1 / sqrtf(variance + 1e-5f);
    inverse[f] = by;
    running_mean[f] += 0.1f * (mean - running_mean[f]);
    running_variance[f] += 0.1f * (variance * count / (count - 1) - running_variance[f]);
    for (int r = 0; r < n; r++) {
      float *of = x + ((size_t)r * c + f) * places, *to = y + ((size_t)r * c + f) * places;
      for (int i = 0; i < places; i++) {
        float v = (of[i] - mean) * by;
        of[i] = v;
        v = v * scale[f] + shift[f];
        to[i] = v > 0 ? v : 0;
      }
    }
  }
}

/* From the gradient at y to that at the input of the normalisation, in place; scale and shift descend. */
INLINE void norm_back(int n, int c, int places, const float *restrict normalised, const float *restrict y, float *restrict dy, float *restrict scale,
                      float *restrict shift, const float *restrict inverse, float rate) {
  float count = (float)n * places;
  for (int f = 0; f < c; f++) {
    float sum = 0, products = 0;
    for (int r = 0; r < n; r++) {
      size_t at = ((size_t)r * c + f) * places;
      for (int i = 0; i < places; i++) {
        float g = y[at + i] > 0 ? dy[at + i] : 0;
        dy[at + i] = g;
        sum += g;
        products += g * normalised[at + i];
      }
    }
    float by = scale[f] * inverse[f];
    for (int r = 0; r < n; r++) {
      size_t at = ((size_t)r * c + f) * places;
      for (int i = 0; i < places; i++) dy[at + i] = by * (dy[at + i] - sum / count - normalised[at + i] * products / count);
    }
    scale[f] -= rate * products;
    shift[f] -= rate * sum;
  }
}

/* A dense layer whose weight is [out][in], as files have it. */
INLINE void dense(int in, int out, const float *restrict w, const float *restrict b, const float *restrict x, float *restrict y, int relu) {
  for (int j = 0; j < out; j++) {
    float sum = b[j];
    for (int k = 0; k < in; k++) sum += w[(size_t)j * in + k] * x[k];
    y[j] = relu && sum < 0 ? 0 : sum;
  }
}

INLINE void dense_back(int in, int out, const float *restrict w, const float *restrict dy, float *restrict dx) {
  for (int k = 0; k < in; k++) dx[k] = 0;
  for (int j = 0; j < out; j++)
    for (int k = 0; k < in; k++) dx[k] += dy[j] * w[(size_t)j * in + k];
}

/* w -= rate * the gradient by n rows. */
INLINE void dense_descend(int n, int in, int out, float *restrict w, float *restrict b, const float *restrict x, const float *restrict dy, float rate) {
  for (int j = 0; j < out; j++) {
    float *of = w + (size_t)j * in, sum = 0;
    for (int r = 0; r < n; r++) {
      float g = rate * dy[(size_t)r * out + j];
      sum += g;
      for (int k = 0; k < in; k++) of[k] -= g * x[(size_t)r * in + k];
    }
    b[j] -= sum;
  }
}

INLINE void softmax(int n, float *y) {
  float most = y[0], sum = 0;
  for (int i = 1; i < n; i++) most = y[i] > most ? y[i] : most;
  for (int i = 0; i < n; i++) sum += y[i] = expf(y[i] - most);
  for (int i = 0; i < n; i++) y[i] /= sum;
}

INLINE void descend(size_t count, float *restrict w, const float *restrict g, float rate) {
  for (size_t i = 0; i < count; i++) w[i] -= rate * g[i];
}

/* Memory that a network keeps between its calls. */
INLINE float *room_of(float **room, size_t *have, size_t count) {
  if (*have < count) {
    free(*room);
    *room = aligned_alloc(64, (count * sizeof(float) + 127) / 64 * 64);
    *have = count;
  }
  return *room;
}

#endif
