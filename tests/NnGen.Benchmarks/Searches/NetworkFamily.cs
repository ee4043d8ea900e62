using NnGen.InMemory;
using NnGen.Search;

namespace NnGen.Benchmarks.Searches;

/// <summary>
/// The space of the tasks that are trained: one or two layers of 4 to 64 units, relu or tanh, six learning rates of Adam, two sizes of batches; 720 configurations of 60 networks,
/// which are compiled as any declaration is.
/// </summary>
internal static class NetworkFamily
{
    public static readonly ChoiceSpace Space = new(
    [
        new Choice("layers", ["1", "2"], isOrdered: true),
        new Choice("units1", ["4", "8", "16", "32", "64"], isOrdered: true),
        new Choice("units2", ["4", "8", "16", "32", "64"], isOrdered: true, new ChoiceCondition(0, 1)),
        new Choice("activation", ["ReLU", "Tanh"]),
        new Choice("rate", ["0.0003", "0.001", "0.003", "0.01", "0.03", "0.1"], isOrdered: true),
        new Choice("batch", ["8", "32"], isOrdered: true),
    ]);

    /// <summary>The class of a configuration's network.</summary>
    public static string ClassName(Configuration configuration)
        => $"Net_{Option(configuration, 1)}_{(configuration[2] < 0 ? "0" : Option(configuration, 2))}_{Option(configuration, 3)}";

    /// <summary>How a configuration is trained.</summary>
    public static TrainingOptions Training(Configuration configuration, int epochs, ulong seed) => new()
    {
        Epochs = epochs,
        BatchSize = int.Parse(Option(configuration, 5), System.Globalization.CultureInfo.InvariantCulture),
        Optimizer = new Adam(double.Parse(Option(configuration, 4), System.Globalization.CultureInfo.InvariantCulture)),
        Seed = seed,
    };

    /// <summary>All networks of the space for some inputs and outputs.</summary>
    public static LoadedNetworks Compile(int inputs, string outputs)
    {
        IEnumerable<string> sources = Space.Enumerate().DistinctBy(ClassName).Select(configuration => $"""
            [Network]
            [Input({inputs})]
            [Dense({Option(configuration, 1)}), {Option(configuration, 3)}]
            {(configuration[2] < 0 ? "" : $"[Dense({Option(configuration, 2)}), {Option(configuration, 3)}]")}
            {outputs}
            public partial class {ClassName(configuration)};
            """);
        NetworkBuild build = new NetworkProject().BuildAsync(string.Join("\n", sources)).GetAwaiter().GetResult();
        return build.Load();
    }

    private static string Option(Configuration configuration, int choice) => Space.Choices[choice].Options[configuration[choice]];
}
