using System.Numerics;
using System.Text.Json;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Golden;

/// <summary>Computes everything that a case's file has and compares it, tensor by tensor.</summary>
internal sealed class GoldenRun(GoldenCase @case) : INetAction
{
    private static readonly char[] s_digits = [.. "0123456789"];

    private readonly HashSet<string> _compared = [];
    private bool _hasSequence;
    private readonly TrainingOptions _options = GoldenOptions.Of(@case.Json, steps: 1);

    /// <summary>The tensors that differ, with the worst element of each.</summary>
    public List<string> Differences { get; } = [];

    /// <summary>How many tensors were compared.</summary>
    public int Compared => _compared.Count;

    /// <summary>The layers whose values never reach memory, because they are fused into the next.</summary>
    public List<string> Fused { get; } = [];

    public void Run<TNetwork, T>()
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement[] given = [.. @case.Json.GetProperty("inputs").EnumerateArray()];
        int rows = given[0].GetProperty("shape")[0].GetInt32();
        string[] names = [.. given.Select(input => input.GetProperty("name").GetString()!)];
        T[] inputs = Inputs<T>(1);
        NetworkTape<T> tape = TNetwork.CreateTape(rows);
        PutMasks(tape);
        PutWeights(tape, rows);

        TNetwork network = WithParameters<TNetwork, T>();
        Predictions<TNetwork, T>(network, inputs, rows);
        T loss = Forward(network, inputs, tape);
        if (_options.Penalty?.Bind<T>(TNetwork.Info) is BoundPenalty<T> penalty)
        {
            Check("loss_data", [loss]);
            loss += T.CreateTruncating(penalty.Value(network.Parameters));
        }

        Check("loss", [loss]);
        CheckOutputs(TNetwork.Info, "output/y", tape.Output.ToArray());
        CheckParts(TNetwork.Info, tape);
        foreach (ParameterInfo buffer in Buffers(TNetwork.Info))
        {
            Check<T>("buffer_after/" + buffer.Name, ParameterLayout.Export<T>(buffer, network.Parameters.Span));
        }

        Values(tape);
        Gradients(network, tape, names);
        for (int batch = 2; batch <= Batches; batch++)
        {
            Further<TNetwork, T>(batch, tape);
        }

        Steps<TNetwork, T>(inputs, tape);
        if (@case.Json.TryGetProperty("sequence", out JsonElement sequence))
        {
            Sequence<TNetwork, T>(sequence.GetProperty("batches").GetInt32());
        }

