using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;

namespace NnGen.Compiler.Tests.Plan;

/// <summary>
/// What lies between values: the lanes behind a row, memory that nobody has written yet, and the margins of images. The first are NaN here and change
/// nothing; the last stay what they were filled with, and a step writes its own results only. Behind the outputs and inputs of a weight there are
/// zeros, as every constructor and every file leaves them.
/// </summary>
public class MarginTests
{
    private const int Rows = 3;

    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void WhatNobodyHasWritten_ChangesNothing(string name)
    {
        NetworkPlan plan = SomeNets.Get(name).With("InputGradient", true).Plan();
        var trained = new Trained(plan);

        // A weight of connections that is turned round in the workspace has no step that writes what is absent: it stays 0, as the workspace begins.
        if (!plan.Training!.BackwardSteps.Any(step => step.Spec is ConnectedTransposeSpec))
        {
            TrainingResult<float> zeros = trained.Run(0, null, null);
            TrainingResult<float> holes = trained.Run(float.NaN, null, null);
            Assert.All(zeros.Gradients.Concat(zeros.InputGradient!).Append(zeros.Loss), number => Assert.True(float.IsFinite(number)));
            Numbers.AssertSameBits([zeros.Loss], [holes.Loss]);
            Numbers.AssertSameBits(zeros.Gradients, holes.Gradients);
            Numbers.AssertSameBits(zeros.InputGradient!, holes.InputGradient!);
        }

        foreach (RowsProgram program in new[] { plan.Predict, plan.PredictBatch })
        {
            Numbers.AssertSameBits(trained.Predict(0, program == plan.Predict), trained.Predict(float.NaN, program == plan.Predict));
        }
    }

    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void Steps_WriteTheirResultsOnly_AndMarginsStay(string name)
    {
        NetworkPlan plan = SomeNets.Get(name).With("InputGradient", true).Plan();
        var factory = new KernelFactory(plan.Facts.Lanes);
        var before = new Dictionary<float[], float[]>();
        var margins = new List<(Step Step, NnGen.Compiler.Kernels.Interpreter.Memory<float> Y)>();
        new Trained(plan).Run(
            float.NaN,
            (_, memories) =>
            {
                before.Clear();
                foreach (float[] data in memories.Select(memory => memory.Data).Distinct())
                {
                    before[data] = [.. data];
                }
            },
            (step, memories) =>
            {
                HashSet<string> written = Written(factory.Get(step.Spec));
                var allowed = before.Keys.ToDictionary(data => data, _ => new HashSet<long>());
                for (int i = 0; i < memories.Count; i++)
                {
                    if (written.Contains(step.Operands[i].Memory))
                    {
                        allowed[memories[i].Data].UnionWith(Elements(step.Operands[i].Place, memories[i].Offset));
                    }
                }

                foreach ((float[] data, float[] old) in before)
                {
                    for (int i = 0; i < data.Length; i++)
                    {
                        Assert.True(allowed[data].Contains(i) || BitConverter.SingleToInt32Bits(data[i]) == BitConverter.SingleToInt32Bits(old[i]), $"{step.Comment} wrote element {i}, which is none of its results.");
                    }
                }

                if (step.Spec is CopySpec { Cleared: > 0 } or MarginsSpec)
                {
                    margins.Add((step, memories[step.Operands.ToList().FindIndex(operand => operand.Memory == "y")]));
                }
            });

        Assert.True(margins.Count > 0 || !name.Contains("margins", StringComparison.Ordinal));

        // At the end of it all, whoever read the images in their margins having run.
        foreach ((Step step, NnGen.Compiler.Kernels.Interpreter.Memory<float> y) in margins)
        {
            (int length, int toNext, double fill, HashSet<long> inside) = Around(step.Spec);
            for (int row = 0; row < Rows; row++)
            {
                for (int i = 0; i < length; i++)
                {
                    float element = y.Data[y.Offset + row * toNext + i];
                    Assert.True(inside.Contains(i) ? float.IsFinite(element) : element == (float)fill, $"{step.Comment}: element {i} is {element}.");
                }
            }
        }
    }

