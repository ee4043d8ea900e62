namespace NnGen;

/// <summary>A mark of an axis: where it is, from 0 at the bottom to 1 at the top, and what it says.</summary>
internal readonly record struct AxisMark(double Place, string Label);

/// <summary>Turns values into places between 0 (bottom) and 1 (top).</summary>
internal sealed class ValueAxis
{
    /// <summary>The least number of spaces between marks; there are up to about twice as many, which suits a plot of 200 pixels.</summary>
    private const int Spaces = 3;

    /// <summary>Below the largest value by so many powers of ten a logarithmic axis ends: double has about 600.</summary>
    private const double Decades = 60;

    private readonly double _low;
    private readonly double _high;

    private ValueAxis(double low, double high, bool isLogarithmic, IReadOnlyList<AxisMark> marks)
    {
        _low = low;
        _high = high;
        IsLogarithmic = isLogarithmic;
        Marks = marks;
    }

    public bool IsLogarithmic { get; }

    public IReadOnlyList<AxisMark> Marks { get; }

    /// <summary>An even axis over some values, with marks at round numbers.</summary>
    /// <param name="values">The values; those that are not finite do not count.</param>
    /// <param name="label">How marks are written.</param>
    /// <param name="limit">The largest value that makes sense, such as 1 for parts.</param>
    public static ValueAxis Linear(IEnumerable<double> values, Func<double, string> label, double limit = double.MaxValue)
    {
        (double low, double high) = Extent(values) ?? (0, 1);

        // An axis that nearly reaches 0 should reach it.
        if (low > 0 && low < high / 2)
        {
            low = 0;
        }

        if (high <= low)
        {
            double half = low == 0 ? 0.5 : Math.Abs(low) / 20;
            low = Math.Max(double.MinValue, low - half);
            high = Math.Min(limit, high + half);
        }

        // A little room keeps lines off the edges, except where the axis ends for a reason.
        double room = (high / 25) - (low / 25);
        low = low == 0 ? 0 : Math.Max(double.MinValue, low - room);
        high = Math.Min(limit, high + room);
        double step = RoundStep((high / Spaces) - (low / Spaces));
        var marks = new List<AxisMark>();

        // Counting in steps needs steps that are not lost in the rounding of the values.
        bool isCountable = step > 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)) && double.IsFinite(step) && double.IsFinite(high - low);
        if (!isCountable)
        {
            return new ValueAxis(low, high, isLogarithmic: false, marks);
        }

        double last = Math.Floor(high / step + 1e-9);
        for (double count = Math.Ceiling(low / step - 1e-9); count <= last; count++)
        {
            // Multiplied, not added up: 0.3, not 0.30000000000000004. And 0, not minus 0.
            double value = count == 0 ? 0 : count * step;
            marks.Add(new AxisMark(Math.Clamp((value - low) / (high - low), 0, 1), label(value)));
        }

        return new ValueAxis(low, high, isLogarithmic: false, marks);
    }

    /// <summary>A logarithmic axis over the values above 0, with marks at powers of ten.</summary>
    public static ValueAxis Logarithmic(IEnumerable<double> values, Func<double, string> label)
    {
        (double low, double high) = Extent(values.Where(value => value > 0)) ?? (0.1, 1);
        double bottom = Math.Log10(low);
        double top = Math.Log10(high);
        bottom = Math.Max(bottom, top - Decades);
        if (top - bottom < 1)
        {
            double middle = (top + bottom) / 2;
            bottom = middle - 0.5;
            top = middle + 0.5;
        }

        int step = Math.Max(1, (int)Math.Ceiling((top - bottom) / (2 * Spaces)));
        double room = 0.03 * (top - bottom);
        bottom -= room;
        top += room;
        var marks = new List<AxisMark>();
        for (int power = (int)Math.Ceiling(bottom / step) * step; power <= top; power += step)
        {
            Add(power, power == 0 ? 1 : Math.Pow(10, power));
        }

        if (top - bottom < 2)
        {
            for (int power = (int)Math.Floor(bottom); power <= top; power++)
            {
                Add(power + Math.Log10(2), 2 * Math.Pow(10, power));
                Add(power + Math.Log10(5), 5 * Math.Pow(10, power));
            }
        }

        return new ValueAxis(bottom, top, isLogarithmic: true, marks);

        void Add(double place, double value)
        {
            if (place >= bottom && place <= top)
            {
                marks.Add(new AxisMark((place - bottom) / (top - bottom), label(value)));
            }
        }
    }

    /// <summary>Where a value lies; null if it is not finite. On a logarithmic axis, what is not above 0 lies at the bottom.</summary>
    public double? Place(double value)
    {
        if (!double.IsFinite(value))
        {
            return null;
        }

        if (IsLogarithmic)
        {
            return value > 0 ? Math.Clamp((Math.Log10(value) - _low) / (_high - _low), 0, 1) : 0;
        }

        // Halves, because the whole height may be more than the largest double.
        double halfHeight = _high / 2 - _low / 2;
        return halfHeight > 0 ? Math.Clamp((value / 2 - _low / 2) / halfHeight, 0, 1) : 0.5;
    }

    private static (double Low, double High)? Extent(IEnumerable<double> values)
    {
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
        }

        return low <= high ? (low, high) : null;
    }

    /// <summary>1, 2 or 5 times a power of ten, at most as large as asked.</summary>
    private static double RoundStep(double most)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        double digit = most / power;
        return power * (digit >= 9.999 ? 10 : digit >= 4.999 ? 5 : digit >= 1.999 ? 2 : 1);
    }
}
