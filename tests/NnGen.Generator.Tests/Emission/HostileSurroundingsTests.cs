namespace NnGen.Generator.Tests.Emitted;

/// <summary>Emitted code trusts nothing that stands around it: whatever the user's own things are called, it means what it meant.</summary>
public class HostileSurroundingsTests
{
    /// <summary>Names that emitted files use, as types of the user.</summary>
    private const string HostileTypes = """
        internal class Unsafe { }
        internal class Vector512 { }
        internal class Vector256 { }
        internal class MemoryMarshal { }
        internal class Lanes512 { }
        internal class Lanes128 { }
        internal class Physical256 { }
        internal class ILanes { }
        internal interface ILanes<TSelf, T> { }
        internal interface IParameterUpdate<T> { }
        internal class SingleFunctions { }
        internal class MethodImpl { }
        internal class MethodImplAttribute : global::System.Attribute { }
        internal class MethodImplOptions { }
        internal class NetworkTape<T> { }
        internal class NetworkFile { }
        internal class Trainer { }
        internal class Span<T> { }
        internal class ReadOnlySpan<T> { }
        internal class Math { }
        internal class Interlocked { }
        internal class Exception { }
        internal class ArgumentNullException { }
        internal class GeneratedCode { }
        internal class Kernels { }
        internal class NnGenKernels { }
        internal class NnGenMemory { }
        internal class NnGenNumerics { }
        internal class NnGenIntrinsics { }
        internal class NnGenReferences { }
        internal class Shared { }
        internal class V { }
        internal class P { }
        internal class TUpdate { }
        """;

    private const string Nodes = "[global::NnGen.Input(3), global::NnGen.Dense(20), global::NnGen.ReLU, global::NnGen.Dropout(0.5), global::NnGen.Dense(2), global::NnGen.Softmax]";

    public static TheoryData<string, string> Surroundings => new()
    {
        { "hostile types in the namespace", $$"""
            namespace Foo
            {
                {{HostileTypes}}
                [global::NnGen.Network]
                {{Nodes}}
                internal partial class Net { }
            }
            """ },
        { "hostile types in the global namespace", $$"""
            {{HostileTypes.Replace("internal class NnGenKernels { }", "").Replace("internal class NnGenMemory { }", "").Replace("internal class NnGenNumerics { }", "").Replace("internal class NnGenIntrinsics { }", "").Replace("internal class NnGenReferences { }", "")}}
            namespace Foo
            {
                [global::NnGen.Network]
                {{Nodes}}
                internal partial class Net { }
            }
            """ },
        { "hostile types in a namespace around", $$"""
            namespace Foo
            {
                {{HostileTypes}}
            }

            namespace Foo.Bar
            {
                [global::NnGen.Network]
                {{Nodes}}
                internal partial class Net { }
            }
            """ },
        { "namespaces System, NnGen and Microsoft nearby", $$"""
            namespace Foo.System { internal class Math { } }
            namespace Foo.System.Runtime { internal class Intrinsics { } }
            namespace Foo.NnGen { internal class Generated { } }
            namespace Foo.NnGen.Numerics { internal class Lanes512 { } }
            namespace Foo
            {
                [global::NnGen.Network]
                {{Nodes}}
                internal partial class Net { }
            }
            """ },
        { "hostile members of the host", $$"""
            namespace Foo
            {
                [global::NnGen.Network]
                {{Nodes}}
                internal partial class Net
                {
                    public int Kernels => 1;
                    public int Span => 2;
                    public int System => 3;
                    public int NnGen => 4;
                    public int Math => 5;
                    public int Generated, Numerics, Unsafe, V, P, TUpdate, T, Self, NnGenKernels, NnGenMemory, NnGenNumerics, NnGenIntrinsics, NnGenReferences, Shared;
                    public int w, x, y, s, t, rows, first, left, work, capacity, scale, update, tape, input, output;
                    internal class ReadOnlySpan { }
                    internal class Lanes512 { }
                    internal class NetworkTape { }
                    internal static int nameof(int a, int b) => a + b;
                    internal Net SetInputs() => this;
                }
            }
            """ },
        { "hostile types inside the host", $$"""
            namespace Foo
            {
                [global::NnGen.Network]
                {{Nodes}}
                internal partial class Net
                {
                    {{HostileTypes}}
                }
            }
            """ },
        { "hostile containing class", $$"""
            namespace Foo
            {
                internal partial class System
                {
                    internal partial class NnGen
                    {
                        {{HostileTypes}}
                        [global::NnGen.Network]
                        {{Nodes}}
                        internal partial class Net { }
                    }
                }
            }
            """ },
        { "global usings that take the same names", $$"""
            global using V = global::System.String;
            global using P = global::System.String;
            global using Unsafe = global::System.String;
            global using Lanes512 = global::System.String;
            global using static global::System.Math;

            namespace Foo
            {
                [global::NnGen.Network]
                {{Nodes}}
                internal partial class Net { }
            }
            """ },
    };

