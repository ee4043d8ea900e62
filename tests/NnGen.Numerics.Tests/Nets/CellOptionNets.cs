namespace NnGen.Numerics.Tests.Nets;

// Layers of cells in both directions, over sequences of different lengths, from states that are given.

/// <summary>PyTorch's LSTM of three units, part by part.</summary>
[Cell]
[Input(Name = "x"), State(3, Next = "new", Name = "h"), State(3, Next = "cell", Name = "c")]
[Dense(3, From = "x", Name = "xi"), Dense(3, From = "h", Name = "hi"), Add("xi", "hi"), Sigmoid(Name = "i")]
[Dense(3, From = "x", Name = "xf"), Dense(3, From = "h", Name = "hf"), Add("xf", "hf"), Sigmoid(Name = "f")]
[Dense(3, From = "x", Name = "xg"), Dense(3, From = "h", Name = "hg"), Add("xg", "hg"), Tanh(Name = "g")]
[Dense(3, From = "x", Name = "xo"), Dense(3, From = "h", Name = "ho"), Add("xo", "ho"), Sigmoid(Name = "o")]
[Multiply("f", "c", Name = "kept"), Multiply("i", "g", Name = "fresh"), Add("kept", "fresh", Name = "cell"), Tanh(Name = "squashed"), Multiply("o", "squashed", Name = "new")]
public class LstmOfParts;

/// <summary>All of it, and the states after the last step.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x"), Input(1, Name = "length"), Input(2, 4, Name = "h0")]
[Recurrent<GruOfParts>(From = "x", Lengths = "length", Bidirectional = true, InitialStates = ["h0"], ReturnSequence = true, Name = "r"), Mean(0, Name = "mean")]
[Flatten(From = "r.h_n", Name = "left"), Concat("mean", "left"), Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class CellGruOptions;

/// <summary>Two states that begin with given ones, the last step of each row, and what the second has left.</summary>
[Network(InputGradient = true)]
[Input(5, 2, Name = "x"), Input(1, Name = "length"), Input(3, Name = "h0"), Input(3, Name = "c0")]
[Recurrent<LstmOfParts>(From = "x", Lengths = "length", InitialStates = ["h0", "c0"], Name = "r"), Concat("r", "r.c_n"), Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class CellLstmOptions;

/// <summary>Both directions and nothing else: after the last step, and backwards after the first.</summary>
[Network(InputGradient = true)]
[Input(4, 2)]
[Recurrent<LstmOfParts>(Bidirectional = true, Name = "r"), Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class CellLstmBidirectional;

/// <summary>A cell that gives no state, only one of whose states begins with something; the row before it has dropped numbers in its padding.</summary>
[Network(InputGradient = true)]
[Input(6, 4, Name = "x"), Input(1, Name = "length"), Input(2, 3, Name = "m0")]
[Recurrent<MixedCell>(From = "x", Lengths = "length", Bidirectional = true, InitialStates = ["", "m0"], Name = "mixed")]
[Flatten(From = "mixed.m_n", Name = "left"), Concat("mixed", "left"), Dense(2)]
[MeanSquaredErrorLoss]
public partial class CellLengths;

/// <summary>The same of sequences that are all as long as one of those.</summary>
[Network(InputGradient = true)]
[Input(4, 4, Name = "x"), Input(2, 3, Name = "m0")]
[Recurrent<MixedCell>(From = "x", Bidirectional = true, InitialStates = ["", "m0"], Name = "mixed")]
[Flatten(From = "mixed.m_n", Name = "left"), Concat("mixed", "left"), Dense(2)]
[MeanSquaredErrorLoss]
public partial class CellShort;

/// <summary>One row again and again, as often as it says.</summary>
[Network(InputGradient = true)]
[Input(4, Name = "row"), Input(1, Name = "turns")]
[Recurrent<ElmanOfParts>(From = "row", Time = 5, Lengths = "turns", ReturnSequence = true, Name = "r"), Mean(0), Dense(2)]
[MeanSquaredErrorLoss]
public partial class CellTurnsOfRows;

/// <summary>A window of a series, which begins with what the one before has left.</summary>
[Network(InputGradient = true)]
[Input(4, 3, Name = "x"), Input(4, Name = "h0")]
[Recurrent<GruOfParts>(From = "x", InitialStates = ["h0"], ReturnSequence = true, Name = "r"), Dense(1, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class CellWindow;
