namespace NnGen;

/// <summary>
/// Marks a class as a space of networks, in which <c>nngen search</c> looks for a good one. The attributes that follow on the same declaration, in text order, are
/// those of a network, where any argument, any node and any number of turns may be a choice. Nothing is written for the class itself, which need not be partial; what
/// the search finds is printed as attributes of an ordinary network.
/// </summary>
/// <remarks>
/// What is chosen: numbers of units, rates of dropout and sizes of states as <c>Choices</c> of the layer; any other argument by <see cref="ChoicesAttribute"/> below it;
/// one of several nodes, or none, by <see cref="ChoiceAttribute"/>; how often a layer or a block is there by <see cref="RepeatAttribute"/> below it; how the network is trained by
/// <see cref="TrainingChoicesAttribute"/>. What a candidate may cost says <see cref="BudgetAttribute"/>. A <see cref="BlockAttribute">block</see> may have choices as well; then spaces use it, and no networks do.
/// </remarks>
/// <example>
/// <code>
/// [Block]
/// [Dense(Choices = [8, 16, 32, 64]), Choice("ReLU", "Tanh", "GELU")]
/// [Dropout(0.1), Repeat(0, 1)]
/// public class Hidden;
///
/// [SearchSpace]
/// [Input&lt;Penguin&gt;]
/// [Use&lt;Hidden&gt;, Repeat(1, 3)]
/// [Dense(3), Softmax]
/// [Budget(Parameters = 5_000)]
/// [TrainingChoices(LearningRate = [1e-3, 3e-3, 1e-2], BatchSize = [16, 32])]
/// public class PenguinSpace;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SearchSpaceAttribute : Attribute
{
    /// <summary>The element type of all candidates; <see cref="Precision.Single"/> unless set.</summary>
    public Precision Precision { get; set; }

    /// <summary>The most nanoseconds of one prediction, as the compiler's model of a nominal core predicts them before anything is compiled; 0 for any.</summary>
    public double PredictedNanoseconds { get; set; }
}

/// <summary>A node of a <see cref="SearchSpaceAttribute">space</see> that is one of several: <c>[Choice("ReLU", "LeakyReLU(0.2)", "GELU")]</c>.</summary>
/// <remarks>
/// Each alternative is written as in a network, without brackets; several nodes are separated by commas (<c>"Dense(16), ReLU"</c>), and an empty text is none, so the node is left out. Names are understood
/// in any case. <see cref="NodeAttribute.Name"/> and <see cref="LayerAttribute.From"/> belong to the node that is chosen, of several nodes to the last and to the first.
/// </remarks>
/// <param name="alternatives">The alternatives, at least two.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ChoiceAttribute(params string[] alternatives) : LayerAttribute
{
    /// <summary>The alternatives, at least two.</summary>
    public string[] Alternatives { get; } = alternatives;

    /// <summary>What the choice is called: all choices of one name are made alike, so they have the same number of alternatives. Left out, it is made by itself.</summary>
    public string? Key { get; set; }
}

/// <summary>
/// The values that an argument of the layer above may have in a <see cref="SearchSpaceAttribute">space</see>: <c>[Conv2D(8, 3), Choices("Filters", 8, 16, 32), Choices("Kernel", 3, 5)]</c>. The
/// value that the layer itself gives to that argument is then of no account.
/// </summary>
/// <param name="argument">The argument, by its name or that of its property: <c>"Kernel"</c>, <c>nameof(Conv2DAttribute.Kernel)</c>.</param>
/// <param name="values">The values, at least two different ones of the argument's type: numbers, bools, texts, members of an enum.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ChoicesAttribute(string argument, params object[] values) : Attribute
{
    /// <summary>The argument.</summary>
    public string Argument { get; } = argument;

    /// <summary>The values.</summary>
    public object[] Values { get; } = values;

    /// <summary>As <see cref="ChoiceAttribute.Key"/>: choices of one name are made alike, such as the same width in two layers.</summary>
    public string? Key { get; set; }
}

/// <summary>
/// How often the node above is there in a <see cref="SearchSpaceAttribute">space</see>, each turn on the one before: <c>[Use&lt;Hidden&gt;, Repeat(1, 4)]</c>. A layer, a choice or a block can be repeated; where it has
/// choices, each turn makes its own, unless they have a <see cref="ChoicesAttribute.Key"/>.
/// </summary>
/// <param name="least">The fewest turns, 0 or more: with 0 the node may be left out.</param>
/// <param name="most">The most turns, more than <paramref name="least"/> and at most 64.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class RepeatAttribute(int least, int most) : Attribute
{
    /// <summary>The fewest turns.</summary>
    public int Least { get; } = least;

    /// <summary>The most turns.</summary>
    public int Most { get; } = most;
}

/// <summary>How the networks of a <see cref="SearchSpaceAttribute">space</see> may be trained, searched together with what they are. What is left out is not searched.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TrainingChoicesAttribute : Attribute
{
    /// <summary>Learning rates, above 0; the optimizer's own unless set.</summary>
    public double[]? LearningRate { get; set; }

    /// <summary>Rows of a mini-batch, at least 1; 32 unless set.</summary>
    public int[]? BatchSize { get; set; }

    /// <summary>Optimizers by their class's names: <c>Adam</c>, <c>AdamW</c>, <c>NAdam</c>, <c>RAdam</c>, <c>Adamax</c>, <c>Adagrad</c>, <c>RmsProp</c>, <c>Lion</c>, <c>Sgd</c>, <c>Momentum</c>, which is <c>Sgd</c> with a momentum of 0.9; Adam unless set.</summary>
    public string[]? Optimizer { get; set; }

    /// <summary>Weight decays, 0 or more; 0 unless set.</summary>
    public double[]? WeightDecay { get; set; }
}

/// <summary>
/// Compiles all networks of a <see cref="SearchSpaceAttribute">space</see> into the application, at most 64: each as a nested class, and beside them a static property <c>Members</c>, a
/// <see cref="Search.NetworkFamily{T}"/>, which lists them with their choices and costs and searches among them. So a search needs no compiler at run time, and runs with Native AOT.
/// </summary>
/// <remarks>
/// Members are the networks that are possible and within the <see cref="BudgetAttribute">budget</see>; <see cref="TrainingChoicesAttribute">choices of the training</see> make no more of them. A member is called after
/// what was chosen for it, with <c>Net</c> at the end: <c>Dense8TanhNet</c>. The class must be partial. <c>nngen search</c> searches it as any other space.
/// </remarks>
/// <example>
/// <code>
/// [SearchSpace, Family]
/// [Input(4)]
/// [Dense(Choices = [8, 16, 32]), Choice("ReLU", "Tanh")]
/// [Dense(3), Softmax]
/// public partial class IrisFamily;
///
/// ArchitectureReport found = IrisFamily.Members.Search(training, validation);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FamilyAttribute : Attribute;
