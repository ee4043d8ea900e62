using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>Offsets as C#.</summary>
internal static class Sums
{
    /// <summary>The variable of a loop over steps: which turn it is, from 0 on.</summary>
    public const string Turn = "layer";

    /// <summary>The same where the turns are steps of time.</summary>
    public const string Time = "time";

    /// <summary>The variable of a loop.</summary>
    public static string VariableOf(Loop loop) => loop.IsOverTime ? Time : Turn;

    public static string Of(string offset, int addend) => addend == 0 ? offset
        : offset == "0" ? Literals.Integer(addend)
        : $"{offset} {(addend < 0 ? "-" : "+")} {Literals.Integer(Math.Abs(addend))}";

    /// <summary>An offset that moves as a place does, whose start counts so many elements each.</summary>
    public static string Of(string offset, PlaceMotion motion, int elements = 1) => Of(Of(offset, motion.Start, elements), motion.Column);

    /// <summary>An offset that moves, in units of so many elements.</summary>
    public static string Of(string offset, Motion motion, int elements = 1)
    {
        if (motion.PerTurn == 0)
        {
            return offset;
        }

        int step = checked(motion.PerTurn * elements);
        string variable = motion.IsOverTime ? Time : Turn;
        string turn = motion.Alternates ? $"({variable} & 1)" : variable;
        string term = Math.Abs(step) == 1 ? turn : $"{turn} * {Literals.Integer(Math.Abs(step))}";
        return offset == "0" && step > 0 ? term : $"{offset} {(step > 0 ? "+" : "-")} {term}";
    }
}