    [Theory]
    [MemberData(nameof(Surroundings))]
    public void HostileNames_ChangeNothing(string what, string source)
    {
        Assert.NotEmpty(what);

        EmittedNet net = EmittedNet.Of("#pragma warning disable CS0649, CS0169, CS8981, CS0108, CS8019\n" + source);

        Assert.Equal(3, net.OfNetworks.Count);
        net.AssertCompiles();
    }

    /// <summary>Words that C# takes for keywords everywhere, and those that it does in some places only.</summary>
    [Fact]
    public void KeywordsAsNames_Compile()
    {
        string[] keywords =
        [
            "class", "event", "record", "required", "file", "scoped", "var", "dynamic", "await", "async", "field", "global", "notnull", "where",
            "partial", "yield", "extension", "unmanaged", "nameof",
        ];

        EmittedNet net = EmittedNet.Of([.. keywords.Select(keyword => $$"""
            namespace @{{keyword}}.Inner
            {
                internal partial class @{{keyword}}
                {
                    internal partial class Around
                    {
                        [NnGen.Network(Emit = NnGen.Emit.Inference), NnGen.Input(1), NnGen.Dense(1)]
                        internal partial class @{{keyword}}1 { }
                    }
                }
            }

            namespace Deep
            {
                internal static partial class Around
                {
                    [NnGen.Network, NnGen.Input(1, Name = "{{keyword}}"), NnGen.Dense(1)]
                    internal sealed partial class @{{keyword}} { }
                }
            }
            """)]);

        Assert.Equal(6 * keywords.Length, net.OfNetworks.Count);
        net.AssertCompiles();
    }

    /// <summary>Nodes become constants of the page; their names may be those of other things there, or of what every class inherits.</summary>
    [Fact]
    public void AliasesOfAllAttributes_AreFound()
    {
        EmittedNet net = EmittedNet.Of("""
            using First = NnGen.NetworkAttribute;
            namespace Foo
            {
                using SecondAttribute = NnGen.InputAttribute;
                using Third = NnGen.DenseAttribute;

                [First, Second(3), Third(2)]
                internal sealed partial class Net { }
            }
            """);

        Assert.NotEmpty(net.OfNetworks);
        net.AssertCompiles();
    }

    [Fact]
    public void NodeNames_BecomeIdentifiers()
    {
        string[] names =
        [
            "slots", "offsets", "equals", "toString", "getHashCode", "getType", "memberwiseClone", "finalize", "referenceEquals", "tape", "rows",
            "1st", "_", "a.b", "...", "class", "größe", "input1mask", "dropout1mask", "target", "loss", "Loss", "T", "V", "w",
        ];
        string nodes = string.Concat(names.Select(name => $", NnGen.Dense(2, Name = \"{name}.2\"), NnGen.Tanh(Name = \"{name}\")"));

        EmittedNet net = EmittedNet.Of($$"""
            namespace Foo
            {
                [NnGen.Network(InputGradient = true), NnGen.Input(2), NnGen.Dropout(0.5){{nodes}}, NnGen.MeanSquaredErrorLoss]
                internal sealed partial class Net { }
            }
            """);

        Assert.Equal(3, net.OfNetworks.Count);
        net.AssertCompiles();
    }

    /// <summary>Names that differ, but not as identifiers.</summary>
    [Fact]
    public void NodeNamesThatBecomeOneIdentifier_GetNumbers()
    {
        EmittedNet net = EmittedNet.Of("""
            namespace Foo
            {
                [NnGen.Network, NnGen.Input(2), NnGen.Dense(2, Name = "a.b"), NnGen.Dense(2, Name = "aB"), NnGen.Dense(2, Name = "A.b"), NnGen.Dense(2, Name = "AB_2")]
                internal sealed partial class Net { }
            }
            """);

        net.AssertCompiles();
    }
}
