using System.Collections.Concurrent;
using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Support;
using Xunit.Abstractions;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Shapes;

/// <summary>
/// Every load and every store of every kernel stays inside its memory: proved from the indices, for dense layers of every size with
/// each of the partners, at every width and for every number of rows. Of the other pairs of sizes a third is proved, and a tenth for training,
/// which has three times the kernels; all of them where the environment says <c>NNGEN_SHAPES=all</c> (some minutes more).
/// </summary>
public sealed class BoundsTests(ITestOutputHelper output)
{
    private const int ThirdOfAllPairs = 6256;
    private const int TenthOfAllPairs = 1877;
    private const int PairsOfDoubles = 300;
    private const int PairsOfJoins = 200;

    [Fact]
    public void EverySizeWithAPartner_PredictsInsideItsMemory() =>
        Prove(DenseShapes.WithPartners, (inputs, outputs) => new PlanProof(Predicting(inputs, outputs).Plan()).Predictions());

    [Fact]
    public void PairsOfAllKinds_PredictInsideTheirMemory()
    {
        IReadOnlyList<(int In, int Out)> pairs = DenseShapes.IsComplete ? DenseShapes.AllPairs : DenseShapes.Draw(ThirdOfAllPairs, seed: 40);
        Prove(pairs, (inputs, outputs) => new PlanProof(Predicting(inputs, outputs).Plan()).Predictions());
    }

    [Fact]
    public void EverySizeWithAPartner_PredictsSparseInputsInsideItsMemory() => Prove(DenseShapes.WithPartners, (inputs, outputs) =>
        new PlanProof(Net(Input(inputs).With("Sparse", true), Dense(outputs), Activation(inputs, outputs)).With("Emit", "Inference").Plan()).Predictions());

    [Fact]
    public void EverySizeWithAPartner_TrainsInsideItsMemory() =>
        Prove(DenseShapes.WithPartners, (inputs, outputs) => new PlanProof(Training(inputs, outputs).Plan()).Training());

    [Fact]
    public void PairsOfAllKinds_TrainInsideTheirMemory()
    {
        IReadOnlyList<(int In, int Out)> pairs = DenseShapes.IsComplete ? DenseShapes.AllPairs : DenseShapes.Draw(TenthOfAllPairs, seed: 41);
        Prove(pairs, (inputs, outputs) => new PlanProof(Training(inputs, outputs).Plan()).Training());
    }

    /// <summary>Doubles take the same rewrites with half the lanes.</summary>
    [Fact]
    public void PairsOfDoubles_PredictAndTrainInsideTheirMemory() => Prove(DenseShapes.Draw(PairsOfDoubles, seed: 42), (inputs, outputs) =>
        new PlanProof(Training(inputs, outputs).Double().Plan()).Predictions().Training());

    /// <summary>Normalisations read and write whole rows, statistics of columns, and parameters exactly.</summary>
    [Fact]
    public void EverySizeWithAPartner_NormalizesInsideItsMemory() => Prove(DenseShapes.WithPartners, (inputs, outputs) =>
    {
        NodeDeclaration norm = Node(((inputs + outputs) % 3) switch { 0 => "LayerNorm", 1 => "RMSNorm", _ => "BatchNorm" }).With("Affine", outputs % 2 == 0);
        NetworkDeclaration net = Net(Input(inputs), Node("BatchNorm"), Dense(outputs), norm, Node("ReLU"), Node("MeanSquaredErrorLoss")).With("InputGradient", true);
        return new PlanProof((outputs % 5 == 0 ? net.Double() : net).Plan()).Predictions().Training();
    });

    /// <summary>Channels of several columns: a vector begins at any column.</summary>
    [Fact]
    public void ChannelsOfAllLengths_NormalizeInsideTheirMemory() => Prove([.. Enumerable.Range(1, 40).SelectMany(length => new[] { 1, 2, 3, 17 }, (length, channels) => (channels, length))], (channels, length) =>
        new PlanProof(Net(Input(channels, length), Node("BatchNorm"), Node("Tanh"), Node("MeanSquaredErrorLoss")).With("InputGradient", true).Plan()).Predictions().Training());

    /// <summary>Ranges of columns begin and end anywhere: joins along the only axis, and in blocks along the last of two.</summary>
    [Fact]
    public void PairsOfJoins_PredictAndTrainInsideTheirMemory() => Prove(DenseShapes.Draw(PairsOfJoins, seed: 45), (inputs, outputs) =>
    {
        NetworkDeclaration row = Net(Input(inputs).Named("x"), Dense(outputs), Activation(inputs, outputs).Named("d"), Concat("d", "x").Named("c"), Node("Tanh").From("d").Named("t"), Concat("c", "t", "c"), Dense(3));
        NetworkDeclaration blocks = Net(Input(3, inputs).Named("x"), Node("Tanh").Named("t"), Concat("x", "t", "x").With("Axis", -1), Node("Flatten"), Dense(2));
        return new PlanProof(((inputs + outputs) % 2 == 0 ? row : blocks).With("InputGradient", true).Plan()).Predictions().Training();
    });

