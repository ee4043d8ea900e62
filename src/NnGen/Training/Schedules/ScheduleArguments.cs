using System.Runtime.CompilerServices;

namespace NnGen;

/// <summary>Checks, words and the curve that schedules share.</summary>
internal static class ScheduleArguments
{
    /// <summary>A count of 1 or more.</summary>
    public static long Length(long value, [CallerArgumentExpression(nameof(value))] string name = "")
        => value >= 1 ? value : throw Wrong(value, 1, name);

    /// <summary>Counts of 1 or more, in order.</summary>
    public static long[] Milestones(IEnumerable<long> milestones)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        return [.. milestones.Select(milestone => Length(milestone, nameof(milestones))).Order()];
    }

    /// <summary>What is counted, in words.</summary>
    public static string Word(ScheduleUnit unit, long count) => (unit == ScheduleUnit.Step ? "step" : "epoch") + (count == 1 ? "" : "s");

    /// <summary>Half a cosine from one number to another, for 0 to 1; beyond, it goes back.</summary>
    public static double Cosine(double from, double to, double part) => to + (from - to) * (1 + Math.Cos(Math.PI * part)) / 2;

    public static ArgumentOutOfRangeException Wrong(long value, long least, string name)
        => new(name, $"{name} must be at least {least}, but it is {value}.");
}
