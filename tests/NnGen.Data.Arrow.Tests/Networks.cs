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

    [Target]
    public float Pitch { get; init; }
}

[Network]
[Input<Sample>]
[Dense(1)]
public partial class PitchNet;
