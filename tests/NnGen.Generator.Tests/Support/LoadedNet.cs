using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using NnGen.Generator.Tests.Emitted;

namespace NnGen.Generator.Tests.Support;

/// <summary>A user's project with its networks, compiled and loaded into this process.</summary>
internal sealed class LoadedNet : IDisposable
{
    private readonly AssemblyLoadContext _context = new("networks", isCollectible: true);

    private LoadedNet(Stream image) => Assembly = _context.LoadFromStream(image);

    public Assembly Assembly { get; }

    /// <summary>Emits, compiles and loads.</summary>
    public static LoadedNet Of(params string[] sources)
    {
        EmittedNet net = EmittedNet.Of(sources);
        var image = new MemoryStream();
        EmitResult result = net.Output.WithOptions(net.Output.Options.WithOptimizationLevel(OptimizationLevel.Release)).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));
        image.Position = 0;
        return new LoadedNet(image);
    }

    /// <summary>The facts of a network.</summary>
    public NetworkInfo Info<T>(string name)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => Call<NetworkInfo, T>(nameof(InfoOf), name);

    /// <summary>The parameters of a new network.</summary>
    public T[] Parameters<T>(string name, ulong seed)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => Call<T[], T>(nameof(ParametersOf), name, seed);

    public void Dispose() => _context.Unload();

    private TResult Call<TResult, T>(string method, string name, params object[] arguments) => (TResult)typeof(LoadedNet)
        .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(Assembly.GetType(name, throwOnError: true)!, typeof(T))
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    private static NetworkInfo InfoOf<TNetwork, T>()
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => TNetwork.Info;

    private static T[] ParametersOf<TNetwork, T>(ulong seed)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => TNetwork.Create(seed).Parameters.Span.ToArray();
}
