namespace NnGen;

/// <summary>One input of a network. Immutable.</summary>
/// <param name="Name">The node's name; <c>input</c> where the network has no other.</param>
/// <param name="Shape">The shape of one row, without the batch.</param>
/// <param name="FirstColumn">
/// Where it begins in a packed row, which has all inputs side by side in declaration order: what a data set, the trainer and
/// <see cref="INetwork{TSelf, T}"/> take.
/// </param>
public sealed record InputInfo(string Name, IReadOnlyList<int> Shape, int FirstColumn)
{
    /// <summary>
    /// The order in which a row lies that is handed over, in its range of a packed row too. Gradients of inputs lie so as well; <see cref="Shape"/> has
    /// the channels first in either case.
    /// </summary>
    public ImageLayout Layout { get; init; }

    /// <summary>What a row may consist of, beside numbers of the network's precision.</summary>
    public InputElement Element { get; init; }

    /// <summary>What the network multiplies each number by before its first layer.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>What it adds then.</summary>
    public double Offset { get; init; }

    /// <summary>
    /// Where an embedding takes the input, how many classes its numbers may mean: each is a whole number from 0 to before that. 0 where they are
    /// plain numbers.
    /// </summary>
    public int ClassCount { get; init; }

    /// <summary>Whether the input says how many steps a row's sequence has: its numbers are whole, from 1 to <see cref="ClassCount"/>.</summary>
    public bool IsOfLengths { get; init; }

    /// <summary>Whether the input only says what attention does not see: 1 for a key that is hidden, 0 for others.</summary>
    public bool IsMask { get; init; }

    /// <summary>Whether the loss can have a gradient with respect to it: classes and masks have none.</summary>
    public bool IsDifferentiable => ClassCount == 0 && !IsMask;

    /// <summary>The number of elements of one row.</summary>
    public int Size
    {
        get
        {
            int size = 1;
            for (int axis = 0; axis < Shape.Count; axis++)
            {
                size *= Shape[axis];
            }

            return size;
        }
    }
}
