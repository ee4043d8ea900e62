namespace NnGen.Numerics.Tests.Training;

/// <summary>Takes rows as they are.</summary>
[Network]
[Input(3)]
[InputScaler]
[Dense(6), Tanh]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class RawRowsNet;

/// <summary>The same behind rows that were scaled.</summary>
[Network]
[Input(3)]
[Dense(6), Tanh]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class ScaledRowsNet;

/// <summary>As <see cref="RawRowsNet"/>, in double precision.</summary>
[Network(Precision = Precision.Double)]
[Input(3)]
[InputScaler]
[Dense(6), Tanh]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class RawRowsNetDouble;

/// <summary>As <see cref="ScaledRowsNet"/>, in double precision.</summary>
[Network(Precision = Precision.Double)]
[Input(3)]
[Dense(6), Tanh]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class ScaledRowsNetDouble;

/// <summary>Prices in their own units.</summary>
[Network]
[Input(2)]
[Dense(8), Tanh]
[Dense(1), OutputScaler]
public partial class PriceNet;

/// <summary>As <see cref="PriceNet"/>, of prices that somebody else scales.</summary>
[Network]
[Input(2)]
[Dense(8), Tanh]
[Dense(1)]
public partial class ScaledPriceNet;
