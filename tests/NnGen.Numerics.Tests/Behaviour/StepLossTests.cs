using NnGen.Numerics.Tests.Nets;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Losses at each step of a sequence: what counts and what does not, in training, evaluation and metrics, and what is refused.</summary>
public sealed class StepLossTests
{
    private const int None = -100;

    /// <summary>Scores of two rows of three steps: the differences of the two classes are 1, -2, 0.5 and 3, -1, 2.</summary>
    private static readonly float[] s_scores = [1, 0, 0, 2, 0.5f, 0, 3, 0, 0, 1, 2, 0];

    /// <summary>Right, right, none; wrong, none, right.</summary>
    private static readonly int[] s_labels = [0, 1, None, 1, None, 0];

    /// <summary>-log of the softmax at the labels, by hand: log(1 + exp(-d)) for the first class and log(1 + exp(d)) for the second.</summary>
    private static double Expected => (Cost(1) + Cost(2) + Cost(-3) + Cost(2)) / 4;

    private static double Cost(double margin) => Math.Log(1 + Math.Exp(-margin));

    [Fact]
    public void Loss_IsTheMeanOverTheStepsThatHaveALabel()
    {
        Tags net = WithScores();
        var tape = new Tags.Tape(2);
        Assert.Equal(Expected, net.Forward(s_scores, s_labels, tape), 1e-6);
        Assert.Equal([Cost(1) + Cost(2), Cost(-3) + Cost(2)], tape.RowLosses.ToArray().Select(loss => (double)loss), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    /// <summary>Training in batches of any size, validation and evaluation have one loss, and accuracy is a part of the labels: 3 of 4 are right.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void FitAndEvaluate_CountLabels(int batchSize)
    {
        Dataset<float> data = Dataset.FromLabels(s_scores, Tags.InputSize, s_labels, labelsPerRow: 3);
        EpochReport epoch = WithScores().Fit(data, new TrainingOptions { Epochs = 1, BatchSize = batchSize, Shuffle = batchSize == 1, Optimizer = new Sgd(1e-30) }, data).Last!;
        Assert.Equal(Expected, epoch.TrainLoss, 1e-6);
        Assert.Equal(Expected, epoch.ValidationLoss!.Value, 1e-6);
        Assert.Equal(0.75, epoch.TrainAccuracy);
        Assert.Equal(0.75, epoch.ValidationAccuracy);
        EvaluationReport report = WithScores().Evaluate(data, new EvaluationOptions { RocAuc = true });
        Assert.Equal(2, report.Rows);
        Assert.Equal(4, report.Confusion!.Total);
        Assert.Equal(Expected, report.Loss, 1e-6);
        Assert.Equal(Expected, report.LogLoss!.Value, 1e-6);
        Assert.Equal(0.75, report.Accuracy);

        // A row counts as often as it weighs: 2 of 2 labels of the first, 1 of 2 of the second three times.
        EvaluationReport weighted = WithScores().Evaluate(data.WithWeights([1, 3]));
        Assert.Equal((Cost(1) + Cost(2) + 3 * Cost(-3) + 3 * Cost(2)) / 8, weighted.Loss, 1e-6);
        Assert.Equal(5.0 / 8, weighted.Accuracy);
    }

    [Fact]
    public void Classify_HasAClassForEachStep()
    {
        var classes = new int[3];
        WithScores().Classify(s_scores.AsSpan(0, 6), classes);
        Assert.Equal([0, 1, 0], classes);
        Says<ArgumentException>("Tags has a class for each of 3 steps, but there is room for 2", () => WithScores().Classify(s_scores.AsSpan(0, 6), new int[2]));
        Says<InvalidOperationException>("Tags has a class for each of 3 steps", () => Classification.Classify<float>(s_scores.AsSpan(0, 6), Tags.Info));
    }

    /// <summary>A class at each of so many steps, as targets too: probabilities, and 0 everywhere where there is none.</summary>
    [Fact]
    public void Targets_ThatAreZeroEverywhereDoNotCount()
    {
        Tags net = WithScores();
        var tape = new Tags.Tape(2);
        float[] targets = [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0];
        Assert.Equal(net.Forward(s_scores, s_labels, tape), net.Forward(s_scores, targets, tape));
        Dataset<float> oneHot = Dataset.FromTargets(s_scores, 6, targets, 6);
        Assert.Equal(Expected, WithScores().Evaluate(oneHot).Loss, 1e-6);
        Assert.Equal(0.75, WithScores().Evaluate(oneHot).Accuracy);
    }

    [Fact]
    public void RowsWithoutLabel_AreAsIfTheyWereNotThere()
    {
        var net = new MaybeLabelled(3);
        var few = new MaybeLabelled.Gradients();
        var all = new MaybeLabelled.Gradients();
        var tape = new MaybeLabelled.Tape(4);
        float loss = net.Forward([1, 2, -1, 0.5f], [2, 0], tape);
        net.Backward(tape, few);
        Assert.Equal(loss, net.Forward([1, 2, 7, 7, -1, 0.5f, float.MaxValue, 0], [2, -1, 0, -1], tape));
        net.Backward(tape, all);
        Assert.Equal(few.Buffer.Span.ToArray(), all.Buffer.Span.ToArray());
        Assert.Equal(0, tape.RowLosses[1]);
    }

    [Fact]
    public void WithoutAnyLabel_LossAndGradientsAreZero()
    {
        var net = new MaybeLabelled(3);
        var gradients = new MaybeLabelled.Gradients();
        var tape = new MaybeLabelled.Tape(2);
        Assert.Equal(0, net.Forward([1, 2, -1, 0.5f], [-1, -1], tape));
        net.Backward(tape, gradients);
        Assert.All(gradients.Buffer.Span.ToArray(), gradient => Assert.Equal(0, gradient));
        Dataset<float> data = Dataset.FromLabels<float>([1, 2, -1, 0.5f], 2, [-1, -1], labelsPerRow: 1);
        Says<ArgumentException>("no label but -1, which does not count", () => net.Fit(data, new TrainingOptions { Epochs = 1 }));

        // A batch without a label is a step like others in an epoch that has some.
        Dataset<float> some = Dataset.FromLabels<float>([1, 2, -1, 0.5f], 2, [-1, 1], labelsPerRow: 1);
        EpochReport epoch = net.Fit(some, new TrainingOptions { Epochs = 1, BatchSize = 1, Optimizer = new Sgd(1e-30) }).Last!;
        Assert.Equal(new MaybeLabelled(3).Evaluate(some).Loss, epoch.TrainLoss, 1e-6);
    }

    /// <summary>What stands behind a length is nobody's: inputs, labels, and targets that are no numbers.</summary>
    [Fact]
    public void Padding_MayBeAnything()
    {
        var net = new StepErrors(5);
        float[] x = [.. Enumerable.Range(0, 12).Select(i => 0.3f * i - 1)];
        float[] t = [.. Enumerable.Range(0, 54).Select(i => 0.05f * i)];
        (float loss, float[] gradients) = Run(x, t);
        x.AsSpan(8).Fill(9);
        t.AsSpan(36).Fill(float.NaN);
        (float again, float[] others) = Run(x, t);
        Assert.Equal(loss, again);
        Assert.Equal(gradients, others);

        (float, float[]) Run(float[] inputs, float[] targets)
        {
            var tape = new StepErrors.Tape(1);
            var sums = new StepErrors.Gradients();
            float value = net.Forward([2], inputs, targets, tape);
            net.Backward(tape, sums);
            return (value, sums.Buffer.Span.ToArray());
        }
    }

    [Fact]
    public void WrongLabels_AreRefused()
    {
        var tape = new Tags.Tape(2);
        Tags net = WithScores();
        Says<ArgumentException>("2 rows of 3 steps need 6 labels, but 2 were given", () => net.Forward(s_scores, [0, 1], tape));
        Says<ArgumentException>("Label 2 of row 1, step 0, is out of range: Tags has the classes 0 to 1, and -100 for none", () => net.Forward(s_scores, [0, 1, 0, 2, 0, 0], tape));
        Says<ArgumentException>("need 6 labels, 3 each, but there are 5", () => Dataset.FromLabels(s_scores, 6, new int[5], labelsPerRow: 3));
        Says<ArgumentException>("has 1 label a row, but Tags takes 3 a row, one for each step; make the data with Dataset.FromLabels(inputs, inputSize, labels, labelsPerRow: 3)", () => net.Fit(Dataset.FromLabels(s_scores, 6, [0, 1]), new TrainingOptions { Epochs = 1 }));
        Says<ArgumentException>("has label -1 in row 1, step 2, but Tags has the classes 0 to 1, and -100 for none", () => net.Fit(Dataset.FromLabels(s_scores, 6, [0, 1, 0, 0, 0, -1], 3), new TrainingOptions { Epochs = 1 }));
        Says<ArgumentException>("has 3 labels a row, but MaybeLabelled takes one for each row", () => new MaybeLabelled(1).Fit(Dataset.FromLabels(new float[2], 2, [0, 1, 0], 3), new TrainingOptions { Epochs = 1 }));
        Says<ArgumentException>("a length: a whole number from 1 to 3", () => new StepErrors(1).Forward([4], new float[12], new float[54], new StepErrors.Tape(1)));
    }

    private static Tags WithScores()
    {
        var net = new Tags(1);
        ParameterLayout.Import<float>(Tags.Info.Parameters[0], [1, 0, 0, 1], net.Parameters.Span);
        return net;
    }

    private static void Says<TException>(string words, Action call)
        where TException : Exception => Assert.Contains(words, Assert.Throws<TException>(call).Message, StringComparison.Ordinal);
}
