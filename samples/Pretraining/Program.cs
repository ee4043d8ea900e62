using System.Globalization;
using NnGen;
using Samples.Pretraining;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
(Dataset<float> all, Dataset<float> labelled, Dataset<float> test) = HalvedDigits.Load(images: 4000, labels: 500);

// The old way, on purpose: sigmoids, and gradient descent with momentum.
var options = new TrainingOptions { Epochs = 60, BatchSize = 20, Optimizer = new Sgd(0.1) { Momentum = 0.9 } };
var fromScratch = new Classifier(seed: 7);
TrainingReport scratch = fromScratch.Fit(labelled, options);

// Layer by layer, each as an autoencoder, without a single label. Only then the whole, with labels.
var pretrained = new Classifier(seed: 7);
var pretrainer = new Pretrainer(all);
double[] losses =
[
    pretrainer.Learn<FirstCoder>(pretrained, "dense1"),
    pretrainer.Learn<SecondCoder>(pretrained, "dense2"),
    pretrainer.Learn<ThirdCoder>(pretrained, "dense3"),
    pretrainer.Learn<FourthCoder>(pretrained, "dense4"),
];
TrainingReport tuned = pretrained.Fit(labelled, options);

double before = fromScratch.Evaluate(test).Accuracy ?? 0;
double after = pretrained.Evaluate(test).Accuracy ?? 0;
Console.WriteLine($"""
    A classifier 196-100-64-48-32-10 of sigmoids, {labelled.Rows} labelled digits, and {all.Rows} digits whose labels nobody knows.

    Layer by layer, the loss of each autoencoder: {string.Join(", ", losses.Select(loss => $"{loss:F3}"))}

      epoch      training loss from scratch      after pre-training
    """);
foreach (int epoch in new[] { 1, 2, 5, 10, 20, 40, 60 })
{
    Console.WriteLine($"  {epoch,5}      {scratch.Epochs[epoch - 1].TrainLoss,26:F3}      {tuned.Epochs[epoch - 1].TrainLoss,18:F3}");
}

Console.WriteLine($"""

    Of {test.Rows} other digits, right from scratch {100 * before:F1} %, after pre-training {100 * after:F1} %.

    From random weights the gradient passes four sigmoids, each of which leaves a quarter of it at most, so the first layers stay as they
    were drawn, and for long the network says the same to every image: its loss is that of a guess, log 10 = {Math.Log(10):F3}. An autoencoder
    has one hidden layer and no such trouble. Layer by layer it learns how digits look, and labels are only needed to give them names.
    Rectifiers, better initial weights and normalisation have made this detour unnecessary where labels abound; it lives on where they are rare.
    """);

bool asExpected = after > 0.75 && after > before + 0.1;
return asExpected ? 0 : 1;
