using Microsoft.CodeAnalysis;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;
using NnGen.Generator.Parsing;

namespace NnGen.Generator.Spaces;

/// <content>Blocks that leave something open: their nodes stand in a candidate in the place of the use, since each turn may have chosen otherwise.</content>
internal sealed partial class SpaceReader
{
    private int _blocks;

    private IEnumerable<SpaceNode> ReadBlock(SpaceAttribute use, INamedTypeSymbol block, string name, Place place)
    {
        if (place.Around.Contains(block, SymbolEqualityComparer.Default))
        {
            Report(use.Node, $"[Use<{block.Name}>]", "is a block within itself", "remove one of the uses");
            return [];
        }

        foreach (string argument in use.Node.NamedArguments.Select(argument => argument.Key).Where(key => key is "Repeat" or "Shared"))
        {
            Report(use.Node, $"{argument} of [Use<{block.Name}>]", "is said of a block that has choices", argument == "Repeat" ? "write [Repeat(2, 4)] below it, or the use as often as it is there" : "give the choices a Key, by which all turns choose alike");
        }

        foreach (AttributeData choices in use.Choices)
        {
            Report(choices, "[Choices]", $"stands below [Use<{block.Name}>]", "write them in the block");
        }

        AttributeData[] all = SpaceAttribute.AllOf(block);
        string[] own = [.. all.SelectMany(attribute => attribute.NamedArguments).Where(argument => argument.Key == "Name").Select(argument => argument.Value.Value).OfType<string>().Where(declared => declared.Length > 0).OrderByDescending(declared => declared.Length)];
        string prefix = own.Length == 0 ? "" : $"{block.Name.ToLowerInvariant()}{ConstantText.Of(++_blocks)}.";
        Place inside = place with { Prefix = $"{name}.", Around = [.. place.Around, block], OwnNames = own, NodePrefix = prefix };

        // What is told of the block itself is told where it is declared, unless that is another assembly.
        var nodes = new List<SpaceNode>();
        KeyValuePair<string, TypedConstant>[] ofUse = [.. use.Node.NamedArguments];
        SpaceArgument[] from = [.. place.Rename(ofUse.Where(argument => argument.Key == "From").Select(Named))];
        AttributeData? input = all.FirstOrDefault(attribute => AttributeKinds.KindOf(attribute.AttributeClass!) == "Input");
        string? inputName = input?.NamedArguments.FirstOrDefault(argument => argument.Key == "Name").Value.Value as string;
        if (inputName is not null || from.Length > 0)
        {
            nodes.Add(Identity([.. from, .. inputName is null ? [] : new[] { new SpaceArgument("Name", ConstantText.Of(prefix + inputName)) }]));
        }

        AttributeData? output = all.FirstOrDefault(attribute => AttributeKinds.KindOf(attribute.AttributeClass!) == "Output");
        nodes.AddRange(ReadNodes([.. all.Where(attribute => attribute != input && attribute != output)], inside));
        SpaceArgument[] asName = [.. place.Rename(ofUse.Where(argument => argument.Key == "Name").Select(Named))];
        string? given = output is { ConstructorArguments.Length: 1 } ? output.ConstructorArguments[0].Value as string : null;
        if (given is not null || asName.Length > 0)
        {
            nodes.Add(Identity([.. given is null ? [] : inside.Rename([new SpaceArgument("From", ConstantText.Of(given))]), .. asName]));
        }

        return nodes;
    }

    private static AttributeNode Identity(SpaceArgument[] arguments) => new("Identity", new(arguments));
}
