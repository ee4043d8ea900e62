using NnGen;

namespace Samples.Forecast;

/// <summary>Two years of growth, month on month, and what the next month will be against the same month a year ago.</summary>
[Network]
[Input(24, 1)]
[LSTM(16)]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class NextMonth;
