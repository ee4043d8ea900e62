namespace NnGen;

/// <summary>Which columns of a file of separated values a network learns from. Either <see cref="Targets"/> or <see cref="Label"/> is given. Immutable.</summary>
public sealed class CsvColumns
{
    /// <summary>The names of the columns that are inputs, at least one, in the order of the inputs.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The names of the columns that are targets, in the order of the outputs.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The name of the column with the class of each row, as a text.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// The name of each class in the order of their numbers. Null takes the names that the file has, sorted by their characters' codes, as
    /// <see cref="CsvTable.Categories(string)"/> does.
    /// </summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The name of the column with the weight of each row in the loss; null where each counts once.</summary>
    public string? Weight { get; init; }

    /// <exception cref="ArgumentException">The choice makes no sense.</exception>
    internal void Check()
    {
        if (Inputs is null || Inputs.Count == 0)
        {
            throw new ArgumentException($"{nameof(Inputs)} names no column; at least one is needed.", "columns");
        }

        bool hasTargets = Targets is { Count: > 0 };
        if (hasTargets == Label is not null)
        {
            throw new ArgumentException($"{nameof(CsvColumns)} has {(hasTargets ? "both" : "neither")} {nameof(Targets)} and {nameof(Label)}; give one of them.".Replace("neither Targets and", "neither Targets nor", StringComparison.Ordinal), "columns");
        }

        if (Classes is not null && (Label is null || Classes.Count == 0 || Classes.Distinct(StringComparer.Ordinal).Count() < Classes.Count || Classes.Contains(null!)))
        {
            throw new ArgumentException($"{nameof(Classes)} must name each class of the column {nameof(Label)} once.", "columns");
        }
    }
}
