using System.Text;
using NnGen.Search;
using Xunit;

namespace NnGen.Tests.Search;

public sealed class SearchHistoryTests
{
    private const string Marks = "\",\r\n 0-.eNaI\0";

    private static readonly string[] s_costs = ["parameters", "multiply-adds, all"];

    [Fact]
    public void Csv_RoundTrip_SameBits()
    {
        SearchHistory history = Sample();

        SearchHistory read = Read(history.ToCsv());

        Assert.Equal(history.ToCsv(), read.ToCsv());
        Assert.Equal(4, read.Count);
        FinishedTrial second = read.Find(1)!;
        Assert.Equal(0.1 + 0.2, second.Result.Objective);
        Assert.Equal([0.9, double.NaN, 1e-300], second.Result.Curve);
        Assert.Equal([12, 34.5], second.Result.Costs);
        Assert.Equal(0, second.Trial.Continues);
        Assert.Equal(ulong.MaxValue, second.Trial.Seed);
        Assert.Equal("a \"quoted\"\r\norigin, ", second.Trial.Origin);
        Assert.Equal(TrialOutcome.Failed, read.Find(7)!.Result.Outcome);
    }

    [Fact]
    public void Csv_IsWhatItSays()
    {
        string[] lines = Sample().ToCsv().Split("\r\n");

        Assert.Equal(
            "trial,continues,rung,epochs,epochs_before,data_share,seed,choice.layers,choice.first units,choice.second units,choice.activation,outcome,objective,spent,cost.parameters,\"cost.multiply-adds, all\",curve,origin,message",
            lines[0]);
        Assert.Equal("0,,0,2,0,0.5,17,1,16,,tanh,completed,0.25,1,10,20,0.5 0.25,drawn,", lines[1]);
    }

    [Fact]
    public void Save_ThenLoad_SameHistory()
    {
        using var directory = new TemporaryDirectory();
        string path = Path.Combine(directory.Path, "history.csv");
        SearchHistory history = Sample();
        history.Save(path);

        Assert.Equal(history.ToCsv(), SearchHistory.Load(path, history.Space, s_costs).ToCsv());
    }

    [Theory]
    [InlineData("completed,0.25", "completed,NaN", "line 2, column 'objective': 'NaN' stands where a finite number is expected")]
    [InlineData("completed,0.25", "finished,0.25", "line 2, column 'outcome': 'finished' is no outcome")]
    [InlineData("1,16,,tanh", "1,16,8,tanh", "column 'choice.second units': '8' stands where the choice does not matter")]
    [InlineData("1,16,,tanh", "2,16,,tanh", "'' is no option of this choice; it has 8, 16, 32")]
    [InlineData("1,16,,tanh", "1,17,,tanh", "'17' is no option of this choice; it has 8, 16, 32")]
    [InlineData("0,,0,2,0,0.5", "0,,0,2,2,0.5", "column 'epochs_before': '2' is no whole number from 0 to 1")]
    [InlineData("0,,0,2,0,0.5", "0,,0,2,0,1.5", "'1.5' stands where a number above 0 and up to 1 is expected")]
    [InlineData("0,,0,2,0,0.5", "0,0,0,2,0,0.5", "column 'continues': '0' stands where no number is possible")]
    [InlineData("0,,0,2,0,0.5", "1,,0,2,0,0.5", "line 3, column 'trial': there is a trial 1 above already")]
    [InlineData("0.5 0.25", "0.5 x", "'x' is not a number; a curve is")]
    [InlineData("choice.activation", "choice.act", "line 1: the column 'choice.act' stands where 'choice.activation' is expected")]
    [InlineData(",drawn,", ",drawn", "the row ends before this column")]
    public void Read_Damaged_SaysWhere(string old, string changed, string message)
    {
        string text = Sample().ToCsv();
        int place = text.IndexOf(old, StringComparison.Ordinal);

        string found = Assert.Throws<InvalidDataException>(() => Read(text[..place] + changed + text[(place + old.Length)..])).Message;

        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Empty_SaysSo() => Assert.Contains("is empty", Assert.Throws<InvalidDataException>(() => Read("")).Message, StringComparison.Ordinal);

    // Bytes changed, cut, doubled and swapped: a history that could be read has what it says, everything else is an error with a place.
    [Fact]
    public void Read_ThousandsOfDamagedTexts_ErrorOrHistory()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Sample().ToCsv());
        var random = new Random(20);
        int refused = 0;
        for (int i = 0; i < 6000; i++)
        {
            byte[] damaged = Damage(whole, random);
            using var reader = new StreamReader(new MemoryStream(damaged));
            try
            {
                var history = SearchHistory.Read(reader, Spaces.Layers(), s_costs);
                Assert.InRange(history.Count, 0, 8);
                Assert.Equal(history.ToCsv(), Read(history.ToCsv()).ToCsv());
            }
            catch (InvalidDataException error)
            {
                refused++;
                Assert.StartsWith("search history", error.Message, StringComparison.Ordinal);
                Assert.InRange(error.Message.Length, 1, 1000);
            }
        }

