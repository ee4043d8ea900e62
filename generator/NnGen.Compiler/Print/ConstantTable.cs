using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>Numbers of a page under names, those of a run of equal layers under the first one's.</summary>
internal sealed class ConstantTable
{
    private readonly IReadOnlyList<int> _values;
    private readonly IReadOnlyList<TableConstant> _ofItems;

    private ConstantTable(IReadOnlyList<int> values, IReadOnlyList<TableConstant> ofItems, IReadOnlyList<TableConstant> constants)
    {
        _values = values;
        _ofItems = ofItems;
        Constants = constants;
    }

    /// <summary>The constants that the page has, in order.</summary>
    public IReadOnlyList<TableConstant> Constants { get; }

    /// <param name="items">What has a number each.</param>
    /// <param name="likeness">What is equal for items that may share a constant.</param>
    /// <param name="value">The number.</param>
    /// <param name="title">The name of what has it: in a run, names differ by even numbers only, so that each can be found.</param>
    /// <param name="name">The name of its constant.</param>
    public static ConstantTable Of<T>(IReadOnlyList<T> items, Func<T, object> likeness, Func<T, int> value, Func<T, string> title, Func<T, string> name)
    {
        int[] values = [.. items.Select(value)];
        var ofItems = new TableConstant[items.Count];
        var constants = new List<TableConstant>();
        foreach (Run run in Runs.Of(items, item => (likeness(item), NumberedName.Of(title(item)).Pattern), item => [value(item), .. NumberedName.Of(title(item)).Numbers]))
        {
            for (int first = run.First; first < run.First + run.Length; first++)
            {
                int last = first + (run.Turns - 1) * run.Length;
                var constant = new TableConstant(name(items[first]), first, last, run.Length, run.Turns == 1 ? 0 : values[first + run.Length] - values[first]);
                constants.Add(constant);
                for (int i = first; i <= last; i += run.Length)
                {
                    ofItems[i] = constant;
                }
            }
        }

        return new ConstantTable(values, ofItems, constants);
    }

    /// <summary>An item's number as C#, from the constant that it shares.</summary>
    /// <param name="table">The class of the constants.</param>
    /// <param name="item">The item.</param>
    /// <param name="motion">How the number moves in a loop.</param>
    public string Value(string table, int item, Motion motion = default)
    {
        TableConstant constant = _ofItems[item];
        int turn = (item - constant.First) / constant.ItemsPerTurn;
        int further = _values[item] - _values[constant.First];
        string name = $"{table}.{constant.Name}";
        if (further != turn * constant.Step)
        {
            return Sums.Of(Sums.Of(name, further), motion);
        }

        if (motion.PerTurn != 0 && !motion.Alternates && Math.Abs(motion.PerTurn) == Math.Abs(constant.Step) && turn > 0)
        {
            string sign = motion.PerTurn == constant.Step ? "+" : "-";
            return $"{name} + ({Literals.Integer(turn)} {sign} {Sums.Turn}) * {Literals.Integer(constant.Step)}";
        }

        return Sums.Of(turn == 0 ? name : turn == 1 ? Sums.Of(name, constant.Step) : $"{name} + {Literals.Integer(turn)} * {Literals.Integer(constant.Step)}", motion);
    }
}

/// <summary>A constant.</summary>
/// <param name="Name">Its name.</param>
/// <param name="First">The item whose number it is.</param>
/// <param name="Last">The last item that is found from it.</param>
/// <param name="ItemsPerTurn">The distance of the items that are found from it.</param>
/// <param name="Step">What the number of each has more than that of the one before.</param>
internal sealed record TableConstant(string Name, int First, int Last, int ItemsPerTurn, int Step)
{
    /// <summary>Whether it is one item's number and no other's.</summary>
    public bool IsOne => First == Last;
}
