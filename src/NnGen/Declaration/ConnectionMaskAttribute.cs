using System.Diagnostics;

namespace NnGen;

/// <summary>
/// Which connections the nearest <c>[Dense]</c> above has, one by one, as <see cref="DenseAttribute.Mask"/> says it; that layer has
/// <see cref="Connections.Mask"/>. The way to write a large mask: unlike the arguments of a layer it is read when the network is compiled and then left out
/// of the assembly, where a character for each weight would be larger than the code.
/// </summary>
/// <remarks>
/// What is no part of an assembly cannot be read from it: a block that other projects use has its masks if its own project defines the constant
/// <c>NNGEN_KEEP_MASKS</c> (<c>&lt;DefineConstants&gt;$(DefineConstants);NNGEN_KEEP_MASKS&lt;/DefineConstants&gt;</c>). Otherwise using it is the error <c>NNG031</c>.
/// </remarks>
/// <example>
/// <code>
/// [Network]
/// [Input(4)]
/// [Dense(3, Connections = Connections.Mask)]
/// [ConnectionMask(
///     "1100",
///     "0110",
///     "0011")]
/// [Tanh, Dense(2), MeanSquaredErrorLoss]
/// public partial class Net;
/// </code>
/// </example>
/// <param name="rows">A string for each output, in it a character for each input: 1 for a connection and 0 for none. Spaces may stand anywhere.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
[Conditional("NNGEN_KEEP_MASKS")]
public sealed class ConnectionMaskAttribute(params string[] rows) : Attribute
{
    /// <summary>A string for each output of the layer above.</summary>
    public string[] Rows { get; } = rows;
}