        Assert.InRange(refused, 3000, 5999);
    }

    [Fact]
    public void Best_ComparesWhatWasTrainedTheMost()
    {
        var history = new SearchHistory(Spaces.Layers());
        history.Add(Trial(0, epochs: 2), TrialResult.Completed(0.1, 2));
        history.Add(Trial(1, epochs: 8), TrialResult.Completed(0.3, 8));
        history.Add(Trial(2, epochs: 8), TrialResult.Completed(0.2, 8));
        history.Add(Trial(3, epochs: 8), TrialResult.Cut(0.05, 4));
        history.Add(Trial(4, epochs: 9), TrialResult.Failed("broken"));
        history.Add(Trial(5, epochs: 8), TrialResult.Completed(0.2, 8));

        Assert.Equal(2, history.Best!.Trial.Number);
        Assert.Equal(30, history.Spent);
    }

    /// <summary>Of equally good ones the cheapest by the first cost, then the earliest, as in the front for that cost; what was cut or trained less does not count, however good it is.</summary>
    [Fact]
    public void Best_OfEqualOnesTheCheapest()
    {
        var history = new SearchHistory(Spaces.Layers(), ["parameters", "multiply_adds"]);
        history.Add(Trial(0, epochs: 8), TrialResult.Completed(0.2, 8, costs: [50, 40]));
        history.Add(Trial(1, epochs: 8), TrialResult.Completed(0.2, 8, costs: [30, 40]));
        history.Add(Trial(2, epochs: 8), TrialResult.Completed(0.2, 8, costs: [30, 20]));
        history.Add(Trial(3, epochs: 8), TrialResult.Completed(0.2, 8, costs: [40, 10]));
        history.Add(Trial(4, epochs: 8), TrialResult.Completed(0.3, 8, costs: [10, 10]));
        history.Add(Trial(5, epochs: 4), TrialResult.Completed(0.1, 4, costs: [5, 5]));
        history.Add(Trial(6, epochs: 8), TrialResult.Cut(0.05, 3, costs: [5, 5]));

        Assert.Equal(1, history.Best!.Trial.Number);
        Assert.Equal([4, 1], history.ParetoFront(0).Select(finished => finished.Trial.Number));
    }

    // By hand: (3, 1) and (1, 3) and (2, 2) are beaten by none, (3, 3) by all of them, (2, 2) comes twice.
    [Fact]
    public void ParetoFront_ByHand()
    {
        var history = new SearchHistory(Spaces.Layers(), ["parameters"]);
        (double Objective, double Cost)[] results = [(3, 1), (3, 3), (2, 2), (1, 3), (2, 2), (2, 3)];
        for (int i = 0; i < results.Length; i++)
        {
            history.Add(Trial(i, epochs: 1), TrialResult.Completed(results[i].Objective, 1, costs: [results[i].Cost]));
        }

        Assert.Equal([0, 2, 3], history.ParetoFront().Select(finished => finished.Trial.Number));
        Assert.Throws<ArgumentOutOfRangeException>(() => history.ParetoFront(1));
    }

    [Fact]
    public void Add_OtherCostsOrTwice_IsRefused()
    {
        var history = new SearchHistory(Spaces.Layers(), ["parameters"]);
        Assert.Contains("has 0 costs; the history has 1 (parameters)", Assert.Throws<ArgumentException>(() => history.Add(Trial(0, 1), TrialResult.Completed(1, 1))).Message, StringComparison.Ordinal);
        history.Add(Trial(0, 1), TrialResult.Completed(1, 1, costs: [1]));
        Assert.Throws<ArgumentException>(() => history.Add(Trial(0, 1), TrialResult.Completed(1, 1, costs: [1])));
        Assert.Throws<ArgumentException>(() => new SearchHistory(Spaces.Layers(), ["a", "a"]));
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int place = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[place] = (byte)Marks[random.Next(Marks.Length)];
                    break;
                case 2:
                    bytes.RemoveRange(place, Math.Min(random.Next(1, 40), bytes.Count - place));
                    bytes.Add((byte)'\n');
                    break;
                case 3:
                    bytes.InsertRange(place, bytes.GetRange(place, Math.Min(random.Next(1, 40), bytes.Count - place)));
                    break;
                case 4:
                    bytes.Insert(place, (byte)random.Next(256));
                    break;
                default:
                    int other = random.Next(bytes.Count);
                    (bytes[place], bytes[other]) = (bytes[other], bytes[place]);
                    break;
            }
        }

        return [.. bytes];
    }

    private static SearchHistory Read(string text)
    {
        using var reader = new StringReader(text);
        return SearchHistory.Read(reader, Spaces.Layers(), s_costs);
    }

    private static Trial Trial(int number, int epochs) => new() { Number = number, Configuration = Spaces.Layers().Create(0, 0, 0, 0), Epochs = epochs, Seed = 1 };

    private static SearchHistory Sample()
    {
        ChoiceSpace space = Spaces.Layers();
        var history = new SearchHistory(space, s_costs);
        Trial first = new() { Number = 0, Configuration = space.Create(0, 1, 0, 1), Epochs = 2, DataShare = 0.5, Seed = 17, Origin = "drawn" };
        history.Add(first, TrialResult.Completed(0.25, 1, [0.5, 0.25], [10, 20]));
        Trial second = first with { Number = 1, Continues = 0, EpochsBefore = 2, Epochs = 3, Rung = 1, Seed = ulong.MaxValue, Origin = "a \"quoted\"\r\norigin, " };
        history.Add(second, TrialResult.Completed(0.1 + 0.2, 0.5, [0.9, double.NaN, 1e-300], [12, 34.5]));
        history.Add(first with { Number = 7, Configuration = space.Create(1, 1, 2, 0) }, TrialResult.Failed("no memory, \"really\"", 2));
        history.Add(first with { Number = 3, Configuration = space.Create(1, 0, 0, 0) }, TrialResult.Cut(double.MaxValue, 0.125, [1], [double.PositiveInfinity, -1]));
        return history;
    }
}
