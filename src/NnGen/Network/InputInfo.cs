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

    /// <summary>The elements of a row that are classes, where embeddings take some of them and not the whole input; none where <see cref="ClassCount"/> says it of all.</summary>
    public IReadOnlyList<ClassColumns> ClassColumns { get; init; } = [];

    /// <summary>Whether the input says how many steps a row's sequence has: its numbers are whole, from 1 to <see cref="ClassCount"/>.</summary>
    public bool IsOfLengths { get; init; }

    /// <summary>Whether the input only says what attention does not see: 1 for a key that is hidden, 0 for others.</summary>
    public bool IsMask { get; init; }

    /// <summary>Whether the loss can have a gradient with respect to it: classes and masks have none. That of single elements that are classes is 0.</summary>
    public bool IsDifferentiable
    {
        get
        {
            bool isOfNumbers = false;
            for (int element = 0; element < Size && !isOfNumbers && ClassCount == 0; element++)
            {
                isOfNumbers = ClassesAt(element) == 0;
            }

            return isOfNumbers && !IsMask;
        }
    }

    /// <summary>Whether some of its elements are classes.</summary>
    internal bool HasClasses => ClassCount > 0 || ClassColumns.Count > 0;

    /// <summary>How many classes an element of a row may mean: as many as the smallest table has that is looked up by it; 0 where it is a plain number.</summary>
    internal int ClassesAt(int element)
    {
        int classes = ClassCount;
        for (int i = 0; i < ClassColumns.Count; i++)
        {
            ClassColumns columns = ClassColumns[i];
            if (element >= columns.First && element < columns.First + columns.Size && (classes == 0 || columns.ClassCount < classes))
            {
                classes = columns.ClassCount;
            }
        }

        return classes;
    }

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

/// <summary>Elements of an input's rows, side by side, that an embedding takes as classes. Immutable.</summary>
/// <param name="First">The first of them in a row of the input.</param>
/// <param name="Size">How many they are.</param>
/// <param name="ClassCount">How many classes they may mean: each is a whole number from 0 to before that.</param>
public sealed record ClassColumns(int First, int Size, int ClassCount);
