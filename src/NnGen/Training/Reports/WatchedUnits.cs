using System.Numerics;

namespace NnGen;

/// <summary>The units of an activation: which of them were anything but 0 in some watched row.</summary>
internal sealed class WatchedUnits
{
    private readonly bool[] _isAlive;

    private WatchedUnits(TapeSlot slot)
    {
        Name = slot.Name;
        _isAlive = new bool[slot.Columns];
    }

    public string Name { get; }

    public int Count => _isAlive.Length;

    /// <summary>
    /// The values on a tape in which a unit that is always 0 is dead. Not the input, or what only renames it: a column that is always 0 is
    /// no unit. Not dropout, which makes zeros itself. Not layers with parameters: their outputs are what the activation takes. The output
    /// only where it is a value to be fitted: the probability of a class that never occurs may well be 0.
    /// </summary>
    public static WatchedUnits[] Of<T>(NetworkInfo info, NetworkTape<T> tape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var excluded = new HashSet<string>(info.Parameters.Select(WatchedLayer.NameOf), StringComparer.Ordinal);
        excluded.UnionWith(tape.AllSlots.Where(slot => slot.Kind == TapeSlotKind.Mask).Select(slot => slot.Name));

        // Nodes that only rename share a place; the first name is the one of the node that computes.
        var places = new HashSet<int>(tape.AllSlots.Where(slot => slot.Kind == TapeSlotKind.Input).Select(slot => slot.Start));
        var units = new List<WatchedUnits>();
        foreach (TapeSlot slot in tape.AllSlots)
        {
            bool isValue = slot.Kind == TapeSlotKind.Value || slot.Kind == TapeSlotKind.Output && info.Output == OutputKind.Values;
            if (isValue && !excluded.Contains(slot.Name) && places.Add(slot.Start))
            {
                units.Add(new WatchedUnits(slot));
            }
        }

        return [.. units];
    }

    /// <summary>Looks at the rows of the last <c>Forward</c>.</summary>
    public void Add<T>(NetworkTape<T> tape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TapeRows<T> values = tape.Value(Name);
        for (int row = 0; row < values.Rows; row++)
        {
            Span<T> units = values[row];
            for (int i = 0; i < units.Length; i++)
            {
                _isAlive[i] |= units[i] != T.Zero;
            }
        }
    }

    public int CountDead() => _isAlive.AsSpan().Count(false);

    public void Clear() => _isAlive.AsSpan().Clear();
}
