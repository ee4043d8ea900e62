namespace NnGen.Generator.Parsing;

/// <summary>What a date and a time of day have: the members of the library's <c>CalendarPart</c>.</summary>
internal static class CalendarParts
{
    private static readonly string[] s_ofDates = ["Year", "Month", "DayOfMonth", "DayOfYear", "DayOfWeek"];

    private static readonly string[] s_ofTimes = ["Hour", "Minute", "TimeOfDay"];

    /// <summary>The parts that a type has.</summary>
    public static string[] Of(string type) => type switch
    {
        "global::System.DateOnly" => s_ofDates,
        "global::System.TimeOnly" => s_ofTimes,
        _ => [.. s_ofDates, .. s_ofTimes],
    };
}
