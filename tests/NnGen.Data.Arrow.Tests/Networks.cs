namespace NnGen.Data.Arrow.Tests;

/// <summary>A record with rows of numbers, which only Arrow files have.</summary>
public sealed class Sample
{
    [Features(3)]
    public required float[] Wave { get; init; }

    [Features(2)]
    public required double[] Extra { get; init; }

    [Calendar(CalendarPart.Hour)]
    public DateTime At { get; init; }

    [Calendar(CalendarPart.TimeOfDay)]
    public TimeOnly? Clock { get; init; }

    [Target]
    public float Pitch { get; init; }
}

[Network]
[Input<Sample>]
[Dense(1)]
public partial class PitchNet;

/// <summary>A number and a text, for files that are put together by hand.</summary>
public sealed record Kind([property: Target] int X, [property: OneHot("a", "bb"), Column("kind")] string Name);

[Network]
[Input<Kind>]
[Dense(1)]
public partial class KindNet;
