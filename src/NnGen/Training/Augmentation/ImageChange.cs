using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>What is done to the image of a row. Any number of threads may change rows at once.</summary>
internal sealed class ImageChange<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>So many numbers of noise are drawn at a time.</summary>
    private const int NoiseChunk = 256;

    private readonly ImageAugmentation _options;
    private readonly InputInfo _input;
    private readonly int _channels;
    private readonly int _height;
    private readonly int _width;

    // The elements from a channel, a line and a column to the next.
    private readonly int _channelStride;
    private readonly int _lineStride;
    private readonly int _columnStride;

    // The image as it was, for each row that is under way.
    private readonly NetworkScratch<T> _before;

    private CounterRandom _moves;
    private CounterRandom _noise;
    private ulong _epoch;

    public ImageChange(ImageAugmentation options, InputInfo input)
    {
        _options = options;
        _input = input;
        _channels = input.Shape[0];
        _height = input.Shape.Count == 3 ? input.Shape[1] : 1;
        _width = input.Shape[^1];
        bool isLast = input.Layout == ImageLayout.ChannelsLast;
        _channelStride = isLast ? 1 : _height * _width;
        _columnStride = isLast ? _channels : 1;
        _lineStride = _width * _columnStride;
        _before = new NetworkScratch<T>(input.Size);
    }

    /// <summary>What is drawn for each row of an epoch, in the order of the draws.</summary>
    private enum Draw : uint
    {
        ShiftVertical,
        ShiftHorizontal,
        FlipVertical,
        FlipHorizontal,
        Height,
        Width,
        Top,
        Left,
    }

    /// <summary>Begins an epoch.</summary>
    public void Begin(ulong seed, int epoch)
    {
        _moves = new CounterRandom(seed, RandomStreams.AugmentedPlaces);
        _noise = new CounterRandom(seed, RandomStreams.AugmentedNumbers);
        _epoch = (ulong)epoch;
    }

    /// <summary>Changes a row.</summary>
    /// <param name="row">The inputs of the row.</param>
    /// <param name="place">Its place in the order of the epoch.</param>
    public void Apply(Span<T> row, uint place)
    {
        Span<T> image = row.Slice(_input.FirstColumn, _input.Size);
        if (_options.MovesPlaces)
        {
            using ScratchLease<T> lease = _before.Rent(out Span<T> before);
            image.CopyTo(before);
            Move(before, image, place);
        }

        if (_options.Noise > 0)
        {
            AddNoise(image, place);
        }
    }

    private double Uniform(Draw draw, uint place) => _moves.UniformAt(_epoch, place, (uint)draw);

    private void Move(ReadOnlySpan<T> before, Span<T> image, uint place)
    {
        Axis lines = new(_height, _options.ShiftVertical, _options.FlipVertical && Uniform(Draw.FlipVertical, place) < 0.5, _options.Crop, Uniform(Draw.ShiftVertical, place), Uniform(Draw.Height, place), Uniform(Draw.Top, place));
        Axis columns = new(_width, _options.ShiftHorizontal, _options.FlipHorizontal && Uniform(Draw.FlipHorizontal, place) < 0.5, _options.Crop, Uniform(Draw.ShiftHorizontal, place), Uniform(Draw.Width, place), Uniform(Draw.Left, place));
        T fill = T.CreateTruncating(_options.Fill);
        for (int y = 0; y < _height; y++)
        {
            for (int x = 0; x < _width; x++)
            {
                bool isInside = lines.Find(y, out int top, out double down) & columns.Find(x, out int left, out double right);
                int to = y * _lineStride + x * _columnStride;
                int from = top * _lineStride + left * _columnStride;
                for (int channel = 0; channel < _channels; channel++, to += _channelStride, from += _channelStride)
                {
                    image[to] = !isInside ? fill
                        : down == 0 && right == 0 ? before[from]
                        : T.CreateTruncating(Between(Between(before, from, _columnStride, right), down == 0 ? 0 : Between(before, from + _lineStride, _columnStride, right), down));
                }
            }
        }
    }

    /// <summary>The number between two neighbours; the second is not read where it does not count.</summary>
    private static double Between(ReadOnlySpan<T> numbers, int first, int stride, double part) =>
        Between(double.CreateTruncating(numbers[first]), part == 0 ? 0 : double.CreateTruncating(numbers[first + stride]), part);

    private static double Between(double first, double second, double part) => part == 0 ? first : first * (1 - part) + second * part;

    [SkipLocalsInit]
    private void AddNoise(Span<T> image, uint place)
    {
        Span<double> numbers = stackalloc double[NoiseChunk];
        for (int start = 0; start < image.Length; start += NoiseChunk)
        {
            Span<T> some = image.Slice(start, Math.Min(NoiseChunk, image.Length - start));
            _noise.FillNormal(numbers[..some.Length], _epoch, place, (uint)start);
            for (int i = 0; i < some.Length; i++)
            {
                some[i] += T.CreateTruncating(_options.Noise * numbers[i]);
            }
        }
    }

    /// <summary>Where the places of one axis come from.</summary>
    private readonly struct Axis
    {
        private readonly int _size;
        private readonly int _shift;
        private readonly bool _isFlipped;
        private readonly double _first;
        private readonly double _part;

        public Axis(int size, int mostShift, bool isFlipped, double crop, double ofShift, double ofSize, double ofFirst)
        {
            _size = size;
            _shift = (int)(ofShift * (2L * mostShift + 1)) - mostShift;
            _isFlipped = isFlipped;
            _part = 1 - crop * ofSize;
            _first = ofFirst * (1 - _part) * size;
        }

        /// <summary>The place before, and how far it lies towards the next one, from 0 to less than 1. False where there is none.</summary>
        public bool Find(int place, out int before, out double beyond)
        {
            beyond = 0;
            before = place - _shift;
            if ((uint)before >= (uint)_size)
            {
                before = 0;
                return false;
            }

            before = _isFlipped ? _size - 1 - before : before;
            if (_part < 1)
            {
                // Centres of pixels are at halves.
                double at = Math.Clamp(_first + (before + 0.5) * _part - 0.5, 0, _size - 1);
                before = (int)at;
                beyond = at - before;
            }

            return true;
        }
    }
}
