namespace NnGen.Numerics.Tests.Nets;

// Cells of one's own, and networks of them.

/// <summary>Everything that a cell may have: two states that go round through each other, norms, joins, a softmax, a function and dropout.</summary>
[Cell]
[Input(Name = "x"), State(7, Next = "next", Name = "h"), State(3, Next = "memory", Name = "m")]
[Concat("x", "h", "m"), Dense(19), LayerNorm, Custom(nameof(Quotient)), Dropout(0.25), Dense(7, Bias = false), RMSNorm, Tanh(Name = "change")]
[Add("h", "change"), Softsign(Name = "next")]
[Dense(3, From = "next"), Softmax(Name = "memory")]
[Concat("memory", "next"), Dense(7), Sigmoid(Name = "gate"), Multiply("gate", "next", Name = "given")]
[Output("given")]
public class MixedCell
{
    private static float Quotient(float x) => x / (1 + MathF.Exp(-x));

    private static double Quotient(double x) => x / (1 + Math.Exp(-x));
}

/// <summary>PyTorch's GRU of four units, part by part.</summary>
[Cell]
[Input(Name = "x"), State(4, Next = "new", Name = "h")]
[Dense(4, From = "x", Name = "ir"), Dense(4, From = "h", Name = "hr"), Add("ir", "hr"), Sigmoid(Name = "r")]
[Dense(4, From = "x", Name = "iz"), Dense(4, From = "h", Name = "hz"), Add("iz", "hz"), Sigmoid(Name = "z")]
[Dense(4, From = "x", Name = "in"), Dense(4, From = "h", Name = "hn"), Multiply("r", "hn", Name = "remembered"), Add("in", "remembered"), Tanh(Name = "n")]
[Custom(nameof(OneMinus), From = "z", Name = "rest"), Multiply("rest", "n", Name = "fresh"), Multiply("z", "h", Name = "kept"), Add("fresh", "kept", Name = "new")]
public class GruOfParts
{
    private static float OneMinus(float x) => 1 - x;

    private static double OneMinus(double x) => 1 - x;
}

/// <summary>PyTorch's RNN of four units: Elman's network.</summary>
[Cell]
[Input(Name = "x"), State(4, Next = "h", Name = "last")]
[Dense(4, From = "x", Name = "ih"), Dense(4, From = "last", Name = "hh"), Add("ih", "hh"), Tanh(Name = "h")]
public class ElmanOfParts;

/// <summary>Jordan's network: the output comes back.</summary>
[Cell]
[State(2, Next = "tanh1", Name = "last")]
[Concat("input1", "last"), Dense(5), Sigmoid, Dense(2), Tanh]
public class JordanCell;

/// <summary>Steps of streams are those of the sequence.</summary>
[Network(Streaming = true, InputGradient = true)]
[Input(6, 4)]
[Dense(5), Recurrent<MixedCell>(ReturnSequence = true), Recurrent<ElmanOfParts>(ReturnSequence = true), Dense(2)]
public partial class CellStack;

/// <summary>One row at all steps, in a block; and what a step gave in place of the last.</summary>
[Network(InputGradient = true)]
[Input(4)]
[Recurrent<JordanCell>(Time = 5, Name = "jordan"), Select(2, From = "jordan.tanh1", Name = "third"), Concat("jordan", "third")]
[Dense(2)]
public partial class CellFeedback;

/// <summary>gru_last_dense_b7 with a cell.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[Recurrent<GruOfParts>(Name = "gru")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class CellGru;

/// <summary>rnn_sequence_b7 with a cell.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[Recurrent<ElmanOfParts>(Name = "rnn", ReturnSequence = true, Time = 6)]
[MeanSquaredErrorLoss]
public partial class CellElman;
