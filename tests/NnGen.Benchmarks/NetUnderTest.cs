namespace NnGen.Benchmarks;

/// <summary>A network and the ways in which the tables run it.</summary>
internal abstract class NetUnderTest
{
    /// <summary>Each dense layer's weight, [out, in], and bias, one after the other.</summary>
    public abstract float[][] ExportParameters();

    /// <summary>A chain of dependent predictions over the rows of <paramref name="data"/>.</summary>
    public abstract Contender RowChain(Samples data);

    /// <summary>One row of output.</summary>
    public abstract void Predict(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Rows of output.</summary>
    public abstract void PredictBatch(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>A training step over all rows of <paramref name="data"/>, by a team where there is one.</summary>
    public abstract Action TrainingStep(Samples data, Optimizer optimizer, ThreadTeam? team = null);
}

/// <summary>A network by its class.</summary>
internal sealed class NetUnderTest<TNet, TCall>(TNet net, Func<TNet, TCall> call) : NetUnderTest
    where TNet : class, ITrainableNetwork<TNet, float>
    where TCall : struct, IRowCall
{
    /// <inheritdoc/>
    public override float[][] ExportParameters()
        => [.. TNet.Info.Parameters.Select(parameter => ParameterLayout.Export<float>(parameter, net.Parameters.Span))];

    /// <inheritdoc/>
    public override Contender RowChain(Samples data) => Benchmarks.RowChain.Of("NnGen", call(net), data);

    /// <inheritdoc/>
    public override void Predict(ReadOnlySpan<float> input, Span<float> output) => net.Predict(input, output);

    /// <inheritdoc/>
    public override void PredictBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => net.PredictBatch(inputs, outputs);

    /// <inheritdoc/>
    public override Action TrainingStep(Samples data, Optimizer optimizer, ThreadTeam? team = null)
    {
        NetworkTape<float> tape = TNet.CreateTape(data.Rows, team);
        OptimizerState<float> state = optimizer.Bind<float>(TNet.Info);
        return TNet.Info.Targets.HasFlag(TargetKind.Labels)
            ? () =>
            {
                net.Forward(data.Inputs.Span, data.Labels, tape);
                state.Step(net, tape, optimizer.Rate);
            }
            : () =>
            {
                net.Forward(data.Inputs.Span, data.Targets.Span, tape);
                state.Step(net, tape, optimizer.Rate);
            };
    }
}
