using System.Numerics;

namespace NnGen;

/// <summary>Copies of data sets, in the order of the view, with scaled inputs or targets.</summary>
internal static class ScaledData
{
    internal static Dataset<T> Of<T>(Dataset<T> data, Scaler<T>? inputs, Scaler<T>? targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckSize(inputs, data.InputSize, "inputs");
        if (targets is not null && data.HasLabels)
        {
            throw new InvalidOperationException("These rows have labels, not targets, so there is nothing to scale; OneHot.Encode makes targets of labels.");
        }

        CheckSize(targets, data.TargetSize, "targets");
        T[] inputRows = Rows<T>(data.Rows, data.InputSize);
        for (int row = 0; row < data.Rows; row++)
        {
            data.CopyInputs([row], inputRows.AsSpan(row * data.InputSize, data.InputSize));
        }

        inputs?.Transform(inputRows.AsSpan());
        if (data.HasLabels)
        {
            int perRow = data.LabelsPerRow;
            var labels = new int[ArraySize.Of(data.Rows, perRow, "The labels do not fit; scale the data before selecting rows")];
            for (int row = 0; row < data.Rows; row++)
            {
                data.LabelRow(row).CopyTo(labels.AsSpan(row * perRow));
            }

            return WithWeightsOf(data, Dataset.FromLabels(inputRows, data.InputSize, labels, perRow));
        }

        T[] targetRows = Rows<T>(data.Rows, data.TargetSize);
        for (int row = 0; row < data.Rows; row++)
        {
            data.TargetRow(row).CopyTo(targetRows.AsSpan(row * data.TargetSize));
        }

        targets?.Transform(targetRows.AsSpan());
        return WithWeightsOf(data, Dataset.FromTargets(inputRows, data.InputSize, targetRows, data.TargetSize));
    }

    private static Dataset<T> WithWeightsOf<T>(Dataset<T> data, Dataset<T> copy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!data.HasWeights)
        {
            return copy;
        }

        // Not WithWeights: a selection may well show only rows of weight 0.
        var weights = new T[data.Rows];
        for (int row = 0; row < weights.Length; row++)
        {
            weights[row] = data.Weight(row);
        }

        return copy.WithCheckedWeights(weights);
    }

    private static void CheckSize<T>(Scaler<T>? scaler, int size, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (scaler is not null && scaler.Columns != size)
        {
            throw new ArgumentException($"The scaler was fitted on {scaler.Columns} columns, but the rows have {size} {what}.", "data");
        }
    }

    // A selection may name a row many times, so that its copy is larger than what it shows.
    private static T[] Rows<T>(int rows, int size)
    {
        long count = (long)rows * size;
        return count <= Array.MaxLength
            ? new T[count]
            : throw new ArgumentException($"{rows} rows of {size} are {count} elements, more than the {Array.MaxLength} an array can have. Scale the data before selecting rows.", "data");
    }
}
