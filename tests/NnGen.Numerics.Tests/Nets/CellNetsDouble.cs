namespace NnGen.Numerics.Tests.Nets;

/// <summary>As <see cref="CellStack"/>.</summary>
[Network(Precision = Precision.Double, Streaming = true, InputGradient = true)]
[Input(6, 4)]
[Dense(5), Recurrent<MixedCell>(ReturnSequence = true), Recurrent<ElmanOfParts>(ReturnSequence = true), Dense(2)]
public partial class CellStackDouble;

/// <summary>As <see cref="CellFeedback"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(4)]
[Recurrent<JordanCell>(Time = 5, Name = "jordan"), Select(2, From = "jordan.tanh1", Name = "third"), Concat("jordan", "third")]
[Dense(2)]
public partial class CellFeedbackDouble;

/// <summary>As <see cref="CellGru"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[Recurrent<GruOfParts>(Name = "gru")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class CellGruDouble;

/// <summary>As <see cref="CellElman"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[Recurrent<ElmanOfParts>(Name = "rnn", ReturnSequence = true, Time = 6)]
[MeanSquaredErrorLoss]
public partial class CellElmanDouble;
