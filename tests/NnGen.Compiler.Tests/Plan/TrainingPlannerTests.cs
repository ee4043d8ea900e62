using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Plan;

/// <summary>What training is planned to do: what the tape keeps, and in which phases the steps stand.</summary>
public class TrainingPlannerTests
{
    /// <summary>Only what somebody outside its fused group takes: no pre-activation, no gradient that stays in a register.</summary>
    [Fact]
    public void Tape_KeepsWhatIsTakenLater()
    {
        TrainingProgram program = Net(Input(3), Dense(4), Node("ReLU"), Dense(2), Node("Softmax")).Plan().Training!;

        Assert.Equal(
            ["dense2 Value", "gradient of dense1 Internal", "gradient of dense2 Internal", "input1 Input", "loss RowLoss", "loss scale LossScale", "output gradient OutputGradient", "relu1 Value", "softmax1 Output", "target Target"],
            program.Tape.Select(slot => $"{slot.Name} {slot.Kind}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Tape_KeepsMasksWithTheirRates()
    {
        TrainingProgram program = Net(Input(3), Dropout(0.1), Dense(4), Dropout(0.5), Dense(2)).Plan().Training!;

        Assert.Equal(["dropout1 0.1", "dropout2 0.5"], program.Tape.Where(slot => slot.Kind == TapeKind.Mask).Select(slot => FormattableString.Invariant($"{slot.Name} {slot.DropRate}")));
    }

    [Fact]
    public void InputGradient_HasASlotOnlyIfAsked()
    {
        NetworkDeclaration net = Net(Input(3), Dense(4), Node("Tanh"), Dense(2));

        Assert.DoesNotContain(net.Plan().Training!.Tape, slot => slot.Kind == TapeKind.InputGradient);
        Assert.Equal(3, Assert.Single(net.With("InputGradient", true).Plan().Training!.Tape, slot => slot.Kind == TapeKind.InputGradient).Place.Columns);
    }

    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void Slots_BeginAtWholeVectorsAndDoNotOverlap(string name)
    {
        NetworkPlan plan = SomeNets.Get(name).With("InputGradient", true).Plan();
        TrainingProgram program = plan.Training!;
        int lanes = plan.Facts.Lanes;

        // Nodes that only rename share a place; everything that steps use and that the tape shows must lie apart.
        Step[] steps = [.. program.ForwardSteps, .. program.BackwardSteps, .. program.OutputGradients.SelectMany(own => own.Steps)];
        Place[] places = [.. steps.SelectMany(step => step.Operands).Select(operand => operand.Place).Concat(program.Tape.Select(slot => slot.Place)).Where(place => place.Area == Area.Rows && place.Column == 0).GroupBy(place => place.Start).Select(places => places.MaxBy(place => place.Columns)!).OrderBy(place => place.Start)];
        int end = 0;
        foreach (Place place in places)
        {
            Assert.Equal(0, place.Start % lanes);
            Assert.True(place.Start >= end, $"{place} begins before {end}.");
            Assert.True(place.Columns <= place.Stride);
            Assert.True(!place.IsPadded || place.Stride % lanes == 0);
            end = place.Start + Layout.Pad(place.Stride, lanes);
        }

        Assert.True(end <= program.ElementsPerRow);
        Assert.Equal(0, program.ElementsPerRow % lanes);
    }

    /// <summary>What a gradient at the output costs: nothing where the loss takes the output itself, one step where it looks through an activation.</summary>
    [Theory]
    [InlineData("MeanSquaredErrorLoss", null, 0)]
    [InlineData("CrossEntropyLoss", null, 0)]
    [InlineData("CrossEntropyLoss", "Softmax", 1)]
    [InlineData("NegativeLogLikelihoodLoss", "LogSoftmax", 1)]
    [InlineData("BinaryCrossEntropyLoss", "Sigmoid", 1)]
    [InlineData("MeanSquaredErrorLoss", "Tanh", 1)]
    [InlineData("PerceptronLoss", null, 0)]
    [InlineData("PerceptronLoss", "Step", null)]
    public void OutputGradient_TakesThePlaceOfTheLosss(string loss, string? activation, int? steps)
    {
        NodeDeclaration[] nodes = [Input(4), Dense(8), Node("ReLU"), Dense(3), .. activation is null ? Array.Empty<NodeDeclaration>() : [Node(activation)], Node(loss)];
        TrainingProgram program = Net(nodes).Plan().Training!;

        Assert.Equal(steps, program.OutputGradients.SingleOrDefault()?.Steps.Count);
        Assert.Equal(steps is null ? 0 : 1, program.Tape.Count(slot => slot.Kind == TapeKind.OutputGradient));
        if (program.OutputGradients.SingleOrDefault() is OutputGradientProgram own)
        {
            Assert.Contains(program.Backward[0].Steps[0].Operands, operand => operand.Place == own.Place);
            Assert.All(own.Steps, step => Assert.Contains(step.Operands, operand => operand.Place == own.Place));
        }
    }

    /// <summary>Of several outputs, each gradient takes the place of its own loss's; one before which nothing learns has none.</summary>
    [Fact]
    public void OutputGradients_TakeThePlacesOfTheirLosses()
    {
        TrainingProgram program = SomeNets.Get("renamed outputs").Plan().Training!;

        // The third output is an input.
        Assert.Equal([0, 1, 3, 4], program.OutputGradients.Select(own => own.Output).Order());
        Assert.Equal(4, program.OutputGradients.Select(own => own.Place).Distinct().Count());
        Assert.All(program.OutputGradients, own => Assert.Contains(own.Replaced, program.Backward.SelectMany(part => part.Steps)));
        Assert.All(program.OutputGradients, own => Assert.Contains(own.Replaced.Operands, operand => operand.Place == own.Place));

        // A step has no way back, so there is none for the other output either.
        Assert.Empty(Net(Input(3), Dense(2).Named("a"), Dense(2), Node("Step").Named("s"), Output("a"), Output("s"), Node("PerceptronLoss")).Plan().Training!.OutputGradients);
    }

    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void Phases_HoldTheStepsThatBelongThere(string name)
    {
        TrainingProgram program = SomeNets.Get(name).Plan().Training!;

        Assert.All(program.PrepareForward.Concat(program.Prepare), step => Assert.True(step.Spec is TransposeSpec or ConnectedTransposeSpec or CopySpec { IsOneRow: true }));
        Assert.All(program.BackwardParameters, step => Assert.True(step.Spec is WeightGradientSpec or ConnectedGradientSpec or BiasGradientSpec or SharedGradientSpec or ConvolutionGradientSpec or SegmentGradientSpec or DepthwiseGradientSpec));
        Assert.DoesNotContain(program.Forward.Concat(program.Backward).SelectMany(part => part.Steps), step => step.Spec is WeightGradientSpec or ConnectedGradientSpec or BiasGradientSpec or TransposeSpec or ConnectedTransposeSpec);

        // No parameter is read after the first update: whatever a step of that phase reads, it is no weight.
        Assert.All(program.BackwardParameters, step => Assert.DoesNotContain(step.Operands, operand => operand.Place.Area is Area.Parameters || (operand.Place.Area is Area.Workspace && operand.Memory != "gradient")));
    }

    /// <summary>Each weight whose input needs a gradient is transposed once, to a place of its own.</summary>
    [Fact]
    public void Weights_AreTransposedOnceEach()
    {
        TrainingProgram program = Net(Input(3), Dense(20), Node("ReLU"), Dense(5), Node("ReLU"), Dense(2)).Plan().Training!;

        Assert.Equal(["Transpose20x5", "Transpose5x2"], program.Prepare.Select(step => step.Spec.Name).Order(StringComparer.Ordinal));
        (int Start, int End)[] blocks = [.. program.Prepare.Select(step => ((TransposeSpec)step.Spec, step.Operands[1].Place)).Select(pair => (pair.Place.Start, pair.Place.Start + pair.Item1.Out * pair.Item1.TransposedStride)).Order()];
        Assert.Equal(0, blocks[0].Start);
        Assert.Equal(blocks[0].End, blocks[1].Start);
        Assert.Equal(blocks[1].End, program.WorkspaceLength);
    }

    [Theory]
    [InlineData("MeanSquaredErrorLoss", "Mean", 3)]
    [InlineData("MeanSquaredErrorLoss", "Sum", 0)]
    [InlineData("CrossEntropyLoss", "Mean", 1)]
    [InlineData("CrossEntropyLoss", "Sum", 0)]
    [InlineData("BinaryCrossEntropyLoss", "Mean", 3)]
    [InlineData("BinaryCrossEntropyLoss", "Sum", 0)]
    public void Mean_DividesByRowsAndOutputsOrByRows(string loss, string reduction, int divisor) =>
        Assert.Equal(divisor, Net(Input(2), Dense(3), Node(loss).With("Reduction", reduction)).Plan().Inference.Outputs[0].LossDivisor);

    [Theory]
    [InlineData("MeanSquaredErrorLoss", "Identity", false, true)]
    [InlineData("CrossEntropyLoss", "Softmax", true, true)]
    [InlineData("NegativeLogLikelihoodLoss", "LogSoftmax", true, false)]
    [InlineData("BinaryCrossEntropyLoss", "Sigmoid", false, true)]
    public void Targets_AreThoseOfTheLoss(string loss, string activation, bool labels, bool values)
    {
        LossKind own = Net(Input(2), Dense(3), Node(activation), Node(loss)).Plan().Inference.Outputs[0].Loss;

        Assert.Equal((labels, values), own.Targets);
    }

    [Fact]
    public void InferenceOnly_PlansNoTraining() =>
        Assert.Null(Net(Input(2), Dense(3)).With("Emit", "Inference").Plan().Training);

    /// <summary>Both graphs number their parameters alike, so that training changes what prediction reads.</summary>
    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void Updates_GoWhereTheParametersLie(string name)
    {
        NetworkPlan plan = SomeNets.Get(name).Plan();

        // A weight that is absent beside others gets a gradient of 0.
        HashSet<int> zeros = [.. plan.Parameters.Where(place => place.Parameter.Mask is not null).SelectMany(place => Enumerable.Range(place.Offset, place.Length).Except(Positions(place)))];
        int[] updated = [.. plan.Training!.BackwardParameters.SelectMany(Updated).Order()];

        Assert.Equal(plan.Parameters.SelectMany(Positions).Order(), updated.Where(position => !zeros.Contains(position)));
    }

    private static IEnumerable<int> Positions(ParameterPlace place) => place.Pieces.Count == 0
        ? Enumerable.Range(place.Offset, place.Parameter.Shape.Size)
        : from output in Enumerable.Range(0, place.Parameter.Outputs)
          from input in Enumerable.Range(0, place.Parameter.InputsOfOutput)
          where place.Position(output, input) >= 0
          select place.Position(output, input);

    private static IEnumerable<int> Updated(Step step)
    {
        int start = step.Indices[0].Value;
        return step.Spec switch
        {
            ConnectedGradientSpec spec => from entry in Enumerable.Range(spec.Blocks.Starts[step.Indices[1].Value], spec.Blocks.EntriesOf(step.Indices[1].Value, step.Indices[2].Value))
                                          from lane in Enumerable.Range(0, 16)
                                          select start + 16 * entry + lane,
            WeightGradientSpec spec => from input in Enumerable.Range(0, spec.In)
                                       from output in Enumerable.Range(0, spec.Out)
                                       select start + output / spec.WeightStride * spec.WeightStride * spec.PanelInputs + input * spec.WeightStride + output % spec.WeightStride,
            ConvolutionGradientSpec spec => from input in Enumerable.Range(0, spec.Walk.Elements)
                                            from output in Enumerable.Range(0, spec.Out)
                                            select start + output / spec.WeightStride * spec.WeightStride * spec.PanelInputs + input * spec.WeightStride + output % spec.WeightStride,
            SegmentGradientSpec spec => from input in Enumerable.Range(0, spec.Walk.Lines * spec.Walk.Segment / spec.Out * spec.Walk.Channels)
                                        from output in Enumerable.Range(0, spec.Out)
                                        select start + input * spec.OwnStride + output,
            DepthwiseGradientSpec spec => from place in Enumerable.Range(0, spec.Walk.Lines * spec.Walk.Taps)
                                          from channel in Enumerable.Range(0, spec.Walk.Run)
                                          select start + place * spec.WeightStride + channel,
            BiasGradientSpec spec => Enumerable.Range(start, spec.Out),
            _ => [start],
        };
    }

    [Fact]
    public void NodesOfTheTape_AreNodesOfTheDeclaration()
    {
        NetworkPlan plan = Net(Input(2).Named("x"), Dense(3).Named("h"), Node("Identity").Named("same"), Node("Tanh").Named("t"), Dense(1).Named("y")).Plan();
        BuiltGraph built = plan.Inference;

        Assert.All(plan.Training!.Tape.Where(slot => slot.Kind is TapeKind.Input or TapeKind.Value or TapeKind.Output), slot => Assert.Contains(built.Nodes, node => node.Name == slot.Name));
        Assert.Equal("y", Assert.Single(plan.Training.Tape, slot => slot.Kind == TapeKind.Output).Name);
        Assert.Equal("x", Assert.Single(plan.Training.Tape, slot => slot.Kind == TapeKind.Input).Name);
    }
}
