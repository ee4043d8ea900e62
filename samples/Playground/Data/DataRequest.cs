namespace Samples.Playground.Data;

/// <summary>Which data the page asks for. What it holds was typed or made up by anyone, so <see cref="Problem"/> comes first.</summary>
internal sealed record DataRequest
{
    /// <summary>The most points of one's own, and of those that are drawn.</summary>
    public const int MostPoints = 2000;

    /// <summary>The most classes.</summary>
    public const int MostClasses = 6;

    /// <summary>The most features.</summary>
    public const int MostFeatures = 12;

    /// <summary>The name of a shape in <see cref="DataShapes"/>, or <c>formula</c>, or <c>points</c>.</summary>
    public string Shape { get; init; } = "circle";

    /// <summary>The number of classes of those shapes that have any number of them.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>How many points are drawn.</summary>
    public int Count { get; init; } = 400;

    /// <summary>How noisy they are, from 0 to 1.</summary>
    public double Noise { get; init; }

    /// <summary>The part of the points that is trained on; the others test. All where it is 1.</summary>
    public double TrainingShare { get; init; } = 0.5;

    /// <summary>What the points are drawn by.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The formula of x that divides the plane of the shape <c>formula</c>: a point above it is of the class 1.</summary>
    public string Formula { get; init; } = "2 sin(x)";

    /// <summary>The points of the shape <c>points</c>: x, y and target of each.</summary>
    public double[][] Points { get; init; } = [];

    /// <summary>Whether the targets of those are numbers to be fitted.</summary>
    public bool IsRegression { get; init; }

    /// <summary>What the network takes of a point: formulas of x and y.</summary>
    public string[] Features { get; init; } = ["x", "y"];

    /// <summary>The side of the square that is shown: from this number on ...</summary>
    public double From { get; init; } = -6;

    /// <summary>... to this one, in both directions.</summary>
    public double To { get; init; } = 6;

    /// <summary>What is wrong with it, or null.</summary>
    public string? Problem
    {
        get
        {
            if (Shape is not ("formula" or "points") && !DataShapes.Names.Contains(Shape))
            {
                return $"There are no data '{Shape}'. There are {string.Join(", ", DataShapes.Names)}, formula and points.";
            }

            return Classes is < 2 or > MostClasses ? $"There are from 2 to {MostClasses} classes, not {Classes}."
                : Count is < 4 or > MostPoints ? $"From 4 to {MostPoints} points are drawn, not {Count}."
                : Noise is not (>= 0 and <= 1) ? "The noise is a number from 0 to 1."
                : TrainingShare is not (> 0 and <= 1) ? "The share of training data is above 0 and at most 1."
                : Features is not { Length: > 0 and <= MostFeatures } ? $"A network takes from 1 to {MostFeatures} features."
                : !(double.IsFinite(From) && double.IsFinite(To) && From < To && Math.Abs(From) <= 1000 && Math.Abs(To) <= 1000) ? "The square that is shown goes from a number to a larger one, both at most 1000."
                : Shape == "points" ? PointsProblem()
                : null;
        }
    }

    private string? PointsProblem()
    {
        if (Points is not { Length: > 0 })
        {
            return "There are no points yet: draw some, or paste lines of x, y and class.";
        }

        if (Points.Length > MostPoints)
        {
            return $"There are at most {MostPoints} points of one's own, not {Points.Length}.";
        }

        int wrong = Array.FindIndex(Points, point => point is not { Length: 3 } || !point.All(number => double.IsFinite(number) && Math.Abs(number) <= 1e6));
        if (wrong >= 0)
        {
            return $"Point {wrong + 1} is not three numbers: x, y and its class.";
        }

        int unclassed = IsRegression ? -1 : Array.FindIndex(Points, point => point[2] != Math.Floor(point[2]) || point[2] is < 0 or >= MostClasses);
        return unclassed < 0 ? null : $"Point {unclassed + 1} has the class {Points[unclassed][2]}; classes are the numbers from 0 to {MostClasses - 1}.";
    }
}
