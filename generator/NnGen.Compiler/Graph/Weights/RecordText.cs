using System.Globalization;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Weights;

/// <summary>What files say of a network's record: the text that the library writes of its <c>RecordSchema</c>, made of the declaration. A test compares them.</summary>
internal static class RecordText
{
    /// <summary>A line for each property: its name, what it is, and its columns.</summary>
    public static string Of(RecordDeclaration record)
    {
        var lines = new List<string>();
        int column = 0;
        foreach (RecordMember member in record.Members)
        {
            int count = member.IsTarget ? 0 : member.Columns;
            string place = count == 0 ? "target" : count == 1 ? $"column {Number(column)}" : $"columns {Number(column)} to {Number(column + count - 1)}";
            lines.Add($"{member.Name}: {Words(member)}; {place}");
            column += count;
        }

        return string.Join("\n", lines);
    }

    /// <summary>How the record of a file differs from a network's, with both; null where they are the same.</summary>
    public static string? Difference(RecordDeclaration record, string saved)
    {
        string[] before = [.. saved.Replace("\r\n", "\n").Split('\n')];
        string[] now = Of(record).Split('\n');
        if (before.SequenceEqual(now))
        {
            return null;
        }

        string[] differences = [.. before.Except(now).Select(line => $"the file has '{Shown(line)}'"), .. now.Except(before).Select(line => $"{record.Name} has '{Shown(line)}'")];
        string found = differences.Length == 0 ? "the order of the properties is another" : Several(differences);
        return $"the record {record.Name} has changed: {found}. Take the properties back to what they were, or train again. {record.Name} has {Several([.. now.Select(Shown)])}; the record of the file has {Several([.. before.Select(Shown)])}";
    }

    private static string Words(RecordMember member)
    {
        string kind = member.Kind switch
        {
            RecordMemberKind.Number => "number",
            RecordMemberKind.Boolean => "yes or no",
            RecordMemberKind.Text when member.MaxClasses > 0 => $"text of at most {Number(member.MaxClasses)} kinds, and others",
            RecordMemberKind.Calendar => "date by " + string.Join(", ", member.Parts),
            RecordMemberKind.Vector => $"{Number(member.Length)} numbers",
            _ => "one of " + string.Join(", ", member.Classes),
        };
        string embedding = member.EmbeddingFeatures == 0 ? "" : $", embedded in {Number(member.EmbeddingFeatures)} feature{(member.EmbeddingFeatures == 1 ? "" : "s")}";
        string log = member.LogOffset is double offset ? $", ln(x + {offset.ToString("R", CultureInfo.InvariantCulture)})" : "";
        string scaling = member.Kind is RecordMemberKind.Number or RecordMemberKind.Vector && member.Scaling != "Standard" ? $", scaling {member.Scaling}" : "";
        string missing = !member.IsOptional ? "" : member.Kind != RecordMemberKind.Number ? ", or missing" : $", or missing ({(member.Fill == "Mean" ? "mean" : "median")})";
        return kind + embedding + log + scaling + missing;
    }

    /// <summary>A line, of which an enum with many members may make a long one.</summary>
    private static string Shown(string line) => WeightNames.Shown(line, most: 200);

    private static string Several(string[] texts)
    {
        const int Most = 12;
        return string.Join("; ", texts.Take(Most)) + (texts.Length <= Most ? "" : $"; and {Number(texts.Length - Most)} more");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
