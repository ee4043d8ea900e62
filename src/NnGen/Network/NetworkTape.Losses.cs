using System.ComponentModel;

namespace NnGen;

/// <summary>The losses on a tape: weights of rows, factors, and what the losses of rows are reduced to.</summary>
public abstract partial class NetworkTape<T>
{
    // For each output: where the factors and the losses of the rows lie, and what the rows weigh together in the mean.
    private readonly TapeSlot[] _scales;
    private readonly TapeSlot[] _losses;
    private readonly double[] _lossWeights;

    // Whether each step of each row counts, of outputs of which some may not; and the losses of rows where they do not lie on the tape.
    private readonly bool[][] _counts;
    private readonly int[] _steps;
    private readonly T[][] _rowLosses;
    private T[] _weights = [];
    private int _weighted;
    private double _weight;

    /// <summary>
    /// What each row's loss, times its weight, is multiplied by: 1 over what the rows weigh, or over that x outputs; 1 where the loss is a sum, 0 where the rows weigh nothing.
    /// Of a sequence with a loss at each step they weigh as many steps as count.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network has several outputs.</exception>
    public T LossScale => T.CreateTruncating(ScaleOf(Only("factor"), 1));

    /// <summary>
    /// What the rows of the last <c>Forward</c> weigh together in a mean: the number of their steps that count, or the sum of their weights, each times that of its label;
    /// of several outputs, which may weigh their labels differently, without the labels.
    /// </summary>
    internal double Weight => _lossWeights.Length == 1 ? _lossWeights[0] : _weight;

    /// <summary>
    /// The loss of each row of the last <c>Forward</c>, before <see cref="SetWeights">weights</see>, the loss's own weight and reduction. Weights of
    /// classes are in it. Of a sequence with a loss at each step it is the sum over the steps that count.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network has several outputs: take <see cref="RowLossesOf"/>.</exception>
    public ReadOnlySpan<T> RowLosses => LossesOfRows(Only($"loss of each row; take {nameof(RowLossesOf)}(\"{_info.Outputs[^1].Name}\")"));

    /// <summary>As <see cref="RowLosses"/>, of one of several outputs.</summary>
    /// <param name="output">The output's name: one of <see cref="NetworkInfo.Outputs"/>.</param>
    /// <exception cref="ArgumentException">There is no output of that name.</exception>
    public ReadOnlySpan<T> RowLossesOf(string output) => LossesOfRows(IndexOf(_info.FindOutput(output)));

    /// <summary>
    /// The loss of one output in the last <c>Forward</c>, reduced as declared, without its weight in the loss of the network. 0 where a mean's rows weigh
    /// nothing.
    /// </summary>
    /// <param name="output">The output's name: one of <see cref="NetworkInfo.Outputs"/>.</param>
    /// <exception cref="ArgumentException">There is no output of that name.</exception>
    public double LossOf(string output)
    {
        int number = IndexOf(_info.FindOutput(output));
        return LossReduction.Reduce(_info.Outputs[number], SumOfLosses(number), _lossWeights[number]);
    }

    /// <summary>
    /// What <see cref="LossReduction"/> makes the loss of, together with <see cref="Weight"/>: the sum of the rows' losses, each times its row's
    /// weight, in double and in the order of the rows, times the weight of the loss; of several means, which divide by different numbers, their
    /// weighted sum times <see cref="Weight"/>.
    /// </summary>
    internal double LossSum
    {
        get
        {
            double sum = 0;
            for (int output = 0; output < _lossWeights.Length; output++)
            {
                OutputInfo info = _info.Outputs[output];
                double part = SumOfLosses(output);
                bool isPartOfMean = _lossWeights.Length > 1 && info.LossDivisor != 0;
                sum += info.LossWeight * (isPartOfMean ? LossReduction.Reduce(info, part, _lossWeights[output]) * _weight : part);
            }

            return sum;
        }
    }

    /// <summary>The loss of the last <c>Forward</c>, reduced as declared, of several outputs the sum of their losses, each times its weight: for emitted code. 0 where a mean's rows weigh nothing.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public T ReduceLoss()
    {
        double loss = 0;
        for (int output = 0; output < _lossWeights.Length; output++)
        {
            OutputInfo info = _info.Outputs[output];
            loss += info.LossWeight * LossReduction.Reduce(info, SumOfLosses(output), _lossWeights[output]);
        }

        return T.CreateTruncating(loss);
    }

    private double SumOfLosses(int output)
    {
        ReadOnlySpan<T> losses = LossesOfSteps(output);
        bool isOneEach = _steps[output] == 1 && _counts[output].Length == 0;
        double sum = 0;
        for (int row = 0; row < Rows; row++)
        {
            double loss = isOneEach ? double.CreateTruncating(losses[row]) : SumOfRow(output, row, losses);
            sum += _weighted > 0 ? double.CreateTruncating(_weights[row]) * loss : loss;
        }

        return sum;
    }