    /// <summary>What a step puts margins around: the elements of an image, those to the next, what the margins are, and which elements are none of them.</summary>
    private static (int Length, int ToNext, double Fill, HashSet<long> Inside) Around(KernelSpec spec)
    {
        if (spec is MarginsSpec margins)
        {
            IEnumerable<long> lines = from line in Enumerable.Range(0, margins.Lines) from i in Enumerable.Range(0, margins.Line) select margins.First + (long)line * (margins.Line + margins.Gap) + i;
            return (margins.YRow, margins.YRow, margins.Fill, [.. lines]);
        }

        var copy = (CopySpec)spec;
        HashSet<long> inside = [copy.YFirst];
        foreach (CopyAxis axis in copy.Axes)
        {
            inside = [.. inside.SelectMany(start => Enumerable.Range(0, axis.Size).Select(i => start + (long)i * axis.Y))];
        }

        return (copy.Cleared, copy.YRow, copy.Fill, inside);
    }

    /// <summary>The memories of a kernel that it writes, or that those do which it calls.</summary>
    private static HashSet<string> Written(Kernel kernel)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (Statement statement in kernel.Body.SelectMany(Walk.Statements))
        {
            written.UnionWith(statement switch
            {
                Store store => [store.Memory],
                TransposeBlock block => [block.To],
                Invoke invoke => Written(invoke.Kernel).Select(memory => invoke.Memories[invoke.Kernel.Memories.ToList().IndexOf(memory)].Memory),
                _ => [],
            });
        }

        return written;
    }

    /// <summary>The elements of a place: its columns in each row, and what lies behind them where whole vectors are written. What serves all rows is whole vectors.</summary>
    private static IEnumerable<long> Elements(Place place, long offset)
    {
        if (place.Area != Area.Rows)
        {
            return Enumerable.Range(0, 1 << 16).Select(i => offset + i);
        }

        if (place.Inset is Inset inset)
        {
            return from row in Enumerable.Range(0, Rows) from line in Enumerable.Range(0, inset.Height) from pixel in Enumerable.Range(0, inset.Width) from column in Enumerable.Range(0, place.Columns)
                select offset + ((long)row * inset.OuterCount + line * inset.OuterWidth + pixel) * place.Stride + column;
        }

        int columns = place.IsPadded ? place.Stride : Math.Max(place.Columns, 1);
        return from row in Enumerable.Range(0, Rows * place.Positions) from column in Enumerable.Range(0, columns) select offset + (long)row * place.Stride + column;
    }

    /// <summary>A network with numbers to train it on.</summary>
    private sealed class Trained(NetworkPlan plan)
    {
        private readonly float[] _block = [.. Interpreted.Pack(plan, GraphEvaluator.Draw(plan.Inference.Graph, seed: 5)).Select(value => (float)value)];
        private readonly float[] _inputs = Numbers.Floats(60, Rows * plan.Facts.InputShape.Size);

        public TrainingResult<float> Run(float unwritten, Action<Step, IReadOnlyList<NnGen.Compiler.Kernels.Interpreter.Memory<float>>>? beforeStep, Action<Step, IReadOnlyList<NnGen.Compiler.Kernels.Interpreter.Memory<float>>>? afterStep)
        {
            float[] targets = [.. Enumerable.Range(0, Rows).SelectMany(row => GraphEvaluator.OneHot(plan.Inference.Outputs.Select(output => output.Shape.Size), row)).Select(target => (float)target)];
            Dictionary<string, float[]> masks = plan.Training!.Tape.Where(slot => slot.Kind == TapeKind.Mask).ToDictionary(slot => slot.Name, slot => Enumerable.Range(0, Rows * slot.Place.Columns).Select(i => i % 3 == 0 ? 0f : 1).ToArray());
            var interpreter = new ProgramInterpreter<float>(plan, new SingleArithmetic(), 8) { Unwritten = unwritten, BeforeStep = beforeStep, AfterStep = afterStep };
            return interpreter.Train(_block, _inputs, targets, masks);
        }

        public float[] Predict(float unwritten, bool isOne)
        {
            var interpreter = new ProgramInterpreter<float>(plan, new SingleArithmetic(), 8) { Unwritten = unwritten };
            return isOne ? interpreter.Predict(_block, [.. _inputs.Take(plan.Facts.InputShape.Size)]) : interpreter.PredictBatch(_block, _inputs);
        }
    }
}
