using Samples.Playground.Formulas;

namespace Samples.Playground.Data;

/// <summary>The points that are trained on and those that test, and what a network takes of a point. Immutable.</summary>
internal sealed class PointData
{
    private readonly Formula[] _features;

    private PointData(DataRequest request, Formula[] features, LabeledPoint[] training, LabeledPoint[] test)
    {
        (Request, _features, Training, Test) = (request, features, training, test);
        IsRegression = request.Shape == "points" ? request.IsRegression : DataShapes.IsRegression(request.Shape);
        Classes = IsRegression ? 0 : Math.Max(2, 1 + (int)training.Concat(test).Max(point => point.Target));
    }

    /// <summary>What was asked for.</summary>
    public DataRequest Request { get; }

    /// <summary>The points to learn from.</summary>
    public LabeledPoint[] Training { get; }

    /// <summary>The points that test what was learnt; may be none.</summary>
    public LabeledPoint[] Test { get; }

    /// <summary>Whether targets are numbers and not classes.</summary>
    public bool IsRegression { get; }

    /// <summary>The number of classes; 0 for numbers.</summary>
    public int Classes { get; }

    /// <summary>How many numbers a network takes.</summary>
    public int FeatureCount => _features.Length;

    /// <summary>Draws, or takes over, what is asked for.</summary>
    /// <exception cref="DataException">It cannot be; the message says why.</exception>
    public static PointData Make(DataRequest request)
    {
        if (request.Problem is string problem)
        {
            throw new DataException(problem);
        }

        Formula[] features = [.. request.Features.Select(text => Read(text, "feature"))];
        var random = new Random(request.Seed);
        LabeledPoint[] points = request.Shape switch
        {
            "points" => [.. request.Points.Select(point => new LabeledPoint(point[0], point[1], point[2]))],
            "formula" => AboveAndBelow(request, random),
            _ => DataShapes.Draw(request, random),
        };

        random.Shuffle(points);
        int training = Math.Clamp((int)Math.Round(request.TrainingShare * points.Length), 1, points.Length);
        var data = new PointData(request, features, points[..training], points[training..]);
        data.CheckFeatures();
        return data;
    }

    /// <summary>What the network takes of a point.</summary>
    public void Features(double x, double y, Span<double> values)
    {
        for (int i = 0; i < _features.Length; i++)
        {
            values[i] = _features[i].At(x, y);
        }
    }

    private static LabeledPoint[] AboveAndBelow(DataRequest request, Random random)
    {
        Formula curve = Read(request.Formula, "formula");
        for (int i = 0; i <= 100; i++)
        {
            double x = request.From + ((request.To - request.From) * i / 100);
            if (double.IsNaN(curve.At(x, 0)))
            {
                throw new DataException($"The formula '{curve.Text}' has no value at x = {x:G4}.");
            }
        }

        return DataShapes.AboveAndBelow(x => curve.At(x, 0), request, random);
    }

    private static Formula Read(string? text, string what)
    {
        try
        {
            return Formula.Read(text ?? "");
        }
        catch (FormulaException wrong)
        {
            throw new DataException($"The {what} '{text}': {wrong.Message}");
        }
    }

    /// <summary>A network has to take what is drawn of the whole square, so a feature has a value everywhere.</summary>
    private void CheckFeatures()
    {
        const int Steps = 40;
        double step = (Request.To - Request.From) / Steps;
        IEnumerable<(double X, double Y)> places = from i in Enumerable.Range(0, Steps + 1)
                                                   from j in Enumerable.Range(0, Steps + 1)
                                                   select (Request.From + (i * step), Request.From + (j * step));
        foreach ((double x, double y) in places.Concat(Training.Concat(Test).Select(point => (point.X, point.Y))))
        {
            foreach (Formula feature in _features)
            {
                if (!(Math.Abs(feature.At(x, y)) < 1e6))
                {
                    throw new DataException($"The feature '{feature.Text}' has no value below a million at ({x:G4}, {y:G4}).");
                }
            }
        }
    }
}
