using System.Collections.Concurrent;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using NnGen.Generator.Tests.Support;
using Xunit.Abstractions;

namespace NnGen.Generator.Tests.Shapes;

/// <summary>
/// Emitted dense layers of five hundred and sixty shapes (of eleven hundred where the environment says <c>NNGEN_SHAPES=all</c>), compiled by
/// the C# compiler and run in this process, against the interpreter of their plans: the same bits for one row and for a batch, at the
/// machine's width and for a quarter of them at the narrower ones; for a tenth, training too; a quarter takes sparse inputs.
/// </summary>
public sealed class EmittedShapeTests(ITestOutputHelper output)
{
    /// <summary>The networks of one compilation: fewer would load the runtime's assemblies more often, more would need more memory.</summary>
    private const int NetsOfACompilation = 50;

    private static readonly EmittedShape[][] s_compilations = [.. ShapeList.Build().Chunk(NetsOfACompilation)];

    public static TheoryData<int> Compilations => [.. Enumerable.Range(0, s_compilations.Length)];

    [Theory]
    [MemberData(nameof(Compilations))]
    public void EmittedShapes_GiveTheInterpretersBits(int compilation)
    {
        if (!Fma.IsSupported && !AdvSimd.Arm64.IsSupported)
        {
            output.WriteLine("This machine does not fuse multiply-adds; bits are not promised.");
            return;
        }

        EmittedShape[] shapes = s_compilations[compilation];
        var context = new AssemblyLoadContext("shapes", isCollectible: true);
        try
        {
            using MemoryStream image = Compile(shapes);
            System.Reflection.Assembly assembly = context.LoadFromStream(image);
            var failures = new ConcurrentBag<string>();
            Parallel.ForEach(shapes, shape =>
            {
                try
                {
                    ShapeRun.Check(assembly.GetType(shape.Name)!, shape);
                }
                catch (Xunit.Sdk.XunitException failure)
                {
                    failures.Add(failure.Message);
                }
                catch (ArgumentException failure)
                {
                    // The interpreter, beyond the end of its memory.
                    failures.Add($"{shape}: {failure}");
                }
            });
            Assert.True(failures.IsEmpty, $"{failures.Count} networks, such as\n{string.Join("\n", failures.OrderBy(failure => failure.Length).Take(10))}");
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>The activations are all that there are, and each meets all six kinds of shapes.</summary>
    [Fact]
    public void Rotation_MeetsEveryActivationWithEveryKindOfShape()
    {
        EmittedShape[] shapes = [.. s_compilations.SelectMany(compilation => compilation)];
        Assert.Equal(shapes.Length, shapes.Select(shape => shape.Name).Distinct().Count());
        string[] layers = [.. typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract && !type.IsGenericType && type != typeof(ChoiceAttribute)).Select(type => type.Name[..^nameof(Attribute).Length])];
        string[] activations = [.. layers.Except(["Dense", "Custom", "State", "Dropout", "AlphaDropout", "BatchNorm", "LayerNorm", "RMSNorm", "InputScaler", "OutputScaler", "Flatten", "Detach", "RNN", "GRU", "LSTM", "Add", "Permute", "Embedding", "PositionalEncoding", "RotaryEncoding", "MultiHeadAttention", "Attention", "Reshape", "Slice", "Select", "Mean", "GroupNorm", "InstanceNorm", "PixelShuffle", "PixelUnshuffle", "Upsample", "Pad"]).Where(layer => !layer.EndsWith("1D", StringComparison.Ordinal) && !layer.EndsWith("2D", StringComparison.Ordinal) && !layer.EndsWith("Pool", StringComparison.Ordinal))];
        Assert.Equal(activations.Order(StringComparer.Ordinal), ShapeActivation.All.Select(activation => activation.Node.Kind).Distinct().Order(StringComparer.Ordinal));
        foreach (ShapeActivation activation in ShapeActivation.All)
        {
            EmittedShape[] own = [.. shapes.Where(shape => shape.Activation == activation)];
            Assert.Contains(own, shape => shape.In is 1 or 17 or 64 && shape.Out > 16);
            Assert.Contains(own, shape => shape.Out is 1 or 17 && shape.In > 16);
            Assert.Contains(own, shape => shape.In > 32 && shape.Out > 32);
            Assert.True(own.Select(shape => shape.Rows).Distinct().Count() >= 6);
        }
    }

    private static MemoryStream Compile(EmittedShape[] shapes)
    {
        CSharpCompilation compilation = TestCompilation.Create([.. shapes.Select(shape => shape.Source)]);
        compilation = compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release));
        GeneratorDriver driver = Toolchain.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation completed, out _);
        Assert.Null(driver.GetRunResult().Results.Single().Exception);
        var image = new MemoryStream();
        EmitResult result = completed.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));
        image.Position = 0;
        return image;
    }
}
