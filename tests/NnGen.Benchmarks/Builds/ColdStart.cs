using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NnGen.Benchmarks.Builds;

/// <summary>An application under the JIT, from before its process is started to what its first network says.</summary>
internal static class ColdStart
{
    private const string Application = """
        using System;
        using System.Diagnostics;
        using System.Globalization;
        using Project.Networks;

        long start = Stopwatch.GetTimestamp();
        long before = long.Parse(args[0], CultureInfo.InvariantCulture);
        if (args[1] == "predict")
        {
            var net = new Small(seed: 42);
            float[] input = new float[Small.InputSize];
            input.AsSpan().Fill(0.5f);
            float[] output = new float[Small.OutputSize];
            net.Predict(input, output);
            Print(before);
        }
        else if (args[1] == "construct")
        {
            _ = new Large(seed: 42);
            Print(start);
        }
        else
        {
            Print(before);
        }

        static void Print(long since)
        {
            double milliseconds = (Stopwatch.GetTimestamp() - since) * 1000.0 / Stopwatch.Frequency;
            Console.WriteLine(milliseconds.ToString(CultureInfo.InvariantCulture));
        }
        """;

    private const string Small = "Input(784), Dense(50), ReLU, Dense(10), Softmax";

    private const string Large = "Input(784), Dense(128), ReLU, Dense(64), ReLU, Dense(10), Softmax, CrossEntropyLoss";

    /// <summary>Writes the application.</summary>
    /// <returns>Its assembly.</returns>
    /// <exception cref="InvalidOperationException">It does not compile.</exception>
    public static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        SyntaxTree[] trees =
        [
            Toolchain.Tree(Application, "Program.cs"),
            Toolchain.Tree(ProjectNetworks.Declaration("Small", "(Emit = Emit.Inference)", Small), "Small.cs"),
            Toolchain.Tree(ProjectNetworks.Declaration("Large", "", Large), "Large.cs"),
        ];
        CSharpCompilation project = Toolchain.Project(trees, Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);
        Toolchain.Driver().RunGeneratorsAndUpdateCompilation(project, out Compilation completed, out _);
        string path = Path.Combine(folder, "Project.dll");
        Microsoft.CodeAnalysis.Emit.EmitResult result = completed.Emit(path);
        if (!result.Success)
        {
            throw new InvalidOperationException($"The application does not compile: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
        }

        File.Copy(Toolchain.Library, Path.Combine(folder, Path.GetFileName(Toolchain.Library)), overwrite: true);
        string framework = $$"""{ "name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}" }""";
        File.WriteAllText(
            Path.Combine(folder, "Project.runtimeconfig.json"),
            $$"""{ "runtimeOptions": { "tfm": "net{{Environment.Version.ToString(2)}}", "framework": {{framework}}, "configProperties": { "System.Globalization.Invariant": true } } }""");
        return path;
    }

    /// <summary>The medians of so many starts of each kind, in milliseconds.</summary>
    /// <exception cref="InvalidOperationException">The application failed.</exception>
    public static Times Measure(string application, int starts)
    {
        string[] kinds = ["nothing", "predict", "construct"];
        var measured = kinds.ToDictionary(kind => kind, _ => new List<double>());
        for (int start = 0; start < starts; start++)
        {
            foreach (string kind in kinds)
            {
                // The clock counts from the start of the machine, so that both processes read the same one.
                string now = Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);
                (int code, string line) = ChildProcess.Run(Toolchain.DotNet, ["exec", application, now, kind]);
                measured[kind].Add(code == 0 ? double.Parse(line, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"{application} failed: {line}"));
            }
        }

        return new Times(Median("nothing"), Median("predict"), Median("construct"));

        double Median(string kind) => measured[kind].Order().ElementAt(starts / 2);
    }

    /// <summary>Milliseconds.</summary>
    /// <param name="Nothing">From before the process is started to the first line of a program without networks.</param>
    /// <param name="FirstPrediction">From before the process is started to the first prediction of 784-50-10.</param>
    /// <param name="Constructor">The first thing that a program does: the constructor of 784-128-64-10.</param>
    public sealed record Times(double Nothing, double FirstPrediction, double Constructor);
}
