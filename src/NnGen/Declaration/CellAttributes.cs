namespace NnGen;

/// <summary>
/// Marks a class as a cell: what a recurrent layer of one's own computes at each step of a sequence, with <see cref="RecurrentAttribute{TCell}"/>. The attributes that
/// follow on the same declaration, in text order, are its nodes, as those of a block; a <see cref="StateAttribute"/> is what a node of it was one step before. Nothing is
/// written for the class itself, which need not be partial and may stand in another assembly.
/// </summary>
/// <remarks>
/// A cell is declared for one step: its input, <c>input1</c> or as <c>[Input(Name = "x")]</c> says, is the step's row, and so are all values of it. Its nodes are dense layers, activations, <see cref="CustomAttribute"/>,
/// norms over the last axis, softmax, <c>Add</c>, <c>Multiply</c>, <c>Concat</c>, <c>Dropout</c>, <c>Detach</c> and <c>Identity</c>. What it gives is its last node's value, or that of the node that
/// <see cref="OutputAttribute"/> names. Parameters are the same at all steps.
/// </remarks>
/// <example>
/// <code>
/// [Cell]
/// [Input(Name = "x"), State(16, Next = "hidden", Name = "last")]
/// [Concat("x", "last"), Dense(16), Tanh(Name = "hidden")]
/// public class Elman;
///
/// [Network]
/// [Input(24, 3)]
/// [Recurrent&lt;Elman&gt;]
/// [Dense(1)]
/// public partial class NextHour;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CellAttribute : Attribute;

/// <summary>A state of a <see cref="CellAttribute">cell</see>: what one of its nodes was one step before, and 0 before the first step.</summary>
/// <param name="units">The number of elements, those of the node that <see cref="Next"/> names.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class StateAttribute(int units) : LayerAttribute
{
    /// <summary>The number of elements, at least 1.</summary>
    public int Units { get; } = units;

    /// <summary>The node of the cell whose value is the state at the next step, which may stand below. Must be set.</summary>
    public string? Next { get; set; }
}

/// <summary>
/// A recurrent layer of one's own: the nodes of a <see cref="CellAttribute">cell</see> at each step of a sequence of shape [time, features], <c>[Recurrent&lt;Elman&gt;]</c>. The node is the
/// cell's value at the last step; with <see cref="ReturnSequence"/> it is that of all steps.
/// </summary>
/// <remarks>
/// The nodes' names begin with the cell's: <c>elman1.dense1</c>, with <c>Name = "memory"</c> <c>memory.dense1</c>. So parameters are called in files, for instance
/// <c>memory.dense1.weight</c>; other nodes take values of all steps by these names. What a state is after the last step is <c>From = "memory.h_n"</c>, of shape [units], for a state
/// that is called <c>h</c>; of both directions [2, units]. Only what the node itself gives, and what states have left, is free of padding: the cell's own nodes have it at all steps.
/// </remarks>
/// <typeparam name="TCell">The class of the cell, which bears <see cref="CellAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class RecurrentAttribute<TCell> : LayerAttribute
    where TCell : class
{
    /// <summary>
    /// The number of steps. Of a sequence it may be left out, or must be the sequence's; a row of one axis, which has no time, is given to the cell so often, the same
    /// at each step.
    /// </summary>
    public int Time { get; set; }

    /// <summary>Whether the node is the value at all steps, [time, units]; else that of the last one, [units].</summary>
    public bool ReturnSequence { get; set; }

    /// <summary>
    /// Whether the cell also runs from the last step to the first, with parameters of its own, such as <c>memory.reverse.dense1.weight</c>; both values lie side by side,
    /// [2 * units]. Without <see cref="ReturnSequence"/> they are those after all steps: after the last, and backwards after the first. Off unless set.
    /// </summary>
    public bool Bidirectional { get; set; }

    /// <summary>
    /// The input of one number, <c>[Input(1, Name = "lengths")]</c>, that says how many steps of a row are its sequence, as of <see cref="RecurrentAttribute.Lengths"/>: states stay as
    /// they are behind the end, the backward direction begins at it, what is given there is 0, and the last step is the last of these. Left out, all are.
    /// </summary>
    public string? Lengths { get; set; }

    /// <summary>
    /// The nodes that are the states before the first step, in the order in which the cell declares its states, each of shape [units], with <see cref="Bidirectional"/> [2, units]; 0
    /// where it is an empty text, for those at the end that are left out, and for all unless set.
    /// </summary>
    public string[]? InitialStates { get; set; }
}