    /// <summary>The losses of the steps of a row that count, in their order.</summary>
    private double SumOfRow(int output, int row, ReadOnlySpan<T> losses)
    {
        int steps = _steps[output];
        double sum = 0;
        for (int step = row * steps; step < (row + 1) * steps; step++)
        {
            sum += Counts(output, step) ? double.CreateTruncating(losses[step]) : 0;
        }

        return sum;
    }

    /// <summary>Whether a step counts: all rows' steps one after the other.</summary>
    internal bool Counts(int output, int step) => _counts[output].Length == 0 || _counts[output][step];

    private ReadOnlySpan<T> LossesOfSteps(int output) => output < _losses.Length
        ? All(_losses[output])[..(Rows * _steps[output])]
        : throw new InvalidOperationException($"The tape of {_info.Name} has no {TapeSlotKind.RowLoss} slot.");

    private ReadOnlySpan<T> LossesOfRows(int output)
    {
        ReadOnlySpan<T> losses = LossesOfSteps(output);
        T[] sums = _rowLosses[output];
        if (sums.Length == 0)
        {
            return losses;
        }

        for (int row = 0; row < Rows; row++)
        {
            sums[row] = T.CreateTruncating(SumOfRow(output, row, losses));
        }

        return sums.AsSpan(0, Rows);
    }

    /// <summary>The number of the only output.</summary>
    private int Only(string what) => _info.Outputs.Count == 1
        ? 0
        : throw new InvalidOperationException($"{_info.Name} has several outputs, each with its own {what}.");

    private int IndexOf(OutputInfo output)
    {
        int index = 0;
        while (_info.Outputs[index] != output)
        {
            index++;
        }

        return index;
    }

    /// <summary>
    /// Gives each row of the <c>Forward</c> calls to come a weight in the loss, until <see cref="ClearWeights"/>: its loss counts so many
    /// times. A mean is then a weighted mean: it divides by the sum of the weights.
    /// </summary>
    /// <param name="weights">A weight a row, as many as the next <c>Forward</c> has rows: finite, not negative. Where all are 0, so is the loss.</param>
    /// <exception cref="ArgumentException">There are none, or more than <see cref="Capacity"/>, or a weight is out of range.</exception>
    public void SetWeights(ReadOnlySpan<T> weights)
    {
        if (weights.Length < 1 || weights.Length > Capacity)
        {
            throw new ArgumentException($"The tape holds 1 to {Capacity} rows, but {weights.Length} weights were given.", nameof(weights));
        }

        for (int row = 0; row < weights.Length; row++)
        {
            if (!T.IsFinite(weights[row]) || T.IsNegative(weights[row]))
            {
                throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The weight of row {row} is {weights[row]}, but weights are finite and not negative. To make a row count against itself, as policy gradients do, give Backward a gradient at the output."), nameof(weights));
            }
        }

        if (_weights.Length == 0)
        {
            _weights = new T[Capacity];
        }

        weights.CopyTo(_weights);
        _weighted = weights.Length;
    }

    /// <summary>Gives all rows of the <c>Forward</c> calls to come the weight 1 again.</summary>
    public void ClearWeights() => _weighted = 0;

    /// <summary>The factor of the loss of each row, or of each of its steps, in that of the batch. Call when the targets of all outputs are set.</summary>
    protected void SetScales()
    {
        if (_weighted > 0)
        {
            _weight = 0;
            for (int row = 0; row < Rows; row++)
            {
                _weight += double.CreateTruncating(_weights[row]);
            }
        }

        for (int output = 0; output < _scales.Length; output++)
        {
            int steps = _steps[output];
            Span<T> scales = All(_scales[output])[..(Rows * steps)];
            if (_weighted == 0)
            {
                scales.Fill(T.CreateTruncating(ScaleOf(output, 1)));
            }

            for (int row = 0; row < Rows && _weighted > 0; row++)
            {
                scales.Slice(row * steps, steps).Fill(T.CreateTruncating(ScaleOf(output, double.CreateTruncating(_weights[row]))));
            }

            for (int step = 0; step < scales.Length && _counts[output].Length > 0; step++)
            {
                scales[step] = _counts[output][step] ? scales[step] : T.Zero;
            }
        }
    }

    /// <summary>The factor of a row's loss. In double, and for float never beyond it: weights may be as large as the element type has them.</summary>
    private double ScaleOf(int output, double weight)
    {
        OutputInfo info = _info.Outputs[output];
        return info.LossWeight * LossReduction.Reduce(info, weight, _lossWeights[output]);
    }
}