        foreach (SafetensorsTensor tensor in @case.Tensors.Tensors)
        {
            bool isGiven = tensor.Name.Split('/')[0].TrimEnd(s_digits) is "param" or "buffer" or "input" or "target" or "extra" || (tensor.Name.StartsWith("seq/x", StringComparison.Ordinal) && _hasSequence);
            bool isFused = Fused.Contains(tensor.Name);
            if (!isGiven && !isFused && !_compared.Contains(tensor.Name))
            {
                Differences.Add($"{tensor.Name}: compared with nothing");
            }
        }
    }

    /// <summary>How many batches there are, which steps take in turn.</summary>
    private int Batches => @case.Json.TryGetProperty("batches", out JsonElement batches) ? batches.GetInt32() : 1;

    /// <summary>What the names of a batch's tensors have behind their first word.</summary>
    private static string Numbered(string word, int batch) => batch == 1 ? word : $"{word}{batch}";

    /// <summary>The rows of a batch, with all inputs side by side. States that a batch has not are those that the one before has left on the tape.</summary>
    private T[] Inputs<T>(int batch, NetworkTape<T>? tape = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement[] given = [.. @case.Json.GetProperty("inputs").EnumerateArray()];
        return PackedRows.Of(
            given[0].GetProperty("shape")[0].GetInt32(),
            [.. given.Select(input => Input(input.GetProperty("name").GetString()!)), .. @case.FurtherInputs.Select(name => Tensor<T>("extra/" + name))]);

        T[] Input(string name) => batch > 1 && @case.Json.TryGetProperty("carry", out JsonElement carry) && carry.TryGetProperty(name, out JsonElement state)
            ? tape!.Value(state.GetString()!).ToArray()
            : Tensor<T>($"{Numbered("input", batch)}/{name}");
    }

    /// <summary>Outputs, loss and gradients of another batch at the initial parameters.</summary>
    private void Further<TNetwork, T>(int batch, NetworkTape<T> tape)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TNetwork network = WithParameters<TNetwork, T>();
        Check(Numbered("loss", batch), [Forward(network, Inputs(batch, tape), tape, batch)]);
        CheckOutputs(TNetwork.Info, Numbered("output", batch) + "/y", tape.Output.ToArray());
        NetworkGradients<T> gradients = TNetwork.CreateGradients();
        network.Backward(tape, gradients);
        CheckEach(TNetwork.Info, Numbered("grad", batch) + "/", gradients.Buffer);
    }

    /// <summary>Prediction leaves dropout out, so it gives <c>eval/y</c> where there is one.</summary>
    private void Predictions<TNetwork, T>(TNetwork network, T[] inputs, int rows)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string tensor = @case.Tensors.Find("eval/y") is null ? "output/y" : "eval/y";
        NetworkInfo info = TNetwork.Info;
        int inputSize = TNetwork.Info.InputSize;
        int outputSize = TNetwork.Info.OutputSize;
        var outputs = new T[rows * outputSize];
        network.PredictBatch(inputs, outputs);
        CheckOutputs(info, tensor, outputs);
        for (int row = 0; row < rows; row++)
        {
            network.Predict(inputs.AsSpan(row * inputSize, inputSize), outputs.AsSpan(row * outputSize, outputSize));
        }

        CheckOutputs(info, tensor, outputs);
    }

    /// <summary>An only output, or the columns of each.</summary>
    private void CheckOutputs<T>(NetworkInfo info, string tensor, T[] packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (info.Outputs.Count == 1)
        {
            Check<T>(tensor, packed);
            return;
        }

        foreach (OutputInfo output in info.Outputs)
        {
            Check<T>("output/" + output.Name, [.. packed.Chunk(info.OutputSize).SelectMany(row => row[output.FirstColumn..(output.FirstColumn + output.Size)])]);
        }
    }

    /// <summary>The loss of each output, without its weight.</summary>
    private void CheckParts<T>(NetworkInfo info, NetworkTape<T> tape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (OutputInfo output in info.Outputs.Where(output => info.Outputs.Count > 1))
        {
            Check<T>("loss_part/" + output.Name, [T.CreateTruncating(tape.LossOf(output.Name))]);
        }
    }

    private void Values<T>(NetworkTape<T> tape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string[] kept = [.. tape.ValueNames];
        foreach (SafetensorsTensor tensor in @case.Tensors.Tensors.Where(tensor => tensor.Name.StartsWith("layer/", StringComparison.Ordinal)))
        {
            string layer = tensor.Name["layer/".Length..];
            if (kept.Contains(layer))
            {
                Check<T>(tensor.Name, tape.Value(layer).ToArray());
            }
            else
            {
                Fused.Add(tensor.Name);
            }
        }

        if (@case.Tensors.Find("output/probabilities") is not null)
        {
            Check<T>("output/probabilities", tape.Value("probabilities").ToArray());
        }
    }

    private void Gradients<TNetwork, T>(TNetwork network, NetworkTape<T> tape, string[] inputNames)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkGradients<T> gradients = TNetwork.CreateGradients();
        network.Backward(tape, gradients);
        _options.Penalty?.Bind<T>(TNetwork.Info).AddGradient(network.Parameters, gradients);
        CheckEach(TNetwork.Info, "grad/", gradients.Buffer);

        foreach (string name in inputNames.Where(IsFloat))
        {
            Check<T>("grad_input/" + name, (TNetwork.Info.Inputs.Count == 1 ? tape.InputGradient : tape.InputGradientOf(name)).ToArray());
        }

        if (_options.Clipping is GradientClipping clipping)
        {
            clipping.Apply(gradients);
            CheckEach(TNetwork.Info, "grad_clipped/", gradients.Buffer);
        }
    }

    private void Steps<TNetwork, T>(T[] inputs, NetworkTape<T> tape)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_options.Penalty is not null || _options.Clipping is not null || _options.Schedule is not null || _options.MaxNorm is not null || _options.WeightAverage is not null)
        {
            Fits<TNetwork, T>(inputs);
            return;
        }

        TNetwork network = WithParameters<TNetwork, T>();
        Optimizer optimizer = _options.Optimizer!;
        OptimizerState<T> state = optimizer.Bind<T>(TNetwork.Info);
        int[] stored = [.. @case.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetInt32())];
        var losses = new List<T>();
        for (int step = 1; step <= stored.Max(); step++)
        {
            int batch = (step - 1) % Batches + 1;
            losses.Add(Forward(network, Inputs(batch, tape), tape, batch));
            state.Step(network, tape, optimizer.Rate);
            if (stored.Contains(step))
            {
                CheckEach(TNetwork.Info, $"step{step}/", network.Parameters);
            }
        }

        Check<T>("losses", [.. losses]);
        Folded(network, inputs);
    }

    /// <summary>The dense layer and the normalisation behind it as one layer: W g / sqrt(v + epsilon), (b - m) g / sqrt(v + epsilon) + beta.</summary>
    private void Folded<TNetwork, T>(TNetwork network, T[] inputs)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!@case.Json.TryGetProperty("fold", out JsonElement folds))
        {
            return;
        }

        var outputs = new T[inputs.Length / TNetwork.Info.InputSize * TNetwork.Info.OutputSize];
        network.PredictBatch(inputs, outputs);
        Check<T>("eval10/y", outputs);
        foreach (JsonElement fold in folds.EnumerateArray())
        {
            string layer = fold.GetProperty("layer").GetString()!;
            string norm = fold.GetProperty("norm").GetString()!;
            double epsilon = @case.Json.GetProperty("layers").EnumerateArray().Single(node => node.GetProperty("name").GetString() == norm).GetProperty("eps").GetDouble();
            T[] Own(string name) => ParameterLayout.Export<T>(TNetwork.Info.Parameters.Single(parameter => parameter.Name == name), network.Parameters.Span);
            T[] factors = [.. Own(norm + ".weight").Zip(Own(norm + ".running_var"), (gain, variance) => gain / T.Sqrt(variance + T.CreateTruncating(epsilon)))];
            T[] means = Own(norm + ".running_mean");
            T[] weight = Own(layer + ".weight");
            Check<T>($"folded10/{layer}.weight", [.. weight.Select((element, i) => element * factors[i / (weight.Length / factors.Length)])]);
            Check<T>($"folded10/{layer}.bias", [.. Own(norm + ".bias").Select((shift, i) => shift - means[i] * factors[i])]);
        }
    }

    private bool IsFloat(string input) => @case.Json.GetProperty("inputs").EnumerateArray()
        .Single(given => given.GetProperty("name").GetString() == input).GetProperty("type").GetString() == "float";

    /// <summary>Batches one after the other in training mode, without steps: the running statistics after each, and a prediction with them.</summary>
    private void Sequence<TNetwork, T>(int batches)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _hasSequence = true;
        TNetwork network = WithParameters<TNetwork, T>();
        for (int batch = 0; batch < batches; batch++)
        {
            T[] inputs = Tensor<T>($"seq/x{batch}");
            int rows = inputs.Length / TNetwork.Info.InputSize;
            NetworkTape<T> tape = TNetwork.CreateTape(rows);
            network.Forward(inputs, new T[rows * TNetwork.Info.OutputSize], tape);
            Check<T>($"seq/y{batch}", tape.Output.ToArray());
            foreach (ParameterInfo buffer in Buffers(TNetwork.Info))
            {
                Check<T>($"seq/{buffer.Name}@{batch}", ParameterLayout.Export<T>(buffer, network.Parameters.Span));
            }
        }

        T[] last = Tensor<T>("seq/x_eval");
        var outputs = new T[last.Length / TNetwork.Info.InputSize * TNetwork.Info.OutputSize];
        network.PredictBatch(last, outputs);
        Check<T>("seq/y_eval", outputs);
    }

    private static IEnumerable<ParameterInfo> Buffers(NetworkInfo info) => info.Parameters.Where(parameter => parameter.IsBuffer && parameter.Table is null);

    /// <summary>The trainer itself, with an epoch of one batch for each step.</summary>
    private void Fits<TNetwork, T>(T[] inputs)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo info = TNetwork.Info;
        SafetensorsTensor target = @case.Tensors.Find("target/t")!;
        Dataset<T> data = target.Type == SafetensorsType.I64
            ? Dataset.FromLabels(inputs, info.InputSize, [.. target.ToArray<double>().Select(label => (int)label)])
            : Dataset.FromTargets(inputs, info.InputSize, target.ToArray<T>(), info.OutputSize);
        int[] stored = [.. @case.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetInt32())];
        foreach (int steps in stored)
        {
            TNetwork network = WithParameters<TNetwork, T>();
            TrainingReport report = Trainer.Fit(network, data, GoldenOptions.Of(@case.Json, steps));
            CheckEach(info, $"step{steps}/", network.Parameters);
            if (steps == stored.Max())
            {
                Check<T>("losses", [.. report.Epochs.Select(epoch => T.CreateTruncating(epoch.TrainLoss))]);
            }

            if (GoldenOptions.Averaged(@case.Json, steps) is TrainingOptions averaged)
            {
                TNetwork average = WithParameters<TNetwork, T>();
                Trainer.Fit(average, data, averaged);
                CheckEach(info, $"ema{steps}/", average.Parameters);
            }
        }
    }

    private void CheckEach<T>(NetworkInfo info, string prefix, AlignedBuffer<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isGradient = prefix.StartsWith("grad", StringComparison.Ordinal);
        foreach (IGrouping<string, ParameterInfo> parts in info.Parameters.Where(parameter => parameter.Table is null && !(isGradient && parameter.IsBuffer)).GroupBy(parameter => GoldenNames.TensorOf(@case, parameter.Name)))
        {
            Check<T>(prefix + parts.Key, [.. parts.SelectMany(parameter => ParameterLayout.Export<T>(parameter, block.Span))]);
        }
    }

    private T Forward<TNetwork, T>(TNetwork network, T[] inputs, NetworkTape<T> tape, int batch = 1)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (@case.Json.TryGetProperty("outputs", out JsonElement outputs))
        {
            // Packed side by side, a label as a one-hot row.
            int rows = inputs.Length / TNetwork.Info.InputSize;
            return network.Forward(inputs, PackedRows.Of(rows, [.. outputs.EnumerateArray().Select((output, i) => Targets<T>(output, TNetwork.Info.Outputs[i].Size))]), tape);
        }

        SafetensorsTensor target = @case.Tensors.Find(Numbered("target", batch) + "/t")!;
        if (target.Type != SafetensorsType.I64)
        {
            return network.Forward(inputs, target.ToArray<T>(), tape);
        }

        int[] labels = [.. target.ToArray<double>().Select(label => (int)label)];
        if (@case.Json.GetProperty("loss").TryGetProperty("target_lengths", out JsonElement lengths))
        {
            // What stands behind a row's length is none of its labels.
            int most = labels.Length / Tensor<T>("extra/" + lengths.GetString()).Length;
            int[] counts = [.. Tensor<double>("extra/" + lengths.GetString()).Select(count => (int)count)];
            labels = [.. labels.Select((label, i) => i % most < counts[i / most] ? label : -1)];
        }

        return network.Forward(inputs, labels, tape);
    }

    private T[] Targets<T>(JsonElement output, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SafetensorsTensor target = @case.Tensors.Find("target/" + output.GetProperty("target").GetString())!;
        return target.Type != SafetensorsType.I64 ? Tensor<T>(target.Name) : OneHot.Encode<T>([.. target.ToArray<double>().Select(label => (int)label)], size);
    }

    /// <summary>A mean divides by what the rows weigh; to divide by the batch, each weight is a part of it in a sum.</summary>
    private void PutWeights<T>(NetworkTape<T> tape, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (@case.Json.TryGetProperty("loss", out JsonElement loss) && loss.TryGetProperty("row_weights", out JsonElement weights))
        {
            T divisor = loss.GetProperty("divide_by").GetString() == "batch" ? T.CreateTruncating(rows) : T.One;
            tape.SetWeights([.. Tensor<T>("extra/" + weights.GetString()).Select(weight => weight / divisor)]);
        }
    }

    private void PutMasks<T>(NetworkTape<T> tape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (JsonElement layer in @case.Json.GetProperty("layers").EnumerateArray().Where(layer => layer.GetProperty("kind").GetString() is "dropout" or "dropout2d"))
        {
            Put(layer, layer.GetProperty("mask").GetString()!);
        }

        foreach (JsonElement layer in @case.Json.GetProperty("layers").EnumerateArray().Where(layer => layer.TryGetProperty("dropout_masks", out _)))
        {
            Put(layer, layer.GetProperty("dropout_masks").EnumerateArray().Single().GetString()!);
        }

        void Put(JsonElement layer, string name)
        {
            T[] given = Tensor<T>("extra/" + name);
            TapeRows<T> mask = tape.Mask(layer.GetProperty("name").GetString()!);
            Assert.Equal(given.Length, mask.Rows * mask.Columns);
            for (int row = 0; row < mask.Rows; row++)
            {
                given.AsSpan(row * mask.Columns, mask.Columns).CopyTo(mask[row]);
            }
        }
    }

    private TNetwork WithParameters<TNetwork, T>()
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TNetwork network = TNetwork.Create(seed: 0);
        foreach (IGrouping<string, ParameterInfo> parts in TNetwork.Info.Parameters.Where(parameter => parameter.Table is null).GroupBy(parameter => (parameter.IsBuffer ? "buffer/" : "param/") + GoldenNames.TensorOf(@case, parameter.Name)))
        {
            // Of several parameters that PyTorch has one below the other, each has its rows.
            T[] values = Tensor<T>(parts.Key);
            int[] shape = @case.ParameterShape(parts.Key);
            Assert.Equal(shape[0], parts.Sum(parameter => parameter.Shape[0]));
            int first = 0;
            foreach (ParameterInfo parameter in parts)
            {
                int count = ParameterLayout.Count(parameter);
                Assert.Equal(shape[1..], parameter.Shape.Skip(1));
                ParameterLayout.Import<T>(parameter, values.AsSpan(first, count), network.Parameters.Span);
                first += count;
            }
        }

        return network;
    }

    private T[] Tensor<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Array.ConvertAll(@case.Tensor(name), T.CreateTruncating);

    private void Check<T>(string name, T[] actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _compared.Add(name);
        (double relative, double absolute) = @case.Tolerance(name, typeof(T) == typeof(double));
        if (Compare.Difference<double, T>(Tensor<double>(name), actual, relative, absolute) is string difference)
        {
            Differences.Add(name + difference);
        }
    }
}
