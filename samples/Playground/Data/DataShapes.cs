namespace Samples.Playground.Data;

/// <summary>The data that are drawn: points of the square from -6 to 6 whose classes, or numbers, follow from where they are.</summary>
internal static class DataShapes
{
    private const double Radius = 5;

    private static readonly Dictionary<string, Func<DataRequest, Random, IEnumerable<LabeledPoint>>> s_shapes = new(StringComparer.Ordinal)
    {
        ["circle"] = Circle,
        ["xor"] = ExclusiveOr,
        ["gauss"] = Gauss,
        ["spiral"] = Spiral,
        ["plane"] = Plane,
        ["hills"] = Hills,
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => s_shapes.Keys;

    /// <summary>Whether the targets are numbers and not classes.</summary>
    public static bool IsRegression(string name) => name is "plane" or "hills";

    /// <summary>Draws a shape.</summary>
    public static LabeledPoint[] Draw(DataRequest request, Random random) => [.. s_shapes[request.Shape](request, random)];

    /// <summary>Classes 1 above a curve and 0 below it.</summary>
    public static LabeledPoint[] AboveAndBelow(Func<double, double> curve, DataRequest request, Random random)
    {
        var points = new LabeledPoint[request.Count];
        for (int i = 0; i < points.Length; i++)
        {
            (double x, double y) = (Uniform(random, request.From, request.To), Uniform(random, request.From, request.To));
            double moved = request.Noise * 0.25 * (request.To - request.From) * Normal(random);
            points[i] = new(x, y, y + moved > curve(x) ? 1 : 0);
        }

        return points;
    }

    /// <summary>A disc, and rings around it: a class each, with gaps between them.</summary>
    private static IEnumerable<LabeledPoint> Circle(DataRequest request, Random random)
    {
        for (int i = 0; i < request.Count; i++)
        {
            int ring = i % request.Classes;
            double width = Radius / (request.Classes + ((request.Classes - 1) * 0.5));
            double radius = (ring * 1.5 * width) + (width * (ring == 0 ? Math.Sqrt(random.NextDouble()) : random.NextDouble()));
            double angle = 2 * Math.PI * random.NextDouble();
            yield return Moved(radius * Math.Cos(angle), radius * Math.Sin(angle), ring, request.Noise, random);
        }
    }

    /// <summary>The class 1 where x and y have the same sign, with a gap along the axes.</summary>
    private static IEnumerable<LabeledPoint> ExclusiveOr(DataRequest request, Random random)
    {
        const double Gap = 0.3;
        for (int i = 0; i < request.Count; i++)
        {
            double x = Uniform(random, -Radius, Radius);
            double y = Uniform(random, -Radius, Radius);
            x += Math.CopySign(Gap, x);
            y += Math.CopySign(Gap, y);
            yield return Moved(x, y, x * y >= 0 ? 1 : 0, request.Noise, random);
        }
    }

    /// <summary>A cloud for each class, their centres on a circle.</summary>
    private static IEnumerable<LabeledPoint> Gauss(DataRequest request, Random random)
    {
        double deviation = 0.8 + (1.6 * request.Noise);
        for (int i = 0; i < request.Count; i++)
        {
            int cloud = i % request.Classes;
            double angle = (Math.PI / 4) + (2 * Math.PI * cloud / request.Classes);
            yield return new((2.9 * Math.Cos(angle)) + (deviation * Normal(random)), (2.9 * Math.Sin(angle)) + (deviation * Normal(random)), cloud);
        }
    }

    /// <summary>An arm for each class, almost two turns long.</summary>
    private static IEnumerable<LabeledPoint> Spiral(DataRequest request, Random random)
    {
        int perArm = (request.Count + request.Classes - 1) / request.Classes;
        for (int i = 0; i < request.Count; i++)
        {
            int arm = i % request.Classes;
            double way = (double)(i / request.Classes) / perArm;
            double angle = (1.75 * 2 * Math.PI * way) + (2 * Math.PI * arm / request.Classes);
            yield return Moved(Radius * way * Math.Sin(angle), Radius * way * Math.Cos(angle), arm, request.Noise, random);
        }
    }

    /// <summary>Numbers that rise along x + y, from -1 to 1.</summary>
    private static IEnumerable<LabeledPoint> Plane(DataRequest request, Random random)
    {
        for (int i = 0; i < request.Count; i++)
        {
            (double x, double y) = (Uniform(random, -Radius, Radius), Uniform(random, -Radius, Radius));
            yield return new(x, y, ((x + y) / (2 * Radius)) + (0.5 * request.Noise * Normal(random)));
        }
    }

    /// <summary>Numbers of hills and hollows: bells of height 1 and -1 at six places.</summary>
    private static IEnumerable<LabeledPoint> Hills(DataRequest request, Random random)
    {
        (double X, double Y, double Height)[] hills = [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)];
        for (int i = 0; i < request.Count; i++)
        {
            (double x, double y) = (Uniform(random, -Radius, Radius), Uniform(random, -Radius, Radius));
            double height = hills.Sum(hill => hill.Height * Math.Exp(-(((x - hill.X) * (x - hill.X)) + ((y - hill.Y) * (y - hill.Y))) / 2));
            yield return new(x, y, height + (0.5 * request.Noise * Normal(random)));
        }
    }

    private static LabeledPoint Moved(double x, double y, int label, double noise, Random random) =>
        new(x + (2 * noise * Uniform(random, -1, 1)), y + (2 * noise * Uniform(random, -1, 1)), label);

    private static double Uniform(Random random, double from, double to) => from + ((to - from) * random.NextDouble());

    /// <summary>Standard normal, after Box and Muller, 1958.</summary>
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
