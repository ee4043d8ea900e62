using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using NnGen.Benchmarks.Images;

namespace NnGen.Benchmarks.Peers;

/// <summary>A peer in a process of its own that is told networks of images layer by layer, or by an ONNX model.</summary>
/// <param name="Name">As the tables print it.</param>
/// <param name="Process">The process.</param>
/// <param name="Folder">For the files that go there and back.</param>
/// <param name="IsManaged">Whether it has a garbage collector, so that the bytes of a call are of interest.</param>
internal sealed record ImagePeer(string Name, PeerProcess Process, string Folder, bool IsManaged) : IDisposable
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>PyTorch, by the Python that has it.</summary>
    public static ImagePeer? TryTorch(TorchPeer? torch, string folder, out string reason)
    {
        reason = "no python3 imports torch";
        return torch is null ? null : TryStart("PyTorch", torch.Python, [Path.Combine(AppContext.BaseDirectory, "Peers", "torch_images.py")], folder, isManaged: false, out reason);
    }

    /// <summary>A project below Peers/Managed, which is built first.</summary>
    public static ImagePeer? TryManaged(string name, string project, string assembly, string folder, out string reason)
    {
        string build = Path.Combine(folder, project);
        string[] arguments =
        [
            "build", Path.Combine(ProjectFolder.Path, "Peers", "Managed", project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "-o", build,
            "-p:UseSharedCompilation=false", "-nodeReuse:false", "-v", "q",
        ];
        (int code, string output) = ChildProcess.Run("dotnet", arguments);
        if (code != 0)
        {
            reason = output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))?.Trim() ?? ChildProcess.FirstLine(output);
            return null;
        }

        return TryStart(name, "dotnet", [Path.Combine(build, assembly + ".dll")], folder, isManaged: true, out reason);
    }

    /// <summary>Predicts images, so many at once. Throws unless all of them give <paramref name="expected"/>.</summary>
    public Contender Predict(ImageCase net, float[][] parameters, string? model, int rows, Samples data, ReadOnlySpan<float> expected)
    {
        string key = $"{net.CName}-{rows}";
        Load(net, key, parameters, data, model, new { train = false, rows });
        Agreement.Check($"{net.Name}, {Name}, {rows} at once", expected, Read($"{key}.outputs"));
        return Process.Contender(key);
    }

    /// <summary>A training step by SGD, and the parameters after one at the rate that is compared.</summary>
    public (Contender Step, float[][] Trained) Train(ImageCase net, float[][] parameters, Samples data, float rateOfCheck, float rateOfTiming)
    {
        string key = $"{net.CName}-train-{data.Rows}";
        Load(net, key, parameters, data, null, new { train = true, rows = data.Rows, rateOfCheck, rateOfTiming });
        return (Process.Contender(key), [.. parameters.Select((_, i) => Read($"{key}.{i}.trained"))]);
    }

    /// <inheritdoc/>
    public void Dispose() => Process.Dispose();

    private static ImagePeer? TryStart(string name, string program, string[] arguments, string folder, bool isManaged, out string reason)
        => PeerProcess.TryStart(name, program, arguments, out reason) is PeerProcess process ? new ImagePeer(name, process, folder, isManaged) : null;

    private void Load(ImageCase net, string key, float[][] parameters, Samples data, string? model, object task)
    {
        Write($"{key}.inputs", MemoryMarshal.AsBytes(data.Inputs.Span));
        Write($"{key}.labels", MemoryMarshal.AsBytes<int>(data.Labels));
        for (int i = 0; i < parameters.Length; i++)
        {
            Write($"{key}.{i}", MemoryMarshal.AsBytes<float>(parameters[i]));
        }

        var job = new Dictionary<string, object?>
        {
            ["key"] = key,
            ["folder"] = Folder,
            ["inputs"] = Path.Combine(Folder, $"{key}.inputs"),
            ["labels"] = Path.Combine(Folder, $"{key}.labels"),
            ["model"] = model,
            ["input"] = net.Input,
            ["layers"] = net.Steps.Select(step => new
            {
                step.Layer.Op,
                step.Layer.Kernel,
                step.Layer.Padding,
                step.Layer.Stride,
                step.Layer.Groups,
                step.Layer.HasBias,
                Shapes = step.Layer.Parameters(step.Input),
            }),
        };
        foreach (JsonProperty property in JsonSerializer.SerializeToElement(task, s_options).EnumerateObject())
        {
            job[property.Name] = property.Value;
        }

        string file = Path.Combine(Folder, $"{key}.json");
        File.WriteAllText(file, JsonSerializer.Serialize(job, s_options));
        Process.Ask($"load {file}");
    }

    private void Write(string name, ReadOnlySpan<byte> bytes) => File.WriteAllBytes(Path.Combine(Folder, name), bytes);

    private float[] Read(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(Folder, name))).ToArray();
}
