namespace NnGen.Generator.Tests.Emitted;

/// <summary>All that emitted code may name outside itself: the arrows from emitted code to the runtime and to the library.</summary>
internal static class EntryPoints
{
    /// <summary>Members of the runtime, one by one.</summary>
    public static IReadOnlyList<string> RuntimeMembers { get; } =
    [
        "System.ArgumentNullException.ThrowIfNull",
        "System.CodeDom.Compiler.GeneratedCodeAttribute..ctor",
        "System.ComponentModel.EditorBrowsableAttribute..ctor",
        "System.ComponentModel.EditorBrowsableState.Advanced",
        "System.ComponentModel.EditorBrowsableState.Never",
        "System.Double.NaN",
        "System.Double.NegativeInfinity",
        "System.Double.PositiveInfinity",
        "System.InvalidOperationException..ctor",
        "System.Math.Min",
        "System.NotSupportedException..ctor",
        "System.ReadOnlySpan`1.Length",
        "System.Runtime.CompilerServices.InlineArrayAttribute..ctor",
        "System.Runtime.CompilerServices.MethodImplAttribute..ctor",
        "System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization",
        "System.Runtime.CompilerServices.MethodImplOptions.NoInlining",
        "System.Runtime.CompilerServices.Unsafe.Add",
        "System.Runtime.InteropServices.MemoryMarshal.GetReference",
        "System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated",
        "System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated",
        "System.Single.NaN",
        "System.Single.NegativeInfinity",
        "System.Single.PositiveInfinity",
        "System.Span`1.Length",
        "System.Threading.Interlocked.Exchange",
    ];

    /// <summary>Types of the runtime that stand in signatures only.</summary>
    public static IReadOnlyList<string> RuntimeTypes { get; } =
    [
        "System.IntPtr",
        "System.IO.Stream",
        "System.IProgress`1",
        "System.ReadOnlySpan`1",
        "System.Span`1",
        "System.Threading.CancellationToken",
    ];

    /// <summary>Types of the library, with all of their public members.</summary>
    public static IReadOnlyList<string> LibraryTypes { get; } =
    [
        "NnGen.AccumulateGradients`1",
        "NnGen.AlignedBuffer`1",
        "NnGen.Classification",
        "NnGen.Dataset`1",
        "NnGen.EvaluationOptions",
        "NnGen.EvaluationReport",
        "NnGen.INetwork`2",
        "NnGen.IParameterUpdate`1",
        "NnGen.ITrainableNetwork`2",
        "NnGen.Init",
        "NnGen.InputInfo",
        "NnGen.NetworkArguments",
        "NnGen.NetworkFacts",
        "NnGen.NetworkFile",
        "NnGen.NetworkGradients`1",
        "NnGen.NetworkInfo",
        "NnGen.NetworkRows",
        "NnGen.NetworkScratch`1",
        "NnGen.NetworkSeed",
        "NnGen.NetworkTape`1",
        "NnGen.NodeInfo",
        "NnGen.Numerics.BlockTranspose",
        "NnGen.Numerics.DoubleFunctions",
        "NnGen.Numerics.ILanes`2",
        "NnGen.Numerics.Lanes128",
        "NnGen.Numerics.Lanes128Double",
        "NnGen.Numerics.Lanes256",
        "NnGen.Numerics.Lanes256Double",
        "NnGen.Numerics.Lanes512",
        "NnGen.Numerics.Lanes512Double",
        "NnGen.Numerics.Physical128",
        "NnGen.Numerics.Physical128Double",
        "NnGen.Numerics.Physical256",
        "NnGen.Numerics.Physical256Double",
        "NnGen.Numerics.SingleFunctions",
        "NnGen.OutputKind",
        "NnGen.OutputScale",
        "NnGen.ParameterInfo",
        "NnGen.ParameterInitializer",
        "NnGen.ParameterPiece",
        "NnGen.Reduction",
        "NnGen.StackMemory",
        "NnGen.StreamingDataset`1",
        "NnGen.TapeSlot",
        "NnGen.TapeSlotKind",
        "NnGen.TargetKind",
        "NnGen.Trainer",
        "NnGen.TrainingOptions",
        "NnGen.TrainingPair",
        "NnGen.TrainingPhase",
        "NnGen.TrainingProgress",
        "NnGen.TrainingReport",
        "NnGen.TrainingShare",
    ];
}
