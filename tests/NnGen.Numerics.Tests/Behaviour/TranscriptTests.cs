using NnGen.Numerics.Tests.Nets;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Connectionist temporal classification: what a network learns to spell, how it is read, and which labels are refused.</summary>
public sealed class TranscriptTests
{
    /// <summary>
    /// All classes are equally probable at each of five steps, the blank is 1: of 3^5 ways, 15 spell one 0, a run of it among blanks (5 + 4 + 3 + 2 + 1), and one spells nothing.
    /// </summary>
    [Fact]
    public void UniformOutput_CountsWays()
    {
        var net = new SpelledDouble(1);
        net.Parameters.Span.Clear();
        var tape = new SpelledDouble.Tape(2);
        double loss = net.Forward(new double[20], [0, -1, -1, -1], tape);
        double[] expected = [-Math.Log(15 / 243.0), -Math.Log(1 / 243.0)];
        Assert.Equal(expected, tape.RowLosses.ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(expected.Average(), loss, 1e-12);

        // Two equal labels need a blank between them: two runs of 0 and 3 to 1 blanks in five steps. The mean is one for each label.
        int runs = Enumerable.Range(0, 243).Count(way => Spells(way, "00"));
        net.Forward(new double[10], [0, 0], tape);
        Assert.Equal(-Math.Log(runs / 243.0) / 2, tape.RowLosses[0], 1e-12);
    }

    /// <summary>Probabilities that no double holds have logarithms all the same.</summary>
    [Fact]
    public void ImprobableLabels_HaveAFiniteLossAndGradient()
    {
        var net = new SpelledDouble(1);
        net.Parameters.Span.Clear();
        ParameterLayout.Import<double>(SpelledDouble.Info.Parameters.Single(parameter => parameter.Name == "dense2.bias"), [0, 5000, 0], net.Parameters.Span);
        var tape = new SpelledDouble.Tape(1);
        var gradients = new SpelledDouble.Gradients();

        // One step of 0 among four blanks: 5 ways of probability exp(-5000).
        Assert.Equal(5000 - Math.Log(5), net.Forward(new double[10], [0, -1], tape), 1e-9);
        net.Backward(tape, gradients);
        Assert.All(gradients.Buffer.Span.ToArray(), gradient => Assert.True(double.IsFinite(gradient)));
    }

    [Fact]
    public void Decode_TakesEqualNeighboursOnceAndLeavesBlanksOut()
    {
        float[] output = new float[15];
        int[] best = [0, 0, 1, 0, 2];
        for (int step = 0; step < 5; step++)
        {
            output[3 * step + best[step]] = 1;
        }

        var labels = new int[5];
        Assert.Equal(3, Ctc.Decode<float>(output, Spelled.Info, labels));
        Assert.Equal([0, 0, 2], labels[..3]);
        Assert.Equal(1, Ctc.Decode<float>(output, Spelled.Info, labels, length: 3));
        output[7] = float.NaN;
        Assert.Throws<ArithmeticException>(() => Ctc.Decode<float>(output, Spelled.Info, labels));
        Says<ArgumentException>("5 steps may spell as many labels, but there is room for 4", () => Ctc.Decode<float>(output, Spelled.Info, new int[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ctc.Decode<float>(output, Spelled.Info, labels, length: 6));
        Says<InvalidOperationException>("whose outputs spell nothing", () => Ctc.Decode<float>(new float[6], Tags.Info, labels));
        Says<InvalidOperationException>("read them with Ctc.Decode", () => Classification.Classify<float>(output, Spelled.Info));
    }

    /// <summary>Learnt by heart: four sequences, whose labels are found at some step.</summary>
    [Fact]
    public void Fit_LearnsToSpell()
    {
        float[] inputs = [.. Enumerable.Range(0, 40).Select(i => (float)Math.Sin(1 + i * i))];
        int[] labels = [0, 2, 2, -1, 0, 0, -1, -1];
        Dataset<float> data = Dataset.FromLabels(inputs, Spelled.InputSize, labels, labelsPerRow: 2);
        var net = new Spelled(3);
        double before = net.Evaluate(data).Loss;
        TrainingReport report = net.Fit(data, new TrainingOptions { Epochs = 800, BatchSize = 4, Optimizer = new Adam(0.03) }, data);
        Assert.True(report.Last!.ValidationLoss < 0.1 * before, $"{report.Last.ValidationLoss} of {before}");
        Assert.Null(report.Last.TrainAccuracy);
        var spelled = new int[5];
        for (int row = 0; row < 4; row++)
        {
            int count = Ctc.Decode<float>(net.Predict(inputs.AsSpan(row * 10, 10)), Spelled.Info, spelled);
            Assert.Equal(labels[(2 * row)..(2 * row + 2)].Where(label => label >= 0), spelled[..count]);
        }
    }

    [Fact]
    public void LabelsThatCannotBeSpelled_AreRefused()
    {
        var net = new GoldenTranscript(1);
        var tape = new GoldenTranscript.Tape(1);
        float[] x = new float[18];
        Says<ArgumentException>("1 rows of up to 3 labels need 3, -1 behind the last of a row, but 2 were given", () => net.Forward(x, [4], [1, 2], tape));
        Says<ArgumentException>("Row 0 has label 4 in place 1, but labels are the classes 0 to 3 without 0, the blank, and -1 behind the last", () => net.Forward(x, [4], [1, 4, -1], tape));
        Says<ArgumentException>("Row 0 has label 0 in place 0", () => net.Forward(x, [4], [0, 1, -1], tape));
        Says<ArgumentException>("Row 0 has label 2 in place 2, behind the end of its labels, which -1 in place 1 is", () => net.Forward(x, [4], [1, -1, 2], tape));
        Says<ArgumentException>("Row 0 has 3 labels, of which 2 are the one before again; with a blank before each of these they take 5 steps, but the row has 4", () => net.Forward(x, [4], [1, 1, 1], tape));
        Says<ArgumentException>("a length: a whole number from 1 to 6", () => net.Forward(x, [7], [1, 1, 1], tape));
        float[] rows = [.. x, 3];
        Says<ArgumentException>("Row 0 of the training set has 3 labels", () => net.Fit(Dataset.FromLabels(rows, 19, [1, 1, 2], 3), new TrainingOptions { Epochs = 1 }));
        Says<ArgumentException>("takes 3 a row, -1 behind the last label", () => net.Fit(Dataset.FromLabels(rows, 19, [1]), new TrainingOptions { Epochs = 1 }));

        // With ZeroInfinity such a row counts 0.
        var patient = new GoldenTranscriptImpossible(1);
        var gradients = new GoldenTranscriptImpossible.Gradients();
        var patientTape = new GoldenTranscriptImpossible.Tape(1);
        Assert.Equal(0, patient.Forward(x, [4], [1, 1, 1], patientTape));
        patient.Backward(patientTape, gradients);
        Assert.All(gradients.Buffer.Span.ToArray(), gradient => Assert.Equal(0, gradient));
    }

    private static bool Spells(int way, string wanted)
    {
        int[] chosen = [.. Enumerable.Range(0, 5).Select(step => way / (int)Math.Pow(3, step) % 3)];
        return string.Concat(chosen.Where((label, step) => label != 1 && (step == 0 || chosen[step - 1] != label))) == wanted;
    }

    private static void Says<TException>(string words, Action call)
        where TException : Exception => Assert.Contains(words, Assert.Throws<TException>(call).Message, StringComparison.Ordinal);
}
