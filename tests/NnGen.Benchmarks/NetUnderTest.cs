namespace NnGen.Benchmarks;

/// <summary>A network and the ways in which the tables run it.</summary>
internal abstract class NetUnderTest
{
    /// <summary>Each layer's parameters one after the other, in the order of the network and as files have them: of a dense one weight, [out, in], and bias.</summary>
    public abstract float[][] ExportParameters();

    /// <summary>Takes parameters as <see cref="ExportParameters"/> gives them.</summary>
    public abstract void ImportParameters(float[][] parameters);

    /// <summary>One row of output.</summary>
    public abstract void Predict(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Rows of output.</summary>
    public abstract void PredictBatch(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>A training step over all rows of <paramref name="data"/>, by a team where there is one.</summary>
    public abstract Action TrainingStep(Samples data, Optimizer optimizer, ThreadTeam? team = null);
}

/// <summary>A network by its class.</summary>
internal sealed class NetUnderTest<TNet>(TNet net) : NetUnderTest
    where TNet : class, ITrainableNetwork<TNet, float>
{
    /// <summary>The network.</summary>
    public TNet Net => net;

    /// <inheritdoc/>
    public override float[][] ExportParameters()
        => [.. TNet.Info.Parameters.Select(parameter => ParameterLayout.Export<float>(parameter, net.Parameters.Span))];

    /// <inheritdoc/>
    public override void ImportParameters(float[][] parameters)
    {
        foreach ((ParameterInfo parameter, float[] values) in TNet.Info.Parameters.Zip(parameters))
        {
            ParameterLayout.Import<float>(parameter, values, net.Parameters.Span);
        }
    }

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
