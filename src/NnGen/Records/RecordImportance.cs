using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>What the properties of records mean to a trained network. What emitted members do.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RecordImportance
{
    /// <summary>By how much the loss grows when a property's values are dealt out anew among the records.</summary>
    /// <param name="network">The network.</param>
    /// <param name="records">The records to measure with, best those that it has not seen; at least 2.</param>
    /// <param name="repeats">How often each property is dealt out anew, at least 1.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <exception cref="ArgumentException">There are fewer than two records, or one is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="repeats"/> is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The network's scales were neither fitted nor loaded.</exception>
    public static ImportanceReport Permutation<TNetwork, TRecord, T>(TNetwork network, IReadOnlyList<TRecord> records, int repeats, ulong seed)
        where TNetwork : class, IRecordNetwork<TNetwork, TRecord, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        Dataset<T> data = RecordTraining.ToDataset<TNetwork, TRecord, T>(network, records);
        if (data.Rows < 2)
        {
            throw new ArgumentException("There is one record; values can be dealt out anew among two or more.", nameof(records));
        }

        RecordSchema schema = network.Encoding!.Schema;
        double loss = Trainer.Evaluate<TNetwork, T>(network, data).Loss;
        var fields = new List<FieldImportance>();
        int[] order = new int[data.Rows];
        foreach ((RecordField field, int first, int count) in Places(schema))
        {
            double[] growths = new double[repeats];
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                Numerics.Permutation.Fill(order, seed, (ulong)repeat);
                growths[repeat] = Trainer.Evaluate<TNetwork, T>(network, Dealt(data, order, first, count)).Loss - loss;
            }

            double mean = growths.Average();
            fields.Add(new FieldImportance(field.Name, mean, Math.Sqrt(growths.Average(growth => (growth - mean) * (growth - mean)))));
        }

        return new ImportanceReport { Network = TNetwork.Info.Name, Loss = loss, Repeats = repeats, Fields = [.. fields.OrderByDescending(field => field.Mean)] };
    }

    /// <summary>What the network predicts on average if a property had a certain value in all records.</summary>
    /// <param name="network">The network.</param>
    /// <param name="records">The records.</param>
    /// <param name="property">The name of a property that is a number, a bool, an enum or a text.</param>
    /// <param name="points">How many values of a number, from that below which 5 % of the records are to that above which 5 % are; at least 2.</param>
    /// <exception cref="ArgumentException">The record has no such property, it is a target, a date or a vector, no record knows it, or there are no records.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="points"/> is less than 2.</exception>
    /// <exception cref="InvalidOperationException">The network's scales were neither fitted nor loaded.</exception>
    public static DependenceReport Dependence<TNetwork, TRecord, T>(TNetwork network, IReadOnlyList<TRecord> records, string property, int points)
        where TNetwork : class, IRecordNetwork<TNetwork, TRecord, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        Dataset<T> data = RecordTraining.ToDataset<TNetwork, TRecord, T>(network, records);
        RecordEncoding encoding = network.Encoding!;
        (RecordField Field, int First, int Count)[] places = [.. Places(encoding.Schema).Where(place => place.Field.Kind is not (RecordFieldKind.Calendar or RecordFieldKind.Vector))];
        (RecordField field, int first, int count) = places.FirstOrDefault(place => place.Field.Name == property);
        if (field is null)
        {
            throw new ArgumentException($"{encoding.Schema.Name} has no property {MessageText.Quoted(property)} that is a number, a bool, an enum or a text, and no target. {NearestName.Advice(property, [.. places.Select(place => place.Field.Name)])}", nameof(property));
        }

        var found = new List<DependencePoint>();
        foreach ((string value, double? number, T[] columns) in Values(data, encoding, field, first, count, points))
        {
            found.Add(new DependencePoint(value, number, Means<TNetwork, T>(network, data, first, columns)));
        }

        RecordField target = encoding.Schema.Targets[0];
        IReadOnlyList<string> outputs = target.Kind == RecordFieldKind.Enumeration ? target.Classes : [.. encoding.Schema.Targets.Select(each => each.Name)];
        return new DependenceReport { Network = TNetwork.Info.Name, Field = property, Outputs = outputs, Points = found };
    }

    /// <summary>The properties that are columns, each with its first column and their number.</summary>
    private static IEnumerable<(RecordField Field, int First, int Count)> Places(RecordSchema schema)
    {
        int first = 0;
        foreach (RecordField field in schema.Fields.Where(field => !field.IsTarget))
        {
            int count = field.Columns().Count();
            yield return (field, first, count);
            first += count;
        }
    }

    /// <summary>The same rows with some columns taken from other rows.</summary>
    private static Dataset<T> Dealt<T>(Dataset<T> data, int[] order, int first, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] inputs = Inputs(data);
        for (int row = 0; row < data.Rows; row++)
        {
            data.InputRow(order[row]).Slice(first, count).CopyTo(inputs.AsSpan(row * data.InputSize + first, count));
        }

        return data.HasLabels
            ? Dataset.FromLabels(inputs, data.InputSize, [.. Enumerable.Range(0, data.Rows).Select(data.Label)])
            : Dataset.FromTargets(inputs, data.InputSize, [.. Enumerable.Range(0, data.Rows).SelectMany(row => data.TargetRow(row).ToArray())], data.TargetSize);
    }

    private static T[] Inputs<T>(Dataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var inputs = new T[data.Rows * data.InputSize];
        for (int row = 0; row < data.Rows; row++)
        {
            data.InputRow(row).CopyTo(inputs.AsSpan(row * data.InputSize));
        }

        return inputs;
    }

    /// <summary>The values of a property and what its columns are then.</summary>
    private static IEnumerable<(string Value, double? Number, T[] Columns)> Values<T>(Dataset<T> data, RecordEncoding encoding, RecordField field, int first, int count, int points)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (field.Kind == RecordFieldKind.Number)
        {
            double[] known = [.. Enumerable.Range(0, data.Rows).Where(row => !field.IsOptional || data.InputRow(row)[first + 1] == T.Zero).Select(row => double.CreateTruncating(data.InputRow(row)[first])).Order()];
            if (known.Length == 0)
            {
                throw new ArgumentException($"{field.Name} is missing in all records, so there is no value to try.", "records");
            }

            (double low, double high) = (known[(int)(0.05 * (known.Length - 1))], known[(int)Math.Ceiling(0.95 * (known.Length - 1))]);
            for (int i = 0; i < points; i++)
            {
                var columns = new T[count];
                double scaled = low + (high - low) * i / (points - 1);
                columns[0] = T.CreateTruncating(scaled);
                double number = Rounded(Unscaled(encoding, field, first, scaled), Unscaled(encoding, field, first, high) - Unscaled(encoding, field, first, low));
                yield return (number.ToString("G5", CultureInfo.InvariantCulture), number, columns);
            }

            yield break;
        }

        IReadOnlyList<string> names = field.Kind == RecordFieldKind.Boolean ? ["false", "true"] : field.Kind == RecordFieldKind.Text ? encoding.Categories[encoding.Schema.Fields.ToList().IndexOf(field)] : field.Classes;
        for (int i = 0; i < names.Count; i++)
        {
            var columns = new T[count];
            if (field.EmbeddingFeatures > 0)
            {
                columns[0] = T.CreateTruncating(i);
            }
            else if (field.Kind != RecordFieldKind.Boolean)
            {
                columns[i] = T.One;
            }
            else if (i == 1)
            {
                columns[0] = T.One;
            }

            yield return (names[i], null, columns);
        }
    }

    /// <summary>A number without the digits that single precision has lost: 0 and not -1.2e-7 where the values are some units apart.</summary>
    private static double Rounded(double number, double range)
    {
        const int Digits = 6;
        int decimals = range > 0 ? Math.Clamp(Digits - (int)Math.Floor(Math.Log10(range)), 0, 15) : 15;
        return Math.Round(number, decimals) + 0.0; // no negative zero
    }

    /// <summary>A number in its own unit again. One that never changed has lost it: then it is what it always was.</summary>
    private static double Unscaled(RecordEncoding encoding, RecordField field, int column, double scaled)
    {
        double value = encoding.Factors[column] == 0 ? encoding.Shifts[column] : scaled / encoding.Factors[column] + encoding.Shifts[column];
        return field.LogOffset is double offset ? Math.Exp(value) - offset : value;
    }

    private static double[] Means<TNetwork, T>(TNetwork network, Dataset<T> data, int first, T[] columns)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo info = TNetwork.Info;
        T[] inputs = Inputs(data);
        for (int row = 0; row < data.Rows; row++)
        {
            columns.CopyTo(inputs.AsSpan(row * data.InputSize + first));
        }

        var outputs = new T[data.Rows * info.OutputSize];
        network.PredictBatch(inputs, outputs);
        double[] means = new double[info.OutputSize];
        for (int row = 0; row < data.Rows; row++)
        {
            Span<T> ofRow = outputs.AsSpan(row * info.OutputSize, info.OutputSize);
            if (info.Output != OutputKind.Values)
            {
                RecordPrediction.MakeProbabilities(ofRow, info);
            }

            for (int i = 0; i < means.Length; i++)
            {
                means[i] += double.CreateTruncating(ofRow[i]) / data.Rows;
            }
        }

        return means;
    }
}
