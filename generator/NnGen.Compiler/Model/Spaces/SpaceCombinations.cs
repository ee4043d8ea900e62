namespace NnGen.Compiler.Model.Spaces;

/// <summary>The networks of a space as the options that were chosen for them: those of the training are not among them.</summary>
public static class SpaceCombinations
{
    /// <summary>How many there are, where choices without a meaning count once.</summary>
    public static double CountOf(SpaceDeclaration space) => SpaceCount.Of([.. space.Choices.Take(space.Choices.Count - space.Training.Count)]);

    /// <summary>All of them, the last choice changing fastest; a choice without a meaning has the option -1.</summary>
    /// <param name="space">The space; who asks has looked how many there are.</param>
    public static IEnumerable<int[]> Of(SpaceDeclaration space)
    {
        IEnumerable<int[]> all = [[]];
        foreach (SpaceChoice choice in space.Choices.Take(space.Choices.Count - space.Training.Count))
        {
            all = all.SelectMany(options => choice.Parent < 0 || options[choice.Parent] >= choice.ParentFrom
                ? Enumerable.Range(0, choice.Options.Count).Select(option => (int[])[.. options, option])
                : [[.. options, -1]]);
        }

        return all;
    }
}
