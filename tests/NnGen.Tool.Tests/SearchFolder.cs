using System.CommandLine;
using System.Globalization;
using System.Text;
using NnGen.Search;
using NnGen.Tool.Commands;
using NnGen.Tool.Training;

namespace NnGen.Tool.Tests;

/// <summary>A folder with a space and data, and searches in it.</summary>
internal sealed class SearchFolder : IDisposable
{
    /// <summary>A space whose data are <see cref="TwoClasses"/>.</summary>
    public const string Space = """
        [SearchSpace]
        [Input(2)]
        [Dense(Choices = [2, 4, 8]), Choice("ReLU", "Tanh")]
        [Choice("", "Dense(4), Sigmoid")]
        [Dense(2), Softmax]
        [Budget(Parameters = 60)]
        [TrainingChoices(LearningRate = [1e-3, 1e-1])]
        public class PointSpace;
        """;

    public SearchFolder(string space = Space, string? data = null)
    {
        Root = Directory.CreateTempSubdirectory("nngen-tests-").FullName;
        Source = Write("Space.cs", space);
        Data = Write("points.csv", data ?? TwoClasses(60));
    }

    public string Root { get; }

    public string Source { get; }

    public string Data { get; }

    /// <summary>Points within and outside of a circle: 1 is inside.</summary>
    public static string TwoClasses(int rows)
    {
        var text = new StringBuilder("x,y,side\n");
        for (int i = 0; i < rows; i++)
        {
            double angle = 2.4 * i;
            bool isInside = i % 2 == 0;
            double radius = isInside ? 0.5 : 1.5;
            text.Append(CultureInfo.InvariantCulture, $"{radius * Math.Cos(angle):0.####},{radius * Math.Sin(angle):0.####},{(isInside ? "in" : "out")}\n");
        }

        return text.ToString();
    }

    public SearchSettings Settings(string output, int workers = 1, int trials = 6) => new()
    {
        Source = Source,
        Data = Data,
        Target = "side",
        Epochs = 6,
        Trials = trials,
        Workers = workers,
        Seed = 3,
        Output = Path.Combine(Root, output),
    };

    /// <summary>Searches, and gives the history as it stands in the file.</summary>
    public static async Task<(SearchSession Session, SearchOutcome Outcome)> SearchAsync(SearchSettings settings, IProgress<FinishedTrial>? progress = null, CancellationToken cancellation = default)
    {
        SearchSession session = await SearchSession.OpenAsync(settings, CancellationToken.None);
        SearchHistory history = session.OpenHistory();
        SearchOutcome outcome = session.Run(history, progress, cancellation);
        Directory.CreateDirectory(settings.Output);
        history.Save(settings.HistoryPath);
        return (session, outcome);
    }

    public string Write(string name, string text)
    {
        string path = Path.Combine(Root, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
