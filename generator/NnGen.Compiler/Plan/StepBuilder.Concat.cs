using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>The steps of joins: copies, where a value is not computed in its place at once.</summary>
internal sealed partial class StepBuilder
{
    private IEnumerable<Step> Concat(ConcatOp join)
    {
        Value result = join.Results[0];
        Place whole = places[result];
        for (int i = 0; i < join.Inputs.Count; i++)
        {
            Value input = join.Inputs[i];
            BlockRange range = join.Ranges[i];
            if (places.Loop is not null || (range.Blocks > 1 && places[input].Positions == range.Blocks))
            {
                // Position by position: where one lies among others, or in a loop over them.
                Place from = places.At(input, range.Blocks);
                Place to = Part(places.At(result, range.Blocks), range.First, range.Count, result.Name);
                if (!IsSame(from, to))
                {
                    yield return Move(range with { Blocks = 1 }, from, to, $"{result.Name}[{Number(range.Size)}] has {NameOf(input)}[{Number(range.Count)}] from {Number(range.First)} on") with { Positions = range.Blocks };
                }

                continue;
            }

            Place part = Part(whole, range.First, (range.Blocks - 1) * range.Size + range.Count, range.First == 0 ? result.Name : $"{result.Name} from {Number(range.First)}");
            if (!IsSame(places[input], part))
            {
                string words = $"{result.Name}[{Number(result.Shape.Size)}] has {NameOf(input)}[{Number(input.Shape.Size)}] from {Number(range.First)} on";
                yield return Move(range, places[input], part, range.Blocks == 1 ? words : $"{words}, {Number(range.Blocks)} times {Number(range.Count)}");
            }
        }
    }

    /// <summary>A range of a value's columns: what lies beside it is another's, so it is written exactly.</summary>
    public static Place Part(Place whole, int first, int columns, string name) => whole with
    {
        Column = whole.Column + first,
        Columns = columns,
        IsPadded = false,
        Name = name,
    };

    /// <summary>Where a join lies whose inputs are neighbours already, as packed inputs are; null where they are not.</summary>
    public static Place? PlaceOfNeighbours(ConcatOp join, PlacementMap places)
    {
        if (join.Ranges[0].Blocks > 1 || !join.Inputs.All(places.IsStored))
        {
            return null;
        }

        Place first = places[join.Inputs[0]];
        bool areNeighbours = join.Inputs.Zip(join.Ranges, (input, range) => IsSame(places[input], first with { Column = first.Column + range.First })).All(isNext => isNext);
        return areNeighbours ? first with { Columns = join.Results[0].Shape.Size, IsPadded = false, Name = join.Results[0].Name } : null;
    }

    private static bool IsSame(Place x, Place y) => (x.Area, x.Start, x.Column, x.Stride) == (y.Area, y.Start, y.Column, y.Stride);

    private static Step Move(BlockRange range, Place from, Place to, string comment) => new(
        new CopySpec(
            range.Blocks == 1 ? $"Copy{Number(range.Count)}" : $"Copy{Number(range.Blocks)}x{Number(range.Count)}",
            new(Merged([new CopyAxis(range.Blocks, range.Count, range.Size), new CopyAxis(range.Count, 1, 1)])),
            range.Blocks == 1 ? from.Stride : from.RowStride,
            range.Blocks == 1 ? to.Stride : to.RowStride),
        new EquatableArray<Operand>(new Operand("x", from), new Operand("y", to)),
        default,
        comment,
        "whole vectors where they fit, and the rest one by one: what lies beside it is another's");
}
