namespace NnGen;

/// <summary>
/// Marks a class as a block: a part that networks use, once or many times, with <see cref="UseAttribute{TBlock}"/>. The attributes that follow
/// on the same declaration, in text order, are its nodes, of the same kinds as those of a network; a block has no loss. Nothing is written
/// for the class itself, which need not be partial and may stand in another assembly.
/// </summary>
/// <remarks>
/// A block takes one value, that of the node above where it is used or of the one named there, whatever its shape. Its nodes call it <c>input1</c>, or as
/// <c>[Input(Name = "x")]</c> says, which stands first and has no shape. What a block gives is its last node's value, or that of the node that <see cref="OutputAttribute"/> names. Names
/// are the block's own: <c>From</c>, <c>Tied</c> and joins mean nodes of the same block.
/// </remarks>
/// <example>
/// <code>
/// [Block]
/// [Input(Name = "x")]
/// [Dense(64), ReLU, Dense(64, Name = "change")]
/// [Add("x", "change")]
/// public class ResidualBlock;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute;

/// <summary>
/// The nodes of a block, in the place of this attribute: <c>[Use&lt;ResidualBlock&gt;(Repeat = 16)]</c>. Each turn has parameters of its own unless
/// they are <see cref="Shared"/>. Equal turns are one loop in the emitted code.
/// </summary>
/// <remarks>
/// The nodes' names begin with the turn's: <c>residualblock1.dense1</c>, <c>residualblock2.dense1</c>; with <c>Name = "stage"</c> and a
/// <see cref="Repeat"/>, <c>stage1.dense1</c> and so on, without one <c>stage.dense1</c>. So parameters are called in files, for instance
/// <c>stage1.dense1.weight</c>. The turn's name is that of its output, and <c>stage</c> that of the last turn's.
/// </remarks>
/// <typeparam name="TBlock">The class of the block, which bears <see cref="BlockAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class UseAttribute<TBlock> : LayerAttribute
    where TBlock : class
{
    /// <summary>How often the block is there, each turn on the one before, at least 1; once unless set.</summary>
    public int Repeat { get; set; } = 1;

    /// <summary>
    /// Whether all turns have the parameters of the first, trained by the sum of their gradients. The layers with parameters must be dense;
    /// off unless set.
    /// </summary>
    public bool Shared { get; set; }
}
