using System.Numerics;

namespace NnGen;

/// <summary>
/// Passes over flat blocks by the threads of a team, in fixed pieces of the ranges: the pieces, and the order in which their sums are added up, depend on
/// the ranges alone, so any number of threads gives the same bits.
/// </summary>
internal static class SharedFlatPasses
{
    /// <summary>Hands the elements of <paramref name="source"/> to an update of <paramref name="target"/>, as <see cref="FlatPasses{T}.Update"/>.</summary>
    public static void Update<T, TUpdate>(ThreadTeam? team, AlignedBuffer<T> target, AlignedBuffer<T> source, ReadOnlyMemory<ParameterRange> ranges, ref TUpdate update)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IParameterUpdate<T>
    {
        int pieces = team is null ? 0 : FlatPieces.Count(ranges.Span);
        if (pieces < 2)
        {
            FlatPasses<T>.Widest.Update(target, source, ranges.Span, ref update);
            return;
        }

        SharedFlatUpdate<T, TUpdate> pass = team!.PassOf<SharedFlatUpdate<T, TUpdate>>();
        pass.Ranges = ranges;
        pass.Target = target;
        pass.Source = source;
        pass.Copy(in update, team.Threads);
        team.Run(pass, pieces);
        update = pass.Update;
    }

    /// <summary>The sum of the squares, as <see cref="FlatPasses{T}.SumOfSquares"/>.</summary>
    public static double SumOfSquares<T>(ThreadTeam? team, AlignedBuffer<T> values, ReadOnlyMemory<ParameterRange> ranges)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sum(team, values, ranges, isOfSquares: true);

    /// <summary>The sum of the magnitudes, as <see cref="FlatPasses{T}.SumOfMagnitudes"/>.</summary>
    public static double SumOfMagnitudes<T>(ThreadTeam? team, AlignedBuffer<T> values, ReadOnlyMemory<ParameterRange> ranges)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sum(team, values, ranges, isOfSquares: false);

    /// <summary>Limits the rows of some weights, as <see cref="FlatPasses{T}.LimitRows"/>: each thread some of them.</summary>
    public static void LimitRows<T>(ThreadTeam? team, AlignedBuffer<T> values, RowLimit[] limits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = 0;
        foreach (RowLimit limit in limits)
        {
            count += limit.Rows.Length;
        }

        if (team is null)
        {
            SharedLimits<T>.Limit(values, limits, 0, count);
            return;
        }

        SharedLimits<T> pass = team.PassOf<SharedLimits<T>>();
        pass.Values = values;
        pass.Limits = limits;
        team.Run(pass, count);
    }

    private static double Sum<T>(ThreadTeam? team, AlignedBuffer<T> values, ReadOnlyMemory<ParameterRange> ranges, bool isOfSquares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int pieces = team is null ? 0 : FlatPieces.Count(ranges.Span);
        if (pieces < 2)
        {
            return isOfSquares ? FlatPasses<T>.Widest.SumOfSquares(values, ranges.Span) : FlatPasses<T>.Widest.SumOfMagnitudes(values, ranges.Span);
        }

        SharedSum<T> pass = team!.PassOf<SharedSum<T>>();
        pass.Begin(values, ranges, pieces, isOfSquares);
        team.Run(pass, pieces);
        return pass.Total(pieces);
    }
}

/// <summary>Ranges in pieces, which are numbered through: one after the other from a number on.</summary>
internal ref struct FlatPieces
{
    /// <summary>The elements of a piece: some microseconds, and whole vectors at every width.</summary>
    public const int Elements = 16 * 1024;

    private readonly ReadOnlySpan<ParameterRange> _ranges;
    private int _range;
    private int _piece;

    /// <summary>The pieces from <paramref name="first"/> on.</summary>
    public FlatPieces(ReadOnlySpan<ParameterRange> ranges, int first)
    {
        _ranges = ranges;
        _piece = first;
        while (_range < ranges.Length && _piece >= Of(ranges[_range]))
        {
            _piece -= Of(ranges[_range++]);
        }
    }

    /// <summary>How many there are.</summary>
    public static int Count(ReadOnlySpan<ParameterRange> ranges)
    {
        int count = 0;
        foreach (ParameterRange range in ranges)
        {
            count += Of(range);
        }

        return count;
    }

    /// <summary>The next piece.</summary>
    public bool TryNext(out ParameterRange piece)
    {
        while (_range < _ranges.Length && _piece >= Of(_ranges[_range]))
        {
            _range++;
            _piece = 0;
        }

        if (_range == _ranges.Length)
        {
            piece = default;
            return false;
        }

        int start = _piece++ * Elements;
        piece = new ParameterRange(_ranges[_range].Start + start, Math.Min(Elements, _ranges[_range].Length - start));
        return true;
    }

    private static int Of(ParameterRange range) => (int)(((long)range.Length + Elements - 1) / Elements);
}

