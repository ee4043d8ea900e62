using System.Numerics;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using NnGen.InMemory;

namespace NnGen.Generator.Tests.InMemory;

public sealed class NetworkProjectTests
{
    private const string Xor = """
        [Network]
        [Input(2), Dense(4), Tanh, Dense(1)]
        [MeanSquaredErrorLoss]
        public partial class XorNet;
        """;

    private static readonly NetworkProject s_project = new();

    [Fact]
    public async Task Source_IsBuiltLoadedAndVisited()
    {
        NetworkBuild build = await s_project.BuildAsync(Xor);

        Assert.True(build.Succeeded, string.Join("\n", build.Diagnostics));
        Assert.Contains(build.Files, file => file.Name.StartsWith("XorNet", StringComparison.Ordinal) && file.Text.Contains("dense1"));
        using LoadedNetworks loaded = build.Load();
        Assert.Equal(["XorNet"], loaded.Networks);
        Assert.Equal(2 * 4 + 4 + 4 + 1, loaded.Visit("XorNet", new CountsParameters()));
    }

    [Fact]
    public async Task NetworkInDoubles_IsVisitedWithThem()
    {
        NetworkBuild build = await s_project.BuildAsync("namespace A.B; public partial class C { " + Xor.Replace("[Network]", "[Network(Precision = Precision.Double)]") + " }");

        Assert.True(build.Succeeded, string.Join("\n", build.Diagnostics));
        using LoadedNetworks loaded = build.Load();
        Assert.Equal(typeof(double), loaded.Visit("A.B.C+XorNet", new TellsNumber()));
    }

    [Fact]
    public async Task BrokenDeclaration_IsReportedAtItsPlace()
    {
        string source = Xor.Replace("Dense(4)", "Dense(-4)");

        NetworkBuild build = await s_project.BuildAsync(source);
        Diagnostic found = (await s_project.AnalyzeAsync(source)).First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        Assert.False(build.Succeeded);
        Assert.StartsWith("NNG", found.Id);
        Assert.Equal("-4", source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
        Assert.Contains("does not compile", Assert.Throws<InvalidOperationException>(build.Load).Message);
    }

    [Fact]
    public async Task BrokenText_IsReportedByCSharp()
    {
        NetworkBuild build = await s_project.BuildAsync(Xor.Replace("class", "klass"));

        Assert.False(build.Succeeded);
        Assert.Contains(build.Diagnostics, diagnostic => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fixes_GiveTheTextAfterThem()
    {
        string source = Xor.Replace("partial ", "");

        NetworkFix fix = Assert.Single(await s_project.FixesAsync(source), fix => fix.Text == Xor);

        Assert.Contains("partial", fix.Title);
    }

    [Fact]
    public async Task SourceWithoutNetworks_IsSound()
    {
        NetworkBuild build = await s_project.BuildAsync("");

        using LoadedNetworks loaded = build.Load();
        Assert.Empty(loaded.Networks);
        Assert.Contains("there is none", Assert.Throws<ArgumentException>(() => loaded.Visit("XorNet", new CountsParameters())).Message);
    }

    [Fact]
    public async Task ManyThreads_BuildTheirOwn()
    {
        int[] parameters = await Task.WhenAll(Enumerable.Range(1, 8).Select(units => Task.Run(async () =>
        {
            using LoadedNetworks loaded = (await s_project.BuildAsync(Xor.Replace("Dense(4)", $"Dense({units})"))).Load();
            return loaded.Visit("XorNet", new CountsParameters());
        })));

        Assert.Equal(Enumerable.Range(1, 8).Select(units => 4 * units + 1), parameters);
    }

    [Fact]
    public async Task CodeOfANetworkThatNobodyHolds_Goes()
    {
        WeakReference held = await LoadAndForget();

        for (int i = 0; held.IsAlive && i < 20; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(held.IsAlive);
    }

    [Fact]
    public async Task BlockOfAnotherAssembly_IsFoundByItsPath()
    {
        string folder = Directory.CreateTempSubdirectory("nngen-in-memory-").FullName;
        try
        {
            string path = Path.Combine(folder, "Blocks.dll");
            NetworkBuild blocks = await s_project.BuildAsync("namespace Blocks; [Block, Dense(3), Tanh] public class Hidden;");
            File.WriteAllBytes(path, blocks.Image.ToArray());

            NetworkBuild build = await new NetworkProject(path).BuildAsync(Xor.Replace("Dense(4), Tanh", "Use<Blocks.Hidden>"));

            Assert.True(build.Succeeded, string.Join("\n", build.Diagnostics));
            using LoadedNetworks loaded = build.Load();
            Assert.Equal(2 * 3 + 3 + 3 + 1, loaded.Visit("XorNet", new CountsParameters()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void MissingReference_IsNamed() =>
        Assert.Contains("nowhere.dll", Assert.Throws<FileNotFoundException>(() => new NetworkProject("/nowhere.dll")).Message);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> LoadAndForget()
    {
        LoadedNetworks loaded = (await s_project.BuildAsync(Xor)).Load();
        loaded.Visit("XorNet", new CountsParameters());
        var held = new WeakReference(loaded.Assembly);
        loaded.Dispose();
        return held;
    }

    private sealed class CountsParameters : INetworkVisitor<int>
    {
        public int Visit<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TNetwork network = TNetwork.Create(seed: 1);
            var output = new T[1];
            network.Predict([T.One, T.Zero], output);
            Assert.True(T.IsFinite(output[0]));
            return TNetwork.Info.ParameterCount;
        }
    }

    private sealed class TellsNumber : INetworkVisitor<Type>
    {
        public Type Visit<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T);
    }
}
