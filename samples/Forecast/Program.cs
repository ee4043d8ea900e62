using System.Globalization;
using NnGen;
using Samples.Forecast;
using Samples.Svg;

// Forecast [SERIES.csv] [FILE.svg]: the next month of a seasonal series, by an LSTM and by the same month a year ago.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string? given = args.FirstOrDefault(argument => argument.EndsWith(".csv", StringComparison.OrdinalIgnoreCase));
string file = args.FirstOrDefault(argument => argument.EndsWith(".svg", StringComparison.OrdinalIgnoreCase)) ?? Path.Combine(AppContext.BaseDirectory, "forecast.svg");
const int Window = 24;
const int Year = 12;
double[] series = given is null ? Series.Invented() : Series.Read(given);
if (series.Length < 4 * Window)
{
    Console.Error.WriteLine($"The series has {series.Length} months, and at least {4 * Window} are needed: two years for a forecast, and some to learn from and to test with.");
    return 1;
}

// What grows by percents is even in logarithms. The network sees growth from month to month and gives growth against a year ago, so level and unit do not matter.
double[] logs = [.. series.Select(value => Math.Log(value))];
int first = Window + 1;
int firstTest = series.Length - series.Length / 4;
(float[] inputs, float[] targets) = Windows(first, firstTest);
Dataset<float> toLearn = Dataset.FromTargets(inputs, Window, targets, targetSize: 1);
var net = new NextMonth(seed: 3);
TrainingReport report = net.Fit(toLearn, new TrainingOptions { Epochs = 300, BatchSize = 16, Optimizer = new Adam(0.003), Clipping = GradientClipping.ByNorm(1) });

double[] forecasts = [.. Enumerable.Range(firstTest, series.Length - firstTest).Select(Forecast)];
double[] truth = series[firstTest..];
double[] lastYear = series[(firstTest - Year)..^Year];
double ofNetwork = Error(forecasts, truth);
double ofLastYear = Error(lastYear, truth);
Console.WriteLine($"""
    {series.Length} months, the last {truth.Length} of them to be forecast, each from the {Window} before it.

      mean absolute error, in percent of the month
      the same month a year ago   {ofLastYear,6:F2}
      an LSTM of {NextMonth.ParameterCount} parameters   {ofNetwork,6:F2}   learnt in {report.Seconds:F1} s
    """);

var page = new SvgPage(960, 440, "The next month of a series");
page.Text(24, 58, "The dashed curve is what came; the other one is what the network said a month before", "quiet");
var plot = new Plot(page, (48, 90, 880, 310), x: (0, series.Length), y: (0, 1.1 * series.Max()));
plot.Frame();
plot.Head("monthly values", $"error {ofNetwork:F1} %, a year ago {ofLastYear:F1} %");
plot.Curve(series.Select((value, month) => ((double)month, value)), "target");
plot.Curve(forecasts.Select((value, i) => ((double)(firstTest + i), value)), "a");
File.WriteAllText(file, page.ToString());
Console.WriteLine($"\nDrawn to {file}");
return given is not null || ofNetwork < 0.6 * ofLastYear ? 0 : 1;

(float[] Inputs, float[] Targets) Windows(int from, int to) =>
    ([.. Enumerable.Range(from, to - from).SelectMany(Growth)], [.. Enumerable.Range(from, to - from).Select(month => (float)(10 * (logs[month] - logs[month - Year])))]);

// Ten times as large, so that a few percent are a number worth learning.
IEnumerable<float> Growth(int month) => Enumerable.Range(month - Window, Window).Select(before => (float)(10 * (logs[before] - logs[before - 1])));

double Forecast(int month) => Math.Exp(logs[month - Year] + net.Predict([.. Growth(month)])[0] / 10.0);

static double Error(double[] forecasts, double[] truth) => 100 * forecasts.Zip(truth, (forecast, value) => Math.Abs(forecast - value) / value).Average();
