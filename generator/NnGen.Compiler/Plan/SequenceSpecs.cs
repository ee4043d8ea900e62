using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary><c>y[rows, features] = w[x[rows]]</c>, the rows of a table that numbers say. Memories x, w, y.</summary>
public sealed record EmbeddingSpec(string Name, int Count, int Features, int XStride, int WeightStride, int YStride) : KernelSpec(Name);

/// <summary><c>y[rows, outer * OuterStride + inner * InnerStride + step[rows] * StepStride] = x[rows, outer, inner]</c>. Memories x, step, y.</summary>
public sealed record CacheSpec(string Name, int Steps, int Size, CacheAxes Axes, int XStride, int StepStride, int YStride) : KernelSpec(Name);

/// <summary><c>y[rows, length]</c> moved on by <paramref name="Count"/> elements, and those of x behind what stays. Memories x, y.</summary>
public sealed record HistorySpec(string Name, int Length, int Count, int XStride, int YStride) : KernelSpec(Name);

/// <summary><c>y[rows, count]</c>: 1 at the class that x says and 0 elsewhere; 0 everywhere where that is the padding. Memories x, y.</summary>
public sealed record OneHotSpec(string Name, int Count, int Padding, int XStride, int YStride) : KernelSpec(Name);

/// <summary>
/// <c>dw[count, features]</c>: the sum of the rows dy whose number is that of the row, to the update. Memories x, dy of each lookup by number, and sums,
/// which has room for the table; index <c>weight</c>. Where it is sparse, only rows that were looked up go to the update, and there is a memory waiting,
/// which has an element for each row.
/// </summary>
public sealed record EmbeddingGradientSpec(string Name, int Count, int Features, int WeightStride, EquatableArray<LookupStrides> Lookups, bool IsSparse) : KernelSpec(Name);

/// <summary>The elements from one position to the next of the numbers of a lookup and of its gradient, the positions of a row, and the padding; -1 for none.</summary>
public sealed record LookupStrides(int X, int Dy, int Positions, int Padding);

/// <summary>
/// Softmax over the keys that each query sees, the others 0: up to its own number where it is causal, and those whose mask is not above 0 where
/// <paramref name="MaskRow"/>, the elements from one row of masks to the next, is not 0. Memories x; hidden, where there is a mask; y.
/// </summary>
public sealed record MaskedSoftmaxSpec(string Name, int Matrices, int Queries, int Keys, int XRow, int YRow, int MaskRow, bool IsCausal) : KernelSpec(Name);

/// <summary>
/// Connectionist temporal classification of log-probabilities y[steps, classes] and targets t[length, labels.., none]. Memories y, t, loss; ways, where
/// <paramref name="WaysStride"/>, the elements from one row of states to the next, is not 0.
/// </summary>
public record CtcSpec(string Name, int Steps, int Classes, int Labels, int Blank, bool IsPerLabel, bool ZeroInfinity, int XStride, int TargetStride, int WaysStride) : KernelSpec(Name);

/// <summary>Its gradient. Memories y, t, ways, loss, dx and the factors of the rows.</summary>
public sealed record CtcGradientSpec(string Name, int Steps, int Classes, int Labels, int Blank, bool IsPerLabel, bool ZeroInfinity, int XStride, int TargetStride, int WaysStride, int GradientStride)
    : CtcSpec(Name, Steps, Classes, Labels, Blank, IsPerLabel, ZeroInfinity, XStride, TargetStride, WaysStride);
