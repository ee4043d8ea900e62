namespace NnGen.Numerics.Tests.Nets;

// Layers of cells with options, in double precision, and the layers that they spell.

/// <summary>As <see cref="CellGruOptions"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(6, 3, Name = "x"), Input(1, Name = "length"), Input(2, 4, Name = "h0")]
[Recurrent<GruOfParts>(From = "x", Lengths = "length", Bidirectional = true, InitialStates = ["h0"], ReturnSequence = true, Name = "r"), Mean(0, Name = "mean")]
[Flatten(From = "r.h_n", Name = "left"), Concat("mean", "left"), Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class CellGruOptionsDouble;

/// <summary>As <see cref="CellLstmOptions"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(5, 2, Name = "x"), Input(1, Name = "length"), Input(3, Name = "h0"), Input(3, Name = "c0")]
[Recurrent<LstmOfParts>(From = "x", Lengths = "length", InitialStates = ["h0", "c0"], Name = "r"), Concat("r", "r.c_n"), Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class CellLstmOptionsDouble;

/// <summary>As <see cref="CellLstmBidirectional"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(4, 2)]
[Recurrent<LstmOfParts>(Bidirectional = true, Name = "r"), Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class CellLstmBidirectionalDouble;

/// <summary>As <see cref="CellLengths"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(6, 4, Name = "x"), Input(1, Name = "length"), Input(2, 3, Name = "m0")]
[Recurrent<MixedCell>(From = "x", Lengths = "length", Bidirectional = true, InitialStates = ["", "m0"], Name = "mixed")]
[Flatten(From = "mixed.m_n", Name = "left"), Concat("mixed", "left"), Dense(2)]
[MeanSquaredErrorLoss]
public partial class CellLengthsDouble;

/// <summary>As <see cref="CellShort"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(4, 4, Name = "x"), Input(2, 3, Name = "m0")]
[Recurrent<MixedCell>(From = "x", Bidirectional = true, InitialStates = ["", "m0"], Name = "mixed")]
[Flatten(From = "mixed.m_n", Name = "left"), Concat("mixed", "left"), Dense(2)]
[MeanSquaredErrorLoss]
public partial class CellShortDouble;

/// <summary>As <see cref="CellTurnsOfRows"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(4, Name = "row"), Input(1, Name = "turns")]
[Recurrent<ElmanOfParts>(From = "row", Time = 5, Lengths = "turns", ReturnSequence = true, Name = "r"), Mean(0), Dense(2)]
[MeanSquaredErrorLoss]
public partial class CellTurnsOfRowsDouble;

/// <summary>As <see cref="CellWindow"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(4, 3, Name = "x"), Input(4, Name = "h0")]
[Recurrent<GruOfParts>(From = "x", InitialStates = ["h0"], ReturnSequence = true, Name = "r"), Dense(1, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class CellWindowDouble;

/// <summary>What <see cref="CellGruOptionsDouble"/> spells.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(6, 3, Name = "x"), Input(1, Name = "length"), Input(2, 4, Name = "h0")]
[GRU(4, From = "x", Lengths = "length", Bidirectional = true, InitialState = "h0", ReturnSequence = true, Name = "r"), Mean(0, Name = "mean")]
[Flatten(From = "r.h_n", Name = "left"), Concat("mean", "left"), Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GruOptionsDouble;

/// <summary>What <see cref="CellLstmOptionsDouble"/> spells.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(5, 2, Name = "x"), Input(1, Name = "length"), Input(3, Name = "h0"), Input(3, Name = "c0")]
[LSTM(3, From = "x", Lengths = "length", InitialState = "h0", InitialCell = "c0", Name = "r"), Concat("r", "r.c_n"), Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class LstmOptionsDouble;

/// <summary>What <see cref="CellLstmBidirectionalDouble"/> spells.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(4, 2)]
[LSTM(3, Bidirectional = true, Name = "r"), Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class LstmBidirectionalDouble;

/// <summary>What <see cref="CellWindowDouble"/> spells.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(4, 3, Name = "x"), Input(4, Name = "h0")]
[GRU(4, From = "x", InitialState = "h0", ReturnSequence = true, Name = "r"), Dense(1, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GruWindowDouble;