/// <summary>An update over pieces of ranges. Each thread has an update of its own.</summary>
internal sealed class SharedFlatUpdate<T, TUpdate> : SharedPass
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TUpdate : struct, IParameterUpdate<T>
{
    private TUpdate[] _updates = [];

    public ReadOnlyMemory<ParameterRange> Ranges { get; set; }

    public AlignedBuffer<T> Target { get; set; } = null!;

    public AlignedBuffer<T> Source { get; set; } = null!;

    /// <summary>What the caller's thread made of the update.</summary>
    public TUpdate Update => _updates[0];

    /// <summary>Gives each thread a copy of an update.</summary>
    public void Copy(in TUpdate update, int threads)
    {
        if (_updates.Length < threads)
        {
            _updates = new TUpdate[threads];
        }

        _updates.AsSpan().Fill(update);
    }

    public override void Run(int thread, int first, int end)
    {
        var pieces = new FlatPieces(Ranges.Span, first);
        for (int piece = first; piece < end && pieces.TryNext(out ParameterRange range); piece++)
        {
            FlatPasses<T>.Widest.Update(Target, Source, new ReadOnlySpan<ParameterRange>(in range), ref _updates[thread]);
        }
    }
}

/// <summary>Sums of pieces, which are added up in their order.</summary>
internal sealed class SharedSum<T> : SharedPass
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private AlignedBuffer<T> _values = null!;
    private ReadOnlyMemory<ParameterRange> _ranges;
    private double[] _sums = [];
    private bool _isOfSquares;

    public void Begin(AlignedBuffer<T> values, ReadOnlyMemory<ParameterRange> ranges, int pieces, bool isOfSquares)
    {
        _values = values;
        _ranges = ranges;
        _isOfSquares = isOfSquares;
        if (_sums.Length < pieces)
        {
            _sums = new double[pieces];
        }
    }

    public double Total(int pieces)
    {
        double total = 0;
        for (int piece = 0; piece < pieces; piece++)
        {
            total += _sums[piece];
        }

        return total;
    }

    public override void Run(int thread, int first, int end)
    {
        var pieces = new FlatPieces(_ranges.Span, first);
        for (int piece = first; piece < end && pieces.TryNext(out ParameterRange range); piece++)
        {
            var single = new ReadOnlySpan<ParameterRange>(in range);
            _sums[piece] = _isOfSquares ? FlatPasses<T>.Widest.SumOfSquares(_values, single) : FlatPasses<T>.Widest.SumOfMagnitudes(_values, single);
        }
    }
}

/// <summary>Limits of rows of weights.</summary>
internal sealed class SharedLimits<T> : SharedPass
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public AlignedBuffer<T> Values { get; set; } = null!;

    public RowLimit[] Limits { get; set; } = [];

    /// <summary>Those from one number to before another.</summary>
    public static void Limit(AlignedBuffer<T> values, RowLimit[] limits, int first, int end)
    {
        int number = 0;
        foreach (RowLimit limit in limits)
        {
            foreach (ParameterRows rows in limit.Rows)
            {
                if (number >= first && number < end)
                {
                    FlatPasses<T>.Widest.LimitRows(values, rows, limit.Maximum);
                }

                number++;
            }
        }
    }

    public override void Run(int thread, int first, int end) => Limit(Values, Limits, first, end);
}
