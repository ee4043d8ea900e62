using NnGen.Compiler;
using NnGen.Compiler.Print;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Lines that are wider than a screen are not read, whatever the network: its page, its members, its kernels and those that it shares.</summary>
public sealed class EmittedWidthTests
{
    private const int MaxColumns = 160;

    [Fact]
    public void NoLineOfAGoldenNetwork_IsWiderThan160Columns()
    {
        EmittedNetwork[] networks = [.. NetCatalog.Golden.AsParallel().AsOrdered().Select(net => NetworkCompiler.Emit(Declarations.Of(net.Type)))];
        EmittedFile[] files = [.. networks.SelectMany(network => network.Files), .. SharedKernelsPrinter.Print(networks.SelectMany(network => network.Kernels))];

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => file.Text.Split('\n').Where(line => line.Length > MaxColumns).Select(line => $"{file.HintName}: {line}")));
    }
}
