using System.Numerics;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Parts rows into folds for cross-validation: every row is in the validation set of one fold and in the training sets of all others.
/// The folds are views; no rows are copied.
/// </summary>
public static class Folds
{
    /// <summary>Parts the rows at random.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="count">The number of folds, from 2 to the number of rows. Validation sets differ by one row at most, the larger ones first.</param>
    /// <param name="seed">The seed; the same seed, count and number of rows give the same folds.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 2 or more than the rows.</exception>
    public static IReadOnlyList<Fold<T>> Of<T>(Dataset<T> data, int count, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(data, count);
        return Blocks(data, Order(data.Rows, seed), count);
    }

    /// <summary>Cuts the rows into blocks of neighbours, as they stand: for rows that were shuffled already, or follow each other in time.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="count">The number of folds, from 2 to the number of rows.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 2 or more than the rows.</exception>
    public static IReadOnlyList<Fold<T>> InOrder<T>(Dataset<T> data, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(data, count);
        int[] order = [.. Enumerable.Range(0, data.Rows)];
        return Blocks(data, order, count);
    }

    /// <summary>
    /// Parts the rows at random so that each class has about the same share in every fold: the rows of a class in two validation sets differ
    /// by one at most, and so do all rows.
    /// </summary>
    /// <remarks>
    /// The class of a row is its label, the largest of several targets, or of one target yes (at least 0.5) or no. A class with fewer rows than
    /// there are folds is missing in some validation sets; a class with a single row cannot be learnt in the fold that validates with it.
    /// </remarks>
    /// <param name="data">The rows: with labels, with targets 0 and 1 (or -1 and 1), or with one-hot targets.</param>
    /// <param name="count">The number of folds, from 2 to the number of rows.</param>
    /// <param name="seed">The seed; the same seed, count and classes give the same folds.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 2 or more than the rows.</exception>
    /// <exception cref="ArgumentException">A target is neither -1, 0 nor 1, so that the rows have no classes.</exception>
    public static IReadOnlyList<Fold<T>> Stratified<T>(Dataset<T> data, int count, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(data, count);
        int[] order = Order(data.Rows, seed);
        int[] classes = FoldClasses.Of(data);

        // Dealt out like cards, class after class; the sort is stable, so that within a class the random order stays.
        int[] dealt = [.. order.OrderBy(row => classes[row])];
        var foldOf = new int[data.Rows];
        for (int i = 0; i < dealt.Length; i++)
        {
            foldOf[dealt[i]] = i % count;
        }

        return Of(data, order, foldOf, count);
    }

    /// <summary>One fold of a training and a validation set of one's own, for searches that are not to be cross-validated.</summary>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="validation">The rows to measure with; none of them should be among the others.</param>
    public static IReadOnlyList<Fold<T>> Single<T>(Dataset<T> training, Dataset<T> validation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        return [new Fold<T>(0, training, validation)];
    }

    private static Fold<T>[] Blocks<T>(Dataset<T> data, int[] order, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var foldOf = new int[order.Length];
        int start = 0;
        for (int fold = 0; fold < count; fold++)
        {
            int rows = order.Length / count + (fold < order.Length % count ? 1 : 0);
            for (int i = start; i < start + rows; i++)
            {
                foldOf[order[i]] = fold;
            }

            start += rows;
        }

        return Of(data, order, foldOf, count);
    }

    private static Fold<T>[] Of<T>(Dataset<T> data, int[] order, int[] foldOf, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var folds = new Fold<T>[count];
        for (int fold = 0; fold < count; fold++)
        {
            int[] training = Array.FindAll(order, row => foldOf[row] != fold);
            int[] validation = Array.FindAll(order, row => foldOf[row] == fold);
            folds[fold] = new Fold<T>(fold, data.Select(training), data.Select(validation));
        }

        return folds;
    }

    private static int[] Order(int rows, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        Permutation.Shuffle(order, new CounterRandom(seed, RandomStreams.FoldOrder), step: 0);
        return order;
    }

    private static void Check<T>(Dataset<T> data, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        if (count < 2 || count > data.Rows)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{data.Rows} rows can be parted into 2 to {data.Rows} folds; 5 or 10 are usual. Each fold validates with at least one row and trains on the others.");
        }
    }
}
