namespace NnGen.Search;

/// <summary>Tries every possible configuration once, the last choice running fastest, where they are few enough.</summary>
public sealed class GridSearchMethod : SearchMethod
{
    /// <summary>The most configurations of a grid.</summary>
    public const int MostConfigurations = 10_000;

    // A rule that hardly anything follows must not keep a grid busy for ever.
    private const double MostCombinations = 10_000_000;

    private readonly List<Configuration> _grid = [];

    /// <summary>A grid.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="options">Epochs and the like; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are more than <see cref="MostConfigurations"/>.</exception>
    public GridSearchMethod(ChoiceSpace space, SearchOptions? options = null)
        : base(space, options)
    {
        int looked = 0;
        foreach (Configuration configuration in space.EnumerateAll())
        {
            if (_grid.Count == MostConfigurations || ++looked > MostCombinations)
            {
                throw new ArgumentException($"The space has more than {_grid.Count} configurations, too many for a grid; use another method, such as {nameof(RandomSearchMethod)}, or fewer options.", nameof(space));
            }

            if (space.IsPossible(configuration))
            {
                _grid.Add(configuration);
            }
        }
    }

    /// <inheritdoc/>
    public override string Name => "grid";

    /// <summary>The number of trials of the whole grid.</summary>
    public int Count => _grid.Count;

    private protected override Proposal Propose(int number) =>
        number == _grid.Count ? Proposal.End : new Proposal(NewTrial(number, _grid[number], $"{number + 1} of {_grid.Count}"), Waits: false);

    private protected override void Learn(Trial trial, TrialResult result)
    {
    }
}