    /// <summary>Positions of all lengths: dense layers, norms, softmax, products of matrices, attention, lookups, means and views over axes that fill no vector.</summary>
    [Fact]
    public void PairsOfAxes_PredictAndTrainInsideTheirMemory() => Prove(DenseShapes.Draw(PairsOfJoins, seed: 46), (steps, features) =>
    {
        static EquatableArray<int> Axes(params int[] axes) => new(axes);
        (int s, int f) = (1 + steps % 37, 1 + features % 53);
        NetworkDeclaration net = ((steps + features) % 6) switch
        {
            0 => Net(Input(s, f).Named("x"), Dense(1 + s % 19).Named("q"), Dense(1 + s % 19).From("x").Named("k"), Node("MatMul").With("Inputs", new EquatableArray<string>("q", "k")).With("TransposeB", true).With("Scale", 0.5), Node("Softmax").Named("p"), Node("MatMul").With("Inputs", new EquatableArray<string>("p", "x"))),
            1 => Net(Input(2, s, f), Dense(1 + f % 21), Node("LayerNorm"), Node("Tanh"), Node("Permute").With("Axes", Axes(2, 0, 1)), Dense(3), Node("RMSNorm").With("Axes", 2)),
            2 => Net(Input(s, 2, f), Dense(1 + s % 35).Named("d"), Node("Mean").With("Axes", Axes(f % 3)).Named("m"), Node("Flatten").Named("a"), Node("Slice").With("Start", s - 1).From("d"), Node("Mean").With("Axes", Axes(0, 2)).Named("b"), Concat("a", "b"), Dense(2)),
            3 => Net(Input(1 + s).Named("x"), Input(1).Named("z"), Embedding(2 + f, 1 + s % 35).From("x").With("PaddingIndex", f % 2).Named("a"), Node("Mean").With("Axes", Axes(0)).Named("m"), Embedding(3, 1 + s % 35).From("z").With("Sparse", s % 2 == 0).With("PaddingIndex", f % 3).Named("b"), Embedding(3, 1 + s % 35).From("z").With("Tied", "b").Named("c"), Add("m", "b", "c"), Dense(2 + f).With("Tied", "a")),
            4 => Net(Input(s, 2 * (1 + f % 9)).Named("x"), Input(f, 3).Named("k"), Input(f).Named("hidden"), Node("PositionalEncoding").From("x").With("Kind", f % 2 == 0 ? "Learned" : "Sinusoidal"), Node("RotaryEncoding").With("Heads", 1).With("Adjacent", f % 3 == 0), Attention(2).With("Causal", true).Named("a"), Attention(1).With("Key", "k").With("KeyMask", "hidden").With("Causal", f % 2 == 0), Node("Attention").With("Heads", 2).With("Key", "a"), Dense(3)),
            _ => Net(Input(s, f).Named("x"), Input(3).Named("z"), Dense(1 + s % 20).From("x"), Dropout(0.5), Node("Sigmoid"), Node("Softmax").With("Axis", 0), Node("Select").With("Index", -1).Named("l"), Concat("l", "z"), Dense(2)),
        };
        return new PlanProof((features % 5 == 0 ? net.Double() : net).With("InputGradient", true).Plan()).Predictions().Training();
    });

    /// <summary>Labels at any of one to many steps, of classes that fill no vector and more than one.</summary>
    [Fact]
    public void Transcripts_AreLearntAndEvaluatedInsideTheirMemory() => Prove([(1, 2), (2, 3), (7, 17), (20, 40)], (steps, classes) =>
        new PlanProof(Net(Input(steps, 3), Dense(classes), Node("LogSoftmax"), Node("CtcLoss").With("Labels", (steps + 1) / 2).With("Blank", classes - 1)).With("InputGradient", true).Plan()).Predictions().Training());

    /// <summary>Whatever the other tests compute with.</summary>
    [Fact]
    public void EveryNetOfTheTests_ComputesInsideItsMemory()
    {
        string[] names = [.. SomeNets.All];
        Prove([.. Enumerable.Range(0, names.Length).Select(i => (i, 0))], (i, _) =>
            new PlanProof(SomeNets.Get(names[i]).With("InputGradient", true).Plan()).Predictions().Training());
    }

    private static NetworkDeclaration Predicting(int inputs, int outputs) => Net(Input(inputs), Dense(outputs), Activation(inputs, outputs)).With("Emit", "Inference");

    /// <summary>What reads memory of its own beside the sums goes round: nothing, a parameter for each unit, one for all of them.</summary>
    private static NodeDeclaration Activation(int inputs, int outputs) => ((inputs + outputs / 4) % 3) switch
    {
        0 => Node("ReLU"),
        1 => Node("PReLU").With("PerUnit", true),
        _ => Node("PReLU"),
    };

    /// <summary>Of every second pair, an activation stands before the layer: its derivative is fused into the gradient of the layer's input.</summary>
    private static NetworkDeclaration Training(int inputs, int outputs)
    {
        NodeDeclaration[] before = (inputs + outputs) % 2 == 0 ? [Input(inputs)] : [Input(inputs), Node("Tanh")];
        return Net([.. before, Dense(outputs), Activation(inputs, outputs), Node("MeanSquaredErrorLoss")]).With("InputGradient", true);
    }

    private void Prove(IReadOnlyList<(int In, int Out)> pairs, Func<int, int, PlanProof> prove)
    {
        var failures = new ConcurrentBag<string>();
        long accesses = 0;
        Parallel.ForEach(pairs, pair =>
        {
            PlanProof proof = prove(pair.In, pair.Out);
            Interlocked.Add(ref accesses, proof.Accesses);
            foreach (string failure in proof.Failures.Take(1))
            {
                failures.Add($"{pair.In} x {pair.Out}: {failure}");
            }
        });
        output.WriteLine($"{pairs.Count} pairs, {accesses} loads, stores and updates.");
        Assert.True(failures.IsEmpty, $"{failures.Count} pairs, such as\n{string.Join("\n", failures.OrderBy(failure => failure.Length).Take(10))}");
        Assert.True(accesses > pairs.Count, "The kernels have no loads.");
    }
}
