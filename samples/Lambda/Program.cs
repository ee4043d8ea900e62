using System.Globalization;
using NnGen;
using Samples.Lambda;

// Lambda: how strong the L2 penalty, lambda / 2 times the sum of squared weights, is to be, chosen by cross-validation. The polynomial has more freedom than the points can hold down:
// without a penalty it learns the noise by heart, with too much it cannot bend at all.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int PointCount = 28;
const double Noise = 0.25;
Dataset<float> points = NoisyCurve.Points(PointCount, Noise, seed: 5);
Console.WriteLine($"{PointCount} points near {NoisyCurve.Formula}, off it by noise of deviation {Noise}; a polynomial of degree {PolynomialNet.InputSize}.");

// Each candidate is trained on six sevenths of the points and measured on the others, seven times. Inputs are scaled by the training points alone.
IReadOnlyList<Fold<float>> folds = Folds.Of(points, 7, seed: 1);
IReadOnlyList<Candidate> candidates = GridSearch.Over(Axis.Of("lambda", 0, 0.0001, 0.001, 0.01, 0.03, 0.1, 0.3, 1, 3), Options);
SearchReport search = OptionsSearch.Run<PolynomialNet, float>(candidates, folds, prepare: fold => fold.Transform(StandardScaler.Fit(fold.Training)));

Console.WriteLine();
Console.WriteLine($"{"",-14} {"training error",14} {"validation error",17}");
foreach (CandidateReport tried in search.Candidates.OrderBy(tried => tried.Index))
{
    double training = Math.Sqrt(tried.Validation!.TrainingLoss.Mean);
    double validation = Math.Sqrt(tried.Score.Mean);
    string mark = tried == search.Best ? "  <- lowest" : "";
    Console.WriteLine($"{tried.Candidate.Name,-14} {training,14:F3} {validation,17:F3}  {new string('#', (int)(40 * Math.Min(validation, 1)))}{mark}");
}

// Now all points are learnt from. The curve itself tells whether the choice was right.
double chosen = DistanceFromCurve(search.BestOptions);
double without = DistanceFromCurve(Options(0));
Console.WriteLine($"""

    Errors are roots of mean squares. Learnt from all points, the polynomial is off the curve itself by
      {chosen:F3} with {search.Best!.Candidate.Name}
      {without:F3} without a penalty
    """);
return chosen < without ? 0 : 1;

static TrainingOptions Options(double lambda) => new()
{
    Epochs = 1500,
    BatchSize = TrainingOptions.FullBatch,
    Optimizer = new Adam(0.02),
    Penalty = lambda > 0 ? new WeightPenalty { L2 = lambda / 2 } : null,
};

double DistanceFromCurve(TrainingOptions options)
{
    StandardScaler<float> scaler = StandardScaler.Fit(points);
    var net = new PolynomialNet(seed: 1);
    net.Fit(scaler.Transform(points), options);
    return net.Evaluate(scaler.Transform(NoisyCurve.Truth(200))).RootMeanSquaredError!.Value;
}
