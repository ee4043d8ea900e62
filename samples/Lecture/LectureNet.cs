using NnGen;

namespace Samples.Lecture;

// The lecture trains logistic outputs by squared errors, to targets of 0 and 1.
#pragma warning disable NNG204

/// <summary>The lecture's network: inputs 1 and 2, hidden neurons 3 and 4, output neuron 5, all of them logistic.</summary>
[Network]
[Input(2)]
[Dense(2, Name = "hidden"), Sigmoid]
[Dense(1, Name = "output"), Sigmoid]
[HalfSquaredErrorLoss]
public partial class LectureNet;
