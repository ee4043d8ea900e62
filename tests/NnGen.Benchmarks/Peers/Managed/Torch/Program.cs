using System.Runtime.InteropServices;
using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

PeerLoop.Run(
    () =>
    {
        // Where the system's own libraries are too old for it, the loader says so; TorchSharp would say that a package is missing.
        if (OperatingSystem.IsLinux())
        {
            NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "libtorch_cpu.so"));
        }

        set_num_threads(1);
        return $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}, libtorch {__version__}";
    },
    job => job.IsTraining ? Train(job) : Predict(job));

static Action Predict(Job job)
{
    (Sequential net, _) = Build(job);
    net.eval();
    Tensor[] blocks = tensor(job.Read<float>(job.Json.GetProperty("inputs").GetString()!)).reshape([-1, job.Rows, .. job.Input]).unbind();
    var all = new List<float>();
    foreach (Tensor block in blocks)
    {
        using IDisposable mode = inference_mode();
        using Tensor output = net.forward(block);
        all.AddRange(output.data<float>());
    }

    job.Write($"{job.Key}.outputs", all);
    int next = 0;
    return () =>
    {
        using IDisposable mode = inference_mode();
        using Tensor output = net.forward(blocks[next]);
        next = (next + 1) % blocks.Length;
    };
}

static Action Train(Job job)
{
    (Sequential net, List<Tensor> parameters) = Build(job);
    net.train();
    Tensor inputs = tensor(job.Read<float>(job.Json.GetProperty("inputs").GetString()!)).reshape([job.Rows, .. job.Input]);
    Tensor labels = tensor(job.Read<int>(job.Json.GetProperty("labels").GetString()!)).to_type(ScalarType.Int64);
    Step(optim.SGD(net.parameters(), job.Json.GetProperty("rateOfCheck").GetDouble()));
    for (int i = 0; i < parameters.Count; i++)
    {
        job.Write($"{job.Key}.{i}.trained", parameters[i].data<float>());
    }

    optim.Optimizer timed = optim.SGD(net.parameters(), job.Json.GetProperty("rateOfTiming").GetDouble());
    return () => Step(timed);

    void Step(optim.Optimizer optimizer)
    {
        using DisposeScope scope = NewDisposeScope();
        optimizer.zero_grad();
        nn.functional.cross_entropy(net.forward(inputs), labels).backward();
        optimizer.step();
    }
}

// The layers, and their parameters in the order of the file.
static (Sequential Net, List<Tensor> Parameters) Build(Job job)
{
    List<JsonElement> layers = [.. job.Json.GetProperty("layers").EnumerateArray()];
    if (job.IsTraining)
    {
        // The loss takes the values before the softmax.
        layers.RemoveAt(layers.Count - 1);
    }

    var modules = new List<nn.Module<Tensor, Tensor>>();
    var parameters = new List<Tensor>();
    foreach (JsonElement layer in layers)
    {
        long[][] shapes = [.. layer.GetProperty("shapes").EnumerateArray().Select(shape => shape.EnumerateArray().Select(size => size.GetInt64()).ToArray())];
        nn.Module<Tensor, Tensor> made = Make(layer, shapes);
        using (no_grad())
        {
            foreach ((Tensor values, long[] shape) in made.state_dict().Values.Where(values => values.dtype == ScalarType.Float32).Zip(shapes))
            {
                values.copy_(tensor(job.Read<float>($"{job.Key}.{parameters.Count}")).reshape(shape));
                parameters.Add(values);
            }
        }

        modules.Add(made);
    }

    return (nn.Sequential([.. modules]), parameters);
}

static nn.Module<Tensor, Tensor> Make(JsonElement layer, long[][] shapes)
{
    switch (layer.GetProperty("op").GetString())
    {
        case "conv":
            long[] kernel = [.. layer.GetProperty("kernel").EnumerateArray().Select(size => size.GetInt64())];
            long[] padding = [.. layer.GetProperty("padding").EnumerateArray().Select(size => size.GetInt64())];
            long stride = layer.GetProperty("stride").GetInt64();
            long groups = layer.GetProperty("groups").GetInt64();
            return nn.Conv2d(shapes[0][1] * groups, shapes[0][0], (kernel[0], kernel[1]), (stride, stride), (padding[0], padding[1]), (1L, 1L), groups: groups, bias: layer.GetProperty("hasBias").GetBoolean());
        case "norm":
            return nn.BatchNorm2d(shapes[0][0]);
        case "relu":
            return nn.ReLU();
        case "pool":
            return nn.MaxPool2d(2);
        case "mean":
            return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten());
        case "flatten":
            return nn.Flatten();
        case "dense":
            return nn.Linear(shapes[0][1], shapes[0][0]);
        case "softmax":
            return nn.Softmax(-1);
        case string other:
            throw new NotSupportedException($"There is no layer '{other}'.");
        default:
            throw new NotSupportedException("A layer has no name.");
    }
}
