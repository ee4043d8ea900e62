using Microsoft.CodeAnalysis;
using NnGen.Compiler.Model.Spaces;

namespace NnGen.Generator.Spaces;

/// <summary>Where nodes of a space are read.</summary>
/// <param name="Prefix">What stands before the names of choices.</param>
/// <param name="Parent">The choice that they depend on; -1 for none.</param>
/// <param name="ParentFrom">The first of its options with which they are there.</param>
/// <param name="Around">The class, and the blocks around, from the outside in.</param>
internal sealed record Place(string Prefix, int Parent, int ParentFrom, IReadOnlyList<INamedTypeSymbol> Around)
{
    /// <summary>The names of nodes of the block, which begin with the use's in the network; none outside of blocks.</summary>
    public IReadOnlyList<string> OwnNames { get; init; } = [];

    /// <summary>What stands before them there.</summary>
    public string NodePrefix { get; init; } = "";

    /// <summary>The arguments with the block's own names as they are in the network.</summary>
    public IEnumerable<SpaceArgument> Rename(IEnumerable<SpaceArgument> arguments) => arguments.Select(argument => argument with { Text = Rename(argument.Text) });

    private string Rename(string text)
    {
        foreach (string name in OwnNames)
        {
            text = text.Replace($"\"{name}\"", $"\"{NodePrefix}{name}\"").Replace($"\"{name}.", $"\"{NodePrefix}{name}.");
        }

        return text;
    }
}
