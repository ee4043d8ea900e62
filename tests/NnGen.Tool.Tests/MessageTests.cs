using System.CommandLine;
using NnGen.Tool.Commands;
using NnGen.Tool.Data;
using NnGen.Tool.Training;

namespace NnGen.Tool.Tests;

/// <summary>What does not fit is told in a sentence that says what to do.</summary>
public class MessageTests
{
    [Theory]
    [InlineData("[SearchSpace] [Input(3)] [Dense(Choices = [2, 4])] [Dense(2), Softmax] public class Space;", "Write [Input(2)]")]
    [InlineData("[SearchSpace] [Input(2)] [Dense(Choices = [2, 4])] [Dense(3), Softmax] public class Space;", "Write [Dense(2)] last")]
    [InlineData("[SearchSpace] [Input(2)] [Dense(Choices = [2, 4])] [Dense(1)] public class Space;", "to predict classes, end with")]
    [InlineData("[SearchSpace] [Input(2)] [Dense(16), Choices(\"Unit\", 2, 4)] [Dense(2), Softmax] public class Space;", "NNG046")]
    [InlineData("[SearchSpace] [Input(2)] [Dense(Choices = [2, 4]) [Dense(2), Softmax] public class Space;", "line 1: CS1003")]
    [InlineData("public class Space;", "declares no search space")]
    [InlineData("[SearchSpace] [Input(2)] [Dense(Choices = [2, 4])] public class A; [SearchSpace] [Input(2)] [Dense(Choices = [2, 4])] public class B;", "several search spaces: A, B")]
    public async Task BrokenSpace_IsExplained(string space, string says)
    {
        using var folder = new SearchFolder(space);

        ToolException exception = await Assert.ThrowsAsync<ToolException>(() => SearchSession.OpenAsync(folder.Settings("x"), CancellationToken.None));

        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,y,side\n1,2,in\n", "side", "at least 4")]
    [InlineData("x,y,side\n1,2,in\n3,4\n", "side", "line 3")]
    [InlineData("x,y,side\n1,2,in\n1,2,in\n1,2,out\n1,2,out\n", "sides", "have no column 'sides'; they have x, y, side")]
    [InlineData("x,y,side\n1,2,in\n1,2,in\n1,2,out\n1,2,out\n", null, "Say it with --target; points.csv has x, y, side")]
    [InlineData("", "side", "points.csv")]
    public void BrokenData_AreExplained(string data, string? target, string says)
    {
        using var folder = new SearchFolder(data: data);

        ToolException exception = Assert.Throws<ToolException>(() => new CsvData(folder.Data, new CsvOptions(), target, [], 0.25, 1));

        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>What the help tells users to type is what they have typed.</summary>
    [Fact]
    public void Help_NamesTheCommand()
    {
        var text = new StringWriter();
        int code = NnGenCommand.Create().Parse(["search", "--help"]).Invoke(new InvocationConfiguration { Output = text });

        Assert.Equal(0, code);
        Assert.Contains("nngen search [<space>] [options]", text.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--budget 10", "is a time such as 90s, 10m or 2h")]
    [InlineData("--trials 0", "--trials must be at least 1")]
    [InlineData("--validation 1", "a share between 0 and 1")]
    [InlineData("--resume --seed 4", "--seed cannot be changed with --resume")]
    [InlineData("--resume", "There is no search to go on with")]
    public void BrokenOptions_AreExplained(string options, string says)
    {
        ParseResult parsed = new RootCommand { SearchCommand.Create() }.Parse($"search --data points.csv --output /no/such/folder {options}".Replace("--data points.csv ", options.StartsWith("--resume", StringComparison.Ordinal) ? "" : "--data points.csv ", StringComparison.Ordinal));
        string message = parsed.Errors.Count > 0 ? parsed.Errors[0].Message : Assert.Throws<ToolException>(() => SearchCommand.Settings(parsed)).Message;

        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HistoryOfAnotherSpace_IsRefused()
    {
        using var folder = new SearchFolder();
        (SearchSession session, _) = await SearchFolder.SearchAsync(folder.Settings("a", trials: 2));
        session.Dispose();
        File.WriteAllText(folder.Source, SearchFolder.Space.Replace("[2, 4, 8]", "[3, 5]", StringComparison.Ordinal));

        using SearchSession other = await SearchSession.OpenAsync(folder.Settings("a", trials: 2) with { Resume = true }, CancellationToken.None);

        Assert.Contains("Has the space changed", Assert.Throws<ToolException>(() => other.OpenHistory()).Message, StringComparison.Ordinal);
    }
}
