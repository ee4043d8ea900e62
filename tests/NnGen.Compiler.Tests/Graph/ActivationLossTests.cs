using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>
/// Every activation with every loss that fits it: the gradients of all parameters and inputs against central differences, both through the
/// planned, fused kernels, interpreted in doubles.
/// </summary>
public class ActivationLossTests
{
    private const int Rows = 3;
    private const int Inputs = 4;
    private const int Outputs = 3;
    private const double Step = 1e-6;

    /// <summary>Of the largest gradient; what central differences in doubles can tell.</summary>
    private const double Tolerance = 1e-7;

    private static readonly string[] s_losses =
    [
        "MeanSquaredErrorLoss", "HalfSquaredErrorLoss", "L1Loss", "HuberLoss", "SmoothL1Loss", "LogCoshLoss", "PoissonNegativeLogLikelihoodLoss",
        "CrossEntropyLoss", "NegativeLogLikelihoodLoss", "KLDivergenceLoss", "MultiMarginLoss", "BinaryCrossEntropyLoss", "HingeLoss",
        "SquaredHingeLoss", "PerceptronLoss", "FocalLoss", "BinaryFocalLoss",
    ];

    public static TheoryData<string> Activations { get; } = new(
        "Identity", "Step", "Sigmoid", "Tanh", "ScaledTanh", "ReLU", "LeakyReLU", "ReLU6", "PReLU", "ThresholdedReLU", "ELU", "CELU", "SELU",
        "GELU", "SiLU", "Mish", "Softplus", "Softsign", "HardSigmoid", "HardSwish", "HardTanh", "Softmax", "LogSoftmax", "Softmin");

    [Theory]
    [MemberData(nameof(Activations))]
    public void EveryLossThatFits_HasTheSlopesOfItsValue(string activation)
    {
        int fitting = 0;
        foreach (string loss in s_losses)
        {
            NetworkDeclaration net = Declare.Net(Declare.Input(Inputs), Declare.Dense(Outputs), Declare.Node(activation), Declare.Node(loss)).Double().With("InputGradient", true);
            (NetworkPlan? plan, EquatableArray<Problem> problems) = NetworkCompiler.Compile(net);
            if (plan is null)
            {
                Assert.All(problems, problem => Assert.Equal(ProblemKinds.LossDoesNotFit, problem.Kind));
                continue;
            }

            fitting++;

            // A step's gradient is taken as 0, which only the perceptron criterion, computed before the step, has as its slope.
            if (activation != "Step" || loss == "PerceptronLoss")
            {
                AssertSlopes(plan, loss, $"{activation} with {loss}");
            }
        }

        // Squared errors and their relatives, the hinges and the Poisson likelihood fit anything.
        Assert.InRange(fitting, 9, s_losses.Length);
    }

    [Theory]
    [InlineData("CrossEntropyLoss")]
    [InlineData("MeanSquaredErrorLoss")]
    public void SlopePerUnit_IsTrained(string loss)
    {
        NetworkDeclaration net = Declare.Net(Declare.Input(Inputs), Declare.Dense(5), Declare.Node("PReLU").With("PerUnit", true), Declare.Dense(Outputs), Declare.Node(loss)).Double().With("InputGradient", true);
        AssertSlopes(net.Plan(), loss, "PReLU per unit");
    }

    private static void AssertSlopes(NetworkPlan plan, string loss, string name)
    {
        var interpreter = new ProgramInterpreter<double>(plan, new DoubleArithmetic(), physicalLanes: 4);
        var random = new Random(11);
        double[] parameters = [.. Enumerable.Range(0, plan.StorageLength).Select(_ => random.NextDouble() * 1.6 - 0.8)];
        double[] inputs = [.. Enumerable.Range(0, Rows * Inputs).Select(_ => random.NextDouble() * 2 - 1)];
        double[] targets = [.. Enumerable.Range(0, Rows).SelectMany(row => Targets(loss, row, random))];
        TrainingResult<double> result = Train();

        var slopes = new List<(double Expected, double Found)>();
        foreach (ParameterPlace place in plan.Parameters)
        {
            for (int i = 0; i < place.Parameter.Shape.Size; i++)
            {
                int position = Interpreted.Position(place, i);
                slopes.Add((Slope(parameters, position), result.Gradients[position]));
            }
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            slopes.Add((Slope(inputs, i), result.InputGradient![i]));
        }

        double scale = slopes.Max(slope => Math.Abs(slope.Expected)) + 1e-3;
        Assert.All(slopes, slope => Assert.True(Math.Abs(slope.Expected - slope.Found) <= Tolerance * scale + 1e-9, $"{name}: expected {slope.Expected}, found {slope.Found}"));

        TrainingResult<double> Train() => interpreter.Train(parameters, inputs, targets, new Dictionary<string, double[]>());

        double Slope(double[] block, int i)
        {
            double before = block[i];
            block[i] = before + Step;
            double above = Train().Loss;
            block[i] = before - Step;
            double below = Train().Loss;
            block[i] = before;
            return (above - below) / (2 * Step);
        }
    }

    private static IEnumerable<double> Targets(string loss, int row, Random random) => Enumerable.Range(0, Outputs).Select(output => loss switch
    {
        "CrossEntropyLoss" or "FocalLoss" or "KLDivergenceLoss" => output == row % Outputs ? 0.6 : 0.2,
        "NegativeLogLikelihoodLoss" or "MultiMarginLoss" or "PerceptronLoss" => output == row % Outputs ? 1.0 : 0.0,
        "HingeLoss" or "SquaredHingeLoss" => output == row % Outputs ? 1.0 : -1.0,
        "BinaryCrossEntropyLoss" or "BinaryFocalLoss" => random.NextDouble(),
        "PoissonNegativeLogLikelihoodLoss" => random.Next(4),
        _ => random.NextDouble() * 2 - 1,
    });
}
