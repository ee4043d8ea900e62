using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Plan;

/// <summary>What prediction is planned to do.</summary>
public class PlannerTests
{
    /// <summary>Matrix products read the input element by element; everything else reads vectors, also past the end of a row.</summary>
    [Theory]
    [InlineData("iris", false)]
    [InlineData("linear", false)]
    [InlineData("twice", false)]
    [InlineData("elementwise", true)]
    [InlineData("flatten", true)]
    [InlineData("rows", true)]
    [InlineData("residual", true)]
    public void Input_IsCopiedWhereVectorsAreReadFromIt(string name, bool isCopied)
    {
        NetworkPlan plan = SomeNets.Get(name).Plan();

        foreach (RowsProgram program in new[] { plan.Predict, plan.PredictBatch })
        {
            Assert.Equal(isCopied, program.Steps[0].Spec is CopySpec);
            Assert.All(program.Steps.Skip(isCopied ? 1 : 0), step => Assert.DoesNotContain(step.Operands, operand => operand.Place.Area == Area.Input && (isCopied || operand.Memory != "x")));
        }
    }

    /// <summary>The caller's memory ends with the last row, so rows of the output are never written past their end.</summary>
    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void Output_IsWrittenExactly(string name)
    {
        NetworkPlan plan = SomeNets.Get(name).Plan();
        int size = plan.Facts.OutputShape.Size;

        foreach (RowsProgram program in new[] { plan.Predict, plan.PredictBatch })
        {
            if (plan.Inference.Outputs.Count > 1)
            {
                // Copied when all is computed, each of so many columns.
                Assert.DoesNotContain(program.Steps.SelectMany(step => step.Operands), operand => operand.Place.Area == Area.Output);
                Assert.Equal(plan.Inference.Outputs.Select(one => (one.FirstColumn, one.Shape.Size)), program.OutputCopies.Select(copy => (copy.To.Start, copy.To.Columns)));
                Assert.All(program.OutputCopies, copy => Assert.Equal(copy.To.Columns, copy.From.Columns));
                continue;
            }

            // A weight in several pieces writes its columns of each position piece by piece.
            Place[] outputs = [.. program.Steps.SelectMany(step => step.Operands).Select(operand => operand.Place).Where(place => place.Area == Area.Output)];
            Assert.NotEmpty(outputs);
            Assert.All(outputs, output => Assert.Equal((0, size, false), (output.Start, output.RowStride, output.IsPadded)));
            Assert.All(outputs, output => Assert.True(output.Column + output.Columns <= output.Stride));
        }
    }

    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void Scratch_IsPaddedAlignedAndWithoutOverlapInAStep(string name)
    {
        NetworkPlan plan = SomeNets.Get(name).Plan();

        foreach (RowsProgram program in new[] { plan.Predict, plan.PredictBatch })
        {
            int last = 0;
            foreach (Step step in program.Steps)
            {
                Place[] places = [.. step.Operands.Select(operand => operand.Place).Where(place => place.Area == Area.Rows).OrderBy(place => place.Start)];
                int end = 0;
                foreach (IGrouping<int, Place> parts in places.GroupBy(place => place.Start))
                {
                    // A value, and ranges of its columns that a join gives to other values: these are written exactly.
                    Place place = parts.First();
                    Assert.True(place.Start >= end, $"{step.Comment}: {place.Name}");
                    Assert.Equal(0, place.Start % plan.Facts.Lanes);
                    Assert.True(place.RowStride % plan.Facts.Lanes == 0 || !place.IsPadded);
                    Assert.All(parts, part => Assert.Equal(place.RowStride, part.RowStride));
                    Assert.All(parts, part => Assert.True(part.Column + Reach(part) <= (part.Inset is null ? part.Stride : part.RowStride)));
                    end = place.Start + Layout.Pad(place.RowStride, plan.Facts.Lanes);
                }

                last = Math.Max(last, end);
            }

            Assert.Equal(program.ElementsPerRow, Math.Max(last, program.Copies.Select(copy => copy.To.Start + copy.To.Stride).DefaultIfEmpty(0).Max()));
        }
    }

    /// <summary>From the first element of a row to behind the last: an image in margins has more behind each line.</summary>
    private static int Reach(Place place) => place.Inset is Inset inset ? ((inset.Height - 1) * inset.OuterWidth + inset.Width - 1) * place.Stride + place.Columns : place.Columns;

    /// <summary>However deep a chain is, two of its values live at a time; what a join takes later lives on.</summary>
    [Fact]
    public void Scratch_IsSharedByValuesThatNeverLiveAtOnce()
    {
        NodeDeclaration[] deep = [Input(512), .. Enumerable.Range(0, 16).SelectMany(_ => new[] { Dense(512), Node("ReLU") }), Dense(10)];
        RowsProgram program = Net(deep).With("Emit", "Inference").Plan().PredictBatch;
        Assert.Equal((2 * 512, 96, false), (program.ElementsPerRow, program.ChunkRows, program.OnStack));
        Assert.True(48 * program.ElementsPerRow * sizeof(float) <= 200_000);

        NodeDeclaration[] joined = [Input(8), Dense(32).Named("first"), Dense(64), Dense(64), Dense(32).Named("last"), Add("first", "last"), Dense(1)];
        Assert.Equal(32 + 2 * 64, Net(joined).With("Emit", "Inference").Plan().PredictBatch.ElementsPerRow);
    }

