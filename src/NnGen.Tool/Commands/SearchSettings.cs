using System.Text.Json;
using System.Text.Json.Serialization;

namespace NnGen.Tool.Commands;

/// <summary>What a search is asked for. What makes it the search that it is stands in its folder, so that it can go on; limits and workers may change.</summary>
internal sealed record SearchSettings
{
    /// <summary>A file of C#, a project, a folder with one, or an assembly.</summary>
    public required string Source { get; init; }

    /// <summary>The class with the space; null where there is one only.</summary>
    public string? Space { get; init; }

    /// <summary>A CSV file, or an IDX file of images.</summary>
    public required string Data { get; init; }

    /// <summary>An IDX file of labels; null for CSV.</summary>
    public string? Labels { get; init; }

    /// <summary>The column that is predicted; null for records, whose <c>[Target]</c> says it, and for IDX.</summary>
    public string? Target { get; init; }

    /// <summary>Columns that are left out.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>What stands between two fields.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>The most rows that are used; null for all.</summary>
    public int? Rows { get; init; }

    /// <summary>The share of the rows that candidates are judged by.</summary>
    public double Validation { get; init; } = 0.25;

    /// <summary>What is made better; null for the usual of such networks.</summary>
    public string? Metric { get; init; }

    /// <summary>How it is searched.</summary>
    public string Method { get; init; } = "random";

    /// <summary>The seed of everything.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The most epochs of a candidate.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>After how many epochs without progress a candidate's training ends.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>How far back in the order of trials those lie that a proposal learns from.</summary>
    public int Lag { get; init; } = 8;

    /// <summary>Whether curves without promise are cut.</summary>
    public bool Cut { get; init; }

    /// <summary>The most trials; null for as many as the time allows.</summary>
    [JsonIgnore]
    public int? Trials { get; init; }

    /// <summary>The most time; null for as much as the trials take.</summary>
    [JsonIgnore]
    public TimeSpan? Budget { get; init; }

    /// <summary>The candidates that are trained at a time.</summary>
    [JsonIgnore]
    public int Workers { get; init; } = 1;

    /// <summary>Where the history and the page go.</summary>
    [JsonIgnore]
    public string Output { get; init; } = "nngen-search";

    /// <summary>Whether the search of the folder goes on.</summary>
    [JsonIgnore]
    public bool Resume { get; init; }

    /// <summary>The history.</summary>
    [JsonIgnore]
    public string HistoryPath => Path.Combine(Output, "history.csv");

    /// <summary>The page.</summary>
    [JsonIgnore]
    public string PagePath => Path.Combine(Output, "report.html");

    /// <summary>The best network.</summary>
    [JsonIgnore]
    public string BestPath => Path.Combine(Output, "best.txt");

    private string SettingsPath => PathOf(Output);

    /// <summary>Keeps what makes the search the one that it is, with whole paths.</summary>
    public void Save()
    {
        SearchSettings kept = this with { Source = Path.GetFullPath(Source), Data = Path.GetFullPath(Data), Labels = Labels is null ? null : Path.GetFullPath(Labels) };
        File.WriteAllText(SettingsPath, JsonSerializer.Serialize(kept, SettingsJson.Default.SearchSettings));
    }

    /// <summary>What <see cref="Save"/> kept.</summary>
    /// <exception cref="ToolException">There is nothing, or it is damaged.</exception>
    public static SearchSettings Load(string output)
    {
        string path = PathOf(output);
        try
        {
            return (JsonSerializer.Deserialize(File.ReadAllText(path), SettingsJson.Default.SearchSettings) ?? throw new JsonException("there is nothing in it")) with { Output = output };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ToolException($"There is no search to go on with in '{output}': it has no search.json. Name the folder of a search with --output, or leave out --resume.");
        }
        catch (JsonException exception)
        {
            throw new ToolException($"'{path}' is damaged: {exception.Message}");
        }
    }

    internal static string PathOf(string output) => Path.Combine(output, "search.json");
}

/// <summary>The settings as JSON.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(SearchSettings))]
internal sealed partial class SettingsJson : JsonSerializerContext;
