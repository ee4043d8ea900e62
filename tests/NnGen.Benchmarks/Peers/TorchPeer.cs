using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NnGen.Benchmarks.Peers;

/// <summary>PyTorch on one thread, in a process of its own, on the same rows from the same parameters.</summary>
internal sealed class TorchPeer
{
    private readonly string _folder;

    private TorchPeer(string python, string version, string blas, string folder)
    {
        Python = python;
        _folder = folder;
        Version = version;
        Blas = blas;
    }

    /// <summary>What is to be trained.</summary>
    /// <param name="Net">The network.</param>
    /// <param name="Rows">The rows of a batch.</param>
    /// <param name="IsAdam">Whether Adam changes the parameters instead of SGD.</param>
    /// <param name="RateOfCheck">The learning rate of the steps that are compared.</param>
    /// <param name="RateOfTiming">That of the steps that are timed.</param>
    /// <param name="Steps">How many steps are compared.</param>
    internal sealed record Job(NetCase Net, int Rows, bool IsAdam, float RateOfCheck, float RateOfTiming, int Steps)
    {
        /// <summary>Its name in files.</summary>
        public string Key => $"{Net.CName}-{Rows}-{(IsAdam ? "adam" : "sgd")}";
    }

    /// <summary>What came out.</summary>
    /// <param name="Time">A step.</param>
    /// <param name="Parameters">The parameters after the steps that are compared.</param>
    internal sealed record Result(Timing Time, float[][] Parameters);

    /// <summary>The program that has it.</summary>
    public string Python { get; }

    /// <summary>PyTorch's version.</summary>
    public string Version { get; }

    /// <summary>The library that multiplies matrices for it: MKL, or files.</summary>
    public string Blas { get; }

    /// <summary>
    /// Whether its products of matrices come from a library that was made to be fast. The reference BLAS, which Debian's package takes where it
    /// finds no other, is some ten times slower: nothing follows from a comparison with it.
    /// </summary>
    public bool IsComparable => !Blas.Split(' ').Any(file => Path.GetFileName(file) is string name && (name.StartsWith("libblas", StringComparison.Ordinal) || name.StartsWith("libcblas", StringComparison.Ordinal)) && !file.Contains("openblas", StringComparison.Ordinal) && !file.Contains("blis", StringComparison.Ordinal) && !file.Contains("atlas", StringComparison.Ordinal) && !file.Contains("mkl", StringComparison.Ordinal));

    /// <summary>Looks for a Python that has PyTorch; null with a reason where there is none.</summary>
    public static TorchPeer? TryFind(string folder, out string reason)
    {
        reason = "";
        foreach (string python in (string[])["python3", "/usr/bin/python3"])
        {
            (int code, string output) = ChildProcess.Run(python, ["-c", "import torch; print(torch.__version__)"]);
            if (code == 0)
            {
                (int failed, string blas) = ChildProcess.Run(python, [Path.Combine(AppContext.BaseDirectory, "Peers", "torch_peer.py"), folder, "blas"]);
                string? line = blas.Split('\n').FirstOrDefault(line => line.StartsWith("blas ", StringComparison.Ordinal));
                return new TorchPeer(python, output.Trim(), failed == 0 && line is not null ? line["blas ".Length..].Trim() : "an unknown library", folder);
            }
        }

        reason = "no python3 imports torch";
        return null;
    }

    /// <summary>Trains all and returns the results by the jobs' keys.</summary>
    /// <exception cref="InvalidOperationException">The script fails.</exception>
    public IReadOnlyDictionary<string, Result> Run(bool isQuick, IReadOnlyList<Job> jobs)
    {
        foreach (Job job in jobs)
        {
            var data = new Samples(job.Net, job.Rows);
            Write($"{job.Key}.inputs", MemoryMarshal.AsBytes(data.Inputs.Span));
            Write($"{job.Key}.labels", MemoryMarshal.AsBytes<int>(data.Labels));
            float[][] parameters = job.Net.Create().ExportParameters();
            for (int i = 0; i < parameters.Length; i++)
            {
                Write($"{job.Key}.{i}", MemoryMarshal.AsBytes<float>(parameters[i]));
            }
        }

        File.WriteAllText(Path.Combine(_folder, "jobs.json"), JsonSerializer.Serialize(jobs.Select(job => new
        {
            key = job.Key,
            sizes = job.Net.Sizes,
            rows = job.Rows,
            hidden = job.Net.Hidden.ToString().ToLowerInvariant(),
            last = job.Net.Last.ToString().ToLowerInvariant(),
            adam = job.IsAdam,
            rateOfCheck = job.RateOfCheck,
            rateOfTiming = job.RateOfTiming,
            steps = job.Steps,
            seconds = isQuick ? 0.2 : 0.8,
        })));

        (int code, string output) = ChildProcess.Run(Python, [Path.Combine(AppContext.BaseDirectory, "Peers", "torch_peer.py"), _folder]);
        if (code != 0)
        {
            throw new InvalidOperationException($"PyTorch failed:\n{output}");
        }

        var results = new Dictionary<string, Result>();
        foreach (Job job in jobs)
        {
            string line = output.Split('\n').Single(line => line.StartsWith(job.Key + " ", StringComparison.Ordinal));
            double[] times = [.. line.Split(' ').Skip(1).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            float[][] parameters = [.. Enumerable.Range(0, 2 * (job.Net.Sizes.Length - 1)).Select(i => Read($"{job.Key}.{i}.trained"))];
            results[job.Key] = new Result(new Timing(times[0], times[1], times[2]), parameters);
        }

        return results;
    }

    private void Write(string name, ReadOnlySpan<byte> bytes) => File.WriteAllBytes(Path.Combine(_folder, name), bytes);

    private float[] Read(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(_folder, name))).ToArray();
}
