using System.Numerics;

namespace NnGen;

/// <summary>Makes data sets that are read from their files in each epoch, for data larger than memory.</summary>
public static class StreamingDataset
{
    /// <summary>The rows that a shuffle buffer holds unless set.</summary>
    public const int DefaultBufferRows = 16_384;

    /// <summary>Rows of a source of one's own.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="bufferRows">How many rows a shuffled epoch keeps in memory; see <see cref="StreamingDataset{T}"/>. More than there are is as many as there are.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bufferRows"/> is less than 1, or so many rows are more than an array can have.</exception>
    public static StreamingDataset<T> From<T>(RowStream<T> source, int bufferRows = DefaultBufferRows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(source);
        return Make(source, bufferRows, classes: null);
    }

    /// <summary>Rows of an IDX file of inputs, such as images, with an IDX file of labels. Each may be packed by gzip. Only the headers are read now.</summary>
    /// <param name="inputsPath">A file whose first axis counts the rows; the others make the inputs of a row.</param>
    /// <param name="labelsPath">A file of integers with one axis: a class number a row, from 0.</param>
    /// <param name="divisor">What every input is divided by; null for 255 where the inputs are unsigned bytes, so that they go from 0 to 1, and for 1 elsewhere.</param>
    /// <param name="bufferRows">How many rows a shuffled epoch keeps in memory; see <see cref="StreamingDataset{T}"/>. More than there are is as many as there are.</param>
    /// <exception cref="InvalidDataException">A file is no IDX file, its length is not what its header says (seen now unless it is packed), or the numbers of rows differ.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bufferRows"/> is less than 1 or too large, or <paramref name="divisor"/> is 0 or not finite.</exception>
    public static StreamingDataset<T> FromIdx<T>(string inputsPath, string labelsPath, double? divisor = null, int bufferRows = DefaultBufferRows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(inputsPath);
        ArgumentException.ThrowIfNullOrEmpty(labelsPath);
        if (divisor is double number && (number == 0 || !double.IsFinite(number)))
        {
            throw new ArgumentOutOfRangeException(nameof(divisor), divisor, "Inputs are divided by a finite number other than 0.");
        }

        return Make(IdxRowStream<T>.Create(inputsPath, labelsPath, divisor), bufferRows, classes: null);
    }

    /// <summary>
    /// Rows of a file of separated values in UTF-8. The file is read once now: rows are counted, classes named, and every value that will be
    /// used is looked at, so that what is wrong with it shows before training.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Which columns are inputs, and which targets or labels.</param>
    /// <param name="options">Header, separator and missing values; null for the defaults.</param>
    /// <param name="bufferRows">How many rows a shuffled epoch keeps in memory; see <see cref="StreamingDataset{T}"/>. More than there are is as many as there are.</param>
    /// <exception cref="InvalidDataException">The file is empty or malformed, or a value is missing or not what it should be; the message names file, line, row and column.</exception>
    /// <exception cref="ArgumentException">An option or a choice of columns makes no sense; the message lists the columns there are.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StreamingDataset<T> FromCsv<T>(string path, CsvColumns columns, CsvOptions? options = null, int bufferRows = DefaultBufferRows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferRows, 1);
        options ??= new CsvOptions();
        options.Check();
        columns.Check();
        CsvRowStream<T> stream = CsvRowStream<T>.Create(path, columns, options);
        return Make(stream, bufferRows, stream.Classes);
    }

    private static StreamingDataset<T> Make<T>(RowStream<T> source, int bufferRows, IReadOnlyList<string>? classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferRows, 1);
        int rows = Math.Min(bufferRows, source.Rows);
        long elements = (long)rows * Math.Max(source.InputSize, source.TargetSize);
        if (elements > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(bufferRows), bufferRows, $"A buffer of {rows} rows has {elements} elements, more than the {Array.MaxLength} an array can have.");
        }

        return new StreamingDataset<T>(source, rows, classes);
    }
}
