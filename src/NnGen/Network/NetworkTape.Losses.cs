using System.ComponentModel;

namespace NnGen;

/// <summary>The losses on a tape: weights of rows, factors, and what the losses of rows are reduced to.</summary>
public abstract partial class NetworkTape<T>
{
    // For each output: where the factors and the losses of the rows lie, and what the rows weigh together in the mean.
    private readonly TapeSlot[] _scales;
    private readonly TapeSlot[] _losses;
    private readonly double[] _lossWeights;
    private T[] _weights = [];
    private int _weighted;
    private double _weight;

    /// <summary>
    /// What each row's loss, times its weight, is multiplied by: 1 over what the rows weigh, or over that x outputs; 1 where the loss is a sum, 0 where the rows weigh nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network has several outputs.</exception>
    public T LossScale => T.CreateTruncating(ScaleOf(Only("factor"), 1));

    /// <summary>
    /// What the rows of the last <c>Forward</c> weigh together in a mean: their number, or the sum of their weights, each times that of its label;
    /// of several outputs, which may weigh their labels differently, without the labels.
    /// </summary>
    internal double Weight => _lossWeights.Length == 1 ? _lossWeights[0] : _weight;

    /// <summary>
    /// The loss of each row of the last <c>Forward</c>, before <see cref="SetWeights">weights</see>, the loss's own weight and reduction. Weights of
    /// classes are in it.
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
        ReadOnlySpan<T> losses = LossesOfRows(output);
        double sum = 0;
        for (int row = 0; row < losses.Length; row++)
        {
            double loss = double.CreateTruncating(losses[row]);
            sum += _weighted > 0 ? double.CreateTruncating(_weights[row]) * loss : loss;
        }

        return sum;
    }

    private ReadOnlySpan<T> LossesOfRows(int output) => output < _losses.Length
        ? All(_losses[output])[..Rows]
        : throw new InvalidOperationException($"The tape of {_info.Name} has no {TapeSlotKind.RowLoss} slot.");

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

    /// <summary>The factor of each row's loss in that of the batch. Call when the targets of all outputs are set.</summary>
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
            Span<T> scales = All(_scales[output])[..Rows];
            if (_weighted == 0)
            {
                scales.Fill(T.CreateTruncating(ScaleOf(output, 1)));
                continue;
            }

            for (int row = 0; row < scales.Length; row++)
            {
                scales[row] = T.CreateTruncating(ScaleOf(output, double.CreateTruncating(_weights[row])));
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
