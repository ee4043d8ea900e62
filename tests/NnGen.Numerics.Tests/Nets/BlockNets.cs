namespace NnGen.Numerics.Tests.Nets;

// Networks of blocks, and the same written out.

/// <summary>What it stands on, changed by two layers.</summary>
[Block]
[Input(Name = "x")]
[Dense(24), Sigmoid]
[Dense(24, Name = "change"), Add("x", "change")]
public class ResidualPart;

/// <summary>A block of a block, whose output is wider than what is inside.</summary>
[Block]
[Use<NarrowPart>(Name = "narrow")]
[LayerNorm, Dense(24)]
public class Squeezed;

/// <summary>A layer of few units.</summary>
[Block]
[Dense(9), ReLU]
public class NarrowPart;

/// <summary>A layer that stands in line with itself.</summary>
[Block]
[Dense(24), Tanh]
public class SharedPart;

/// <summary>Repeated, nested and shared blocks.</summary>
[Network(InputGradient = true)]
[Input(13)]
[Dense(24), Tanh]
[Use<ResidualPart>(Repeat = 4, Name = "stage")]
[Use<Squeezed>]
[Use<SharedPart>(Repeat = 3, Shared = true)]
[Dense(3)]
[CrossEntropyLoss]
public partial class Repeated;

/// <summary><see cref="Repeated"/> in double precision.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(13)]
[Dense(24), Tanh]
[Use<ResidualPart>(Repeat = 4, Name = "stage")]
[Use<Squeezed>]
[Use<SharedPart>(Repeat = 3, Shared = true)]
[Dense(3)]
[CrossEntropyLoss]
public partial class RepeatedDouble;

/// <summary><see cref="Repeated"/> without blocks.</summary>
[Network(InputGradient = true)]
[Input(13)]
[Dense(24, Name = "dense1"), Tanh(Name = "tanh1")]
[Dense(24, Name = "stage1.dense1"), Sigmoid(Name = "stage1.sigmoid1"), Dense(24, Name = "stage1.change"), Add("tanh1", "stage1.change", Name = "stage1.add1")]
[Dense(24, Name = "stage2.dense1"), Sigmoid(Name = "stage2.sigmoid1"), Dense(24, Name = "stage2.change"), Add("stage1.add1", "stage2.change", Name = "stage2.add1")]
[Dense(24, Name = "stage3.dense1"), Sigmoid(Name = "stage3.sigmoid1"), Dense(24, Name = "stage3.change"), Add("stage2.add1", "stage3.change", Name = "stage3.add1")]
[Dense(24, Name = "stage4.dense1"), Sigmoid(Name = "stage4.sigmoid1"), Dense(24, Name = "stage4.change"), Add("stage3.add1", "stage4.change", Name = "stage4.add1")]
[Dense(9, Name = "squeezed1.narrow.dense1"), ReLU(Name = "squeezed1.narrow.relu1")]
[LayerNorm(Name = "squeezed1.layernorm1"), Dense(24, Name = "squeezed1.dense1")]
[Dense(24, Name = "sharedpart1.dense1"), Tanh(Name = "sharedpart1.tanh1")]
[Dense(24, Name = "sharedpart2.dense1", Tied = "sharedpart1.dense1"), Tanh(Name = "sharedpart2.tanh1")]
[Dense(24, Name = "sharedpart3.dense1", Tied = "sharedpart1.dense1"), Tanh(Name = "sharedpart3.tanh1")]
[Dense(3, Name = "dense2")]
[CrossEntropyLoss]
public partial class WrittenOut;

/// <summary><see cref="RepeatedDouble"/> without blocks.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(13)]
[Dense(24, Name = "dense1"), Tanh(Name = "tanh1")]
[Dense(24, Name = "stage1.dense1"), Sigmoid(Name = "stage1.sigmoid1"), Dense(24, Name = "stage1.change"), Add("tanh1", "stage1.change", Name = "stage1.add1")]
[Dense(24, Name = "stage2.dense1"), Sigmoid(Name = "stage2.sigmoid1"), Dense(24, Name = "stage2.change"), Add("stage1.add1", "stage2.change", Name = "stage2.add1")]
[Dense(24, Name = "stage3.dense1"), Sigmoid(Name = "stage3.sigmoid1"), Dense(24, Name = "stage3.change"), Add("stage2.add1", "stage3.change", Name = "stage3.add1")]
[Dense(24, Name = "stage4.dense1"), Sigmoid(Name = "stage4.sigmoid1"), Dense(24, Name = "stage4.change"), Add("stage3.add1", "stage4.change", Name = "stage4.add1")]
[Dense(9, Name = "squeezed1.narrow.dense1"), ReLU(Name = "squeezed1.narrow.relu1")]
[LayerNorm(Name = "squeezed1.layernorm1"), Dense(24, Name = "squeezed1.dense1")]
[Dense(24, Name = "sharedpart1.dense1"), Tanh(Name = "sharedpart1.tanh1")]
[Dense(24, Name = "sharedpart2.dense1", Tied = "sharedpart1.dense1"), Tanh(Name = "sharedpart2.tanh1")]
[Dense(24, Name = "sharedpart3.dense1", Tied = "sharedpart1.dense1"), Tanh(Name = "sharedpart3.tanh1")]
[Dense(3, Name = "dense2")]
[CrossEntropyLoss]
public partial class WrittenOutDouble;
