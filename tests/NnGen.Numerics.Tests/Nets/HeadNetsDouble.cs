namespace NnGen.Numerics.Tests.Nets;

// Several outputs, in double precision.

/// <summary>As <see cref="GoldenTwoOutputs"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(6, Name = "fc1"), Tanh(Name = "act")]
[Dense(1, Name = "value")]
[Dense(3, From = "act", Name = "kind")]
[Output("value"), MeanSquaredErrorLoss(Weight = 0.3)]
[Output("kind"), CrossEntropyLoss(Weight = 1.7)]
public partial class GoldenTwoOutputsDouble;

/// <summary>As <see cref="GoldenThreeOutputs"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(4, Name = "fc1"), Tanh(Name = "act")]
[Dense(2, Name = "o1")]
[Dense(4, From = "act", Name = "fc2"), ReLU(Name = "act2")]
[Dense(2, Name = "o2"), Add("o1", "o2", Name = "sum")]
[Output("o1"), MeanSquaredErrorLoss(Weight = 0.25)]
[Output("o2"), MeanSquaredErrorLoss(Weight = 0.5)]
[Output("sum"), MeanSquaredErrorLoss]
public partial class GoldenThreeOutputsDouble;

/// <summary>As <see cref="TwoHeads"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(13, Name = "x")]
[Dense(33), ReLU(Name = "trunk")]
[Dense(7), Softmax(Name = "kind")]
[Dropout(0.25, From = "trunk"), Dense(2), OutputScaler(Name = "box")]
[Output("kind"), CrossEntropyLoss(LabelSmoothing = 0.1, ClassWeights = [1, 2, 0.5, 1, 3, 0.25, 1])]
[Output("box"), MeanSquaredErrorLoss(Weight = 0.5)]
public partial class TwoHeadsDouble;

/// <summary>As <see cref="DeepHeads"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x"), Input(3, Name = "z")]
[Dense(17, From = "x"), Sigmoid(Name = "s"), Output("s"), BinaryCrossEntropyLoss(Weight = 0.25, Reduction = Reduction.Sum)]
[BatchNorm, Dense(20), LogSoftmax(Name = "p"), Output("p"), NegativeLogLikelihoodLoss(Reduction = Reduction.Sum)]
[Concat("p", "z", Name = "c"), Dense(3, Name = "d"), Tanh(Name = "t")]
[Output("t"), HuberLoss(Reduction = Reduction.Sum, Weight = 2)]
[Output("z"), MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class DeepHeadsDouble;
