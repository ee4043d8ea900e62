using System.Numerics;

namespace NnGen;

/// <summary>
/// Maps each column of a matrix to a scale that networks learn well on, and back. Fit it on training data only, and use the same one for
/// all other data: a scale that has seen the test rows tells the network about them. Immutable; any number of threads may use it.
/// </summary>
/// <remarks>Computed in double and rounded once. NaN and infinities stay what they are, for the checks before training to find.</remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract partial class Scaler<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected Scaler(int columns)
    {
        Columns = columns;
    }

    /// <summary>The number of columns it was fitted on.</summary>
    public int Columns { get; }

    /// <summary>Scales rows in place.</summary>
    /// <param name="rows">Any number of rows of <see cref="Columns"/> elements, row-major.</param>
    /// <exception cref="ArgumentException">The length is no multiple of <see cref="Columns"/>.</exception>
    public void Transform(Span<T> rows)
    {
        CheckLength(rows.Length);
        for (int start = 0; start < rows.Length; start += Columns)
        {
            for (int column = 0; column < Columns; column++)
            {
                ref T element = ref rows[start + column];
                if (T.IsFinite(element))
                {
                    element = T.CreateTruncating(Scale(column, double.CreateTruncating(element)));
                }
            }
        }
    }

    /// <summary>Maps scaled rows back in place, such as the outputs of a network that was trained on scaled targets.</summary>
    /// <param name="rows">Any number of rows of <see cref="Columns"/> elements, row-major.</param>
    /// <exception cref="ArgumentException">The length is no multiple of <see cref="Columns"/>.</exception>
    public void Inverse(Span<T> rows)
    {
        CheckLength(rows.Length);
        for (int start = 0; start < rows.Length; start += Columns)
        {
            for (int column = 0; column < Columns; column++)
            {
                ref T element = ref rows[start + column];
                if (T.IsFinite(element))
                {
                    element = T.CreateTruncating(Unscale(column, double.CreateTruncating(element)));
                }
            }
        }
    }

    /// <summary>The same rows with scaled inputs, in the order of the view. Inputs, labels and targets are copied.</summary>
    /// <param name="data">Rows of <see cref="Columns"/> inputs.</param>
    /// <exception cref="ArgumentException">The rows have another number of inputs, or are more than an array can have.</exception>
    public Dataset<T> Transform(Dataset<T> data) => ScaledData.Of(data, inputs: this, targets: null);

    /// <summary>The same rows with scaled targets, in the order of the view. Inputs and targets are copied.</summary>
    /// <param name="data">Rows of <see cref="Columns"/> targets.</param>
    /// <exception cref="ArgumentException">The rows have another number of targets, or are more than an array can have.</exception>
    /// <exception cref="InvalidOperationException">The rows have labels instead of targets.</exception>
    public Dataset<T> TransformTargets(Dataset<T> data) => ScaledData.Of(data, inputs: null, targets: this);

    /// <summary>The scale as a line: <c>x * Factor + Offset</c>; factor 0 for a column that was constant in training.</summary>
    private protected abstract (double Factor, double Offset) Line(int column);

    /// <summary>What it is called in a file, and the numbers of each column.</summary>
    private protected abstract (string Kind, IReadOnlyList<(string Name, double[] Values)> Numbers) Content { get; }

    private protected abstract double Scale(int column, double value);

    private protected abstract double Unscale(int column, double value);

    private void CheckLength(int length)
    {
        if (length % Columns != 0)
        {
            throw new ArgumentException($"The scaler was fitted on rows of {Columns} columns, but {length} elements are no multiple of {Columns}.", "rows");
        }
    }
}
