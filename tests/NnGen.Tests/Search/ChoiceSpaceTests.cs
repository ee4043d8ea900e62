using NnGen.Search;
using Xunit;

namespace NnGen.Tests.Search;

public sealed class ChoiceSpaceTests
{
    [Fact]
    public void Enumerate_ConditionalChoice_EachConfigurationOnceLastChoiceFastest()
    {
        Configuration[] all = [.. Spaces.Layers().Enumerate()];

        Assert.Equal(24, all.Length);
        Assert.Equal(24, all.Distinct().Count());
        Assert.Equal([0, 0, -1, 0], all[0]);
        Assert.Equal([0, 0, -1, 1], all[1]);
        Assert.Equal([0, 1, -1, 0], all[2]);
        Assert.Equal([1, 2, 2, 1], all[^1]);
    }

    [Fact]
    public void Create_OptionOfChoiceThatDoesNotMatter_IsInactive()
    {
        ChoiceSpace space = Spaces.Layers();

        Configuration made = space.Create(0, 1, 2, 1);

        Assert.Equal([0, 1, -1, 1], made);
        Assert.Equal(space.Create(0, 1, 0, 1), made);
        Assert.Equal("layers 1, first units 16, activation tanh", space.Describe(made));
    }

    [Fact]
    public void Create_MissingOption_IsRefused()
    {
        ChoiceSpace space = Spaces.Layers();

        Assert.Contains("'activation' has 2 options", Assert.Throws<ArgumentException>(() => space.Create(0, 1, 2, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("3 options for 4 choices", Assert.Throws<ArgumentException>(() => space.Create(0, 1, 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Space_ConditionOnLaterChoice_IsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ChoiceSpace([new Choice("a", ["1"], false, new ChoiceCondition(1, 0)), new Choice("b", ["1"])]));

        Assert.Contains("'a', number 0, has a condition on choice 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Space_ConditionOnMissingOption_IsRefused()
        => Assert.Contains("option 3 of 'a'", Assert.Throws<ArgumentException>(() => new ChoiceSpace([new Choice("a", ["1"]), new Choice("b", ["1"], false, new ChoiceCondition(0, 3))])).Message, StringComparison.Ordinal);

    [Fact]
    public void Space_WithoutChoices_IsRefused() => Assert.Throws<ArgumentException>(() => new ChoiceSpace([]));

    [Theory]
    [InlineData("", "a")]
    [InlineData("a", "")]
    [InlineData("a", "b", "b")]
    [InlineData("a")]
    public void Choice_WithoutNamesOfTheirOwn_IsRefused(string name, params string[] options)
        => Assert.Throws<ArgumentException>(() => new Choice(name, options));

    [Fact]
    public void RandomSearch_Rule_ProposesWhatIsPossibleOnlyAndEachOnce()
    {
        var method = new RandomSearchMethod(Spaces.Layers(configuration => configuration[3] == 1), new SearchOptions { Seed = 3, Lag = 1 });

        List<FinishedTrial> tried = Spaces.RunInTurns(method, 1000);

        Assert.True(method.IsFinished);
        Assert.Equal(12, tried.Count);
        Assert.Equal(12, tried.Select(finished => finished.Trial.Configuration).Distinct().Count());
        Assert.All(tried, finished => Assert.Equal(1, finished.Trial.Configuration[3]));
    }

    [Fact]
    public void RandomSearch_NothingPossible_SaysSo()
    {
        var method = new RandomSearchMethod(Spaces.Layers(_ => false));

        Assert.Contains("None of 10000 drawn configurations was possible", Assert.Throws<InvalidOperationException>(() => method.Next()).Message, StringComparison.Ordinal);
    }

    // A choice with four options, drawn in a large space 4000 times: each option 1000 times, give or take six standard deviations of 27.4.
    [Fact]
    public void RandomSearch_ManyDraws_OptionsAreEquallyLikely()
    {
        var method = new RandomSearchMethod(Spaces.Cube(12, 4), new SearchOptions { Seed = 1 });
        int[,] counts = new int[12, 4];
        foreach (FinishedTrial finished in Spaces.RunInTurns(method, 4000))
        {
            for (int i = 0; i < 12; i++)
            {
                counts[i, finished.Trial.Configuration[i]]++;
            }
        }

        Assert.All(counts.Cast<int>(), count => Assert.InRange(count, 1000 - 164, 1000 + 164));
    }
}