    /// <summary>48 or 24 rows at a time on the stack; where fewer fit, up to 96 on the heap, as many as stay in a megabyte; of longer rows so few.</summary>
    [Theory]
    [InlineData(16, false, 48, true)]
    [InlineData(336, false, 48, true)]
    [InlineData(352, false, 24, true)]
    [InlineData(672, false, 24, true)]
    [InlineData(688, false, 96, false)]
    [InlineData(2704, false, 96, false)]
    [InlineData(2736, false, 48, false)]
    [InlineData(5376, false, 48, false)]
    [InlineData(5472, false, 24, false)]
    [InlineData(16_384, false, 12, false)]
    [InlineData(65_536, false, 2, false)]
    [InlineData(168, true, 48, true)]
    [InlineData(176, true, 24, true)]
    [InlineData(344, true, 96, false)]
    [InlineData(1368, true, 48, false)]
    public void Chunk_IsTheLargestThatFits(int hidden, bool isDouble, int rows, bool onStack)
    {
        NetworkDeclaration net = Net(Input(2), Dense(hidden), Dense(1)).With("Emit", "Inference");
        RowsProgram program = (isDouble ? net.Double() : net).Plan().PredictBatch;

        Assert.Equal((hidden, rows, onStack), (program.ElementsPerRow, program.ChunkRows, program.OnStack));
        Assert.True(!onStack || program.ScratchLength * (isDouble ? 8 : 4) <= RowChunks.StackBytes);
    }

    /// <summary>Weights that do not stay in a megabyte are read once for each chunk, so chunks are larger than the stack allows.</summary>
    [Theory]
    [InlineData(784, 192, 24, true)]
    [InlineData(1024, 320, 96, false)]
    [InlineData(784, 512, 96, false)]
    [InlineData(2000, 512, 24, false)]
    public void Chunk_OfManyWeights_LiesOnTheHeap(int inputs, int hidden, int rows, bool onStack)
    {
        RowsProgram program = Net(Input(inputs), Dense(hidden), Dense(hidden), Dense(10)).With("Emit", "Inference").Plan().PredictBatch;

        Assert.Equal((rows, onStack), (program.ChunkRows, program.OnStack));
    }

    [Theory]
    [InlineData(16_384, true)]
    [InlineData(16_400, false)]
    public void OneRow_LiesOnTheStackUpToTheBudget(int hidden, bool onStack)
    {
        RowsProgram program = Net(Input(2), Dense(hidden), Dense(1)).With("Emit", "Inference").Plan().Predict;

        Assert.Equal((1, onStack), (program.ChunkRows, program.OnStack));
    }

    /// <summary>The longest rows that are allowed go one at a time; more would overflow the length of an array.</summary>
    [Fact]
    public void LongestRows_GoOneAtATime()
    {
        NetworkPlan plan = Net(Input(1), Dense(1 << 27).With("Bias", false), Dense(1).With("Bias", false)).With("Emit", "Inference").Plan();

        Assert.Equal((1, false, 1 << 27), (plan.PredictBatch.ChunkRows, plan.PredictBatch.OnStack, plan.PredictBatch.ScratchLength));
    }

    [Fact]
    public void OneLayer_NeedsNoScratch()
    {
        NetworkPlan plan = Net(Input(2), Dense(3), Node("ReLU"), Node("MeanSquaredErrorLoss")).Plan();

        Assert.Equal((0, 0), (plan.Predict.ElementsPerRow, plan.PredictBatch.ElementsPerRow));
        Assert.Single(plan.Predict.Steps);
    }

    /// <summary>A network that computes nothing copies.</summary>
    [Theory]
    [InlineData("Identity")]
    [InlineData("Flatten")]
    [InlineData("Dropout")]
    public void OutputThatIsTheInput_IsACopy(string kind)
    {
        NetworkPlan plan = Net(Input(5), Node(kind)).Plan();

        Assert.IsType<CopySpec>(Assert.Single(plan.Predict.Steps).Spec);
        double[] input = Numbers.Doubles(1, 15);
        Assert.Equal(input.Select(x => (double)(float)x), Interpreted.Rows(plan, plan.PredictBatch, [], input, 16));
    }

    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void EveryStep_SaysWhatAndWhy(string name)
    {
        NetworkPlan plan = SomeNets.Get(name).Plan();
        Step[] steps =
        [
            .. plan.Predict.Steps, .. plan.PredictBatch.Steps, .. plan.Training!.ForwardSteps, .. plan.Training.BackwardSteps,
        ];

        Assert.All(steps, step =>
        {
            Assert.NotEmpty(step.Comment);
            Assert.NotEmpty(step.Reason);
            Assert.DoesNotContain('{', step.Comment);
            Assert.DoesNotContain('\n', step.Comment + step.Reason);
            Assert.Matches("^[A-Z][A-Za-z0-9]*$", step.Spec.Name);
            Assert.Equal(step.Operands.Count, step.Operands.Select(operand => operand.Memory).Distinct().Count());
        });
    }

    [Fact]
    public void Facts_AreThoseOfTheDeclaration()
    {
        PlanFacts facts = Net(Input(784), Dense(50), Node("Sigmoid"), Dense(10), Node("Softmax")).Plan().Facts;

        Assert.Equal((false, 16, 784, 10, 39_760, 39_700L), (facts.IsDouble, facts.Lanes, facts.InputShape.Size, facts.OutputShape.Size, facts.ParameterCount, facts.MultiplyAdds));
        Assert.Equal((true, 8), (Net(Input(2), Dense(1)).Double().Plan().Facts.IsDouble, Net(Input(2), Dense(1)).Double().Plan().Facts.Lanes));
    }
}
