using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace NnGen;

/// <summary>
/// What <c>Forward</c> remembers for <c>Backward</c>: a copy of the inputs, the values that the derivatives need, the dropout masks and the output.
/// Every emitted network has a sealed <c>Tape</c> of its own. A tape serves one thread at a time and any number of steps.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract partial class NetworkTape<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly TapeSlot[] _slots;
    private readonly NetworkInfo _info;
    private int _rows;
    private BoundPasses<T>? _passes;

    /// <summary>A tape for up to <paramref name="capacity"/> rows.</summary>
    /// <param name="info">The network's facts.</param>
    /// <param name="capacity">The largest number of rows, at least 1.</param>
    /// <param name="elementsPerRow">The elements of one row of all slots.</param>
    /// <param name="workspaceLength">The elements that belong to no row; they follow the rows.</param>
    /// <param name="slots">The slots; the input, the target and the output are among them.</param>
    /// <param name="team">The threads that compute over it; null for the caller's alone.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is less than 1, or more rows than a block of memory can have.</exception>
    /// <exception cref="InsufficientMemoryException">The rows need more memory than there is.</exception>
    protected NetworkTape(NetworkInfo info, int capacity, int elementsPerRow, int workspaceLength, TapeSlot[] slots, ThreadTeam? team = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(slots);
        CheckSlots(slots, elementsPerRow, workspaceLength);
        _info = info;
        _slots = slots;
        _hasClasses = ClassFault.IsPossible(info);
        _target = slots.FirstOrDefault(slot => slot.Kind == TapeSlotKind.Target);
        _scales = [.. slots.Where(slot => slot.Kind == TapeSlotKind.LossScale)];
        _losses = [.. slots.Where(slot => slot.Kind == TapeSlotKind.RowLoss)];
        _lossWeights = new double[info.Outputs.Count];
        _steps = [.. info.Outputs.Select(output => output.Steps)];
        _counts = [.. info.Outputs.Select(output => output.MayIgnore ? new bool[ArraySize.Of(capacity, output.Steps, "The steps do not fit, so there must be fewer rows")] : [])];
        _rowLosses = [.. info.Outputs.Select(output => output.MayIgnore || output.Steps > 1 ? new T[capacity] : [])];
        Capacity = capacity;
        Team = team;
        Buffer = Allocate(info, capacity, elementsPerRow, workspaceLength);
        WorkspaceStart = capacity * elementsPerRow;
        DrawMasks(seed: 0, step: 0);
    }

    /// <summary>Kernels go where the slots say, unchecked.</summary>
    private static void CheckSlots(TapeSlot[] slots, int elementsPerRow, int workspaceLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementsPerRow);
        ArgumentOutOfRangeException.ThrowIfNegative(workspaceLength);
        foreach (TapeSlot slot in slots)
        {
            ArgumentNullException.ThrowIfNull(slot, nameof(slots));
            bool fits = slot.Start >= 0 && slot.Column >= 0 && slot.Columns >= 0 && slot.Line >= 0 && slot.LineStride >= slot.Line
                && (slot.Line == 0 || slot.Columns % slot.Line == 0)
                && slot.Column + slot.Reach <= slot.Stride
                && (long)slot.Start + slot.Stride <= elementsPerRow;
            if (!fits)
            {
                throw new ArgumentException($"A row has {elementsPerRow} elements, but this slot does not lie within them: {slot}.", nameof(slots));
            }
        }
    }

    private static AlignedBuffer<T> Allocate(NetworkInfo info, int capacity, int elementsPerRow, int workspaceLength)
    {
        const double Gibi = 1L << 30;
        long elements = (long)capacity * elementsPerRow + workspaceLength;
        string needed = string.Create(CultureInfo.InvariantCulture, $"A tape of {info.Name} for {capacity:N0} rows has {elements:N0} elements, {elements * (double)Unsafe.SizeOf<T>() / Gibi:F1} GiB");
        const string Remedy = "Take fewer rows at a time: in Fit a smaller BatchSize, and AccumulationSteps for the gradient of as many rows";
        if (elements > AlignedBuffer<T>.MaxLength)
        {
            long most = Math.Max(0, ((long)AlignedBuffer<T>.MaxLength - workspaceLength) / Math.Max(1, elementsPerRow));
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, string.Create(CultureInfo.InvariantCulture, $"{needed}, but a block can have {AlignedBuffer<T>.MaxLength:N0}, which is enough for {most:N0} rows. {Remedy}."));
        }

        try
        {
            return new AlignedBuffer<T>((int)elements);
        }
        catch (InsufficientMemoryException cause)
        {
            throw new InsufficientMemoryException($"{needed}. {cause.Message} {Remedy}.", cause);
        }
    }

    /// <summary>The facts of the network that the tape is of.</summary>
    internal NetworkInfo Info => _info;

    /// <summary>The largest number of rows.</summary>
    public int Capacity { get; }

    /// <summary>The number of rows of the last <c>Forward</c>; 0 before the first. Settable between 1 and the capacity by emitted code and tests.</summary>
    public int Rows
    {
        get => _rows;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Capacity);
            _rows = value;
            _weight = value;
            for (int output = 0; output < _lossWeights.Length; output++)
            {
                _lossWeights[output] = (double)value * _steps[output];
            }
        }
    }

    /// <summary>The threads that compute over this tape; null for the caller's alone. The results are the same to the last bit.</summary>
    public ThreadTeam? Team { get; }

    /// <summary>The storage: slot after slot, each of <see cref="Capacity"/> rows.</summary>
    public AlignedBuffer<T> Buffer { get; }

    /// <summary>Where in <see cref="Buffer"/> that begins which belongs to no row.</summary>
    public int WorkspaceStart { get; }

    /// <summary>What belongs to no row: for emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<T> Workspace => Buffer.Span[WorkspaceStart..];

    /// <summary>The values of the rows from one on: for emitted code.</summary>
    /// <param name="row">The row.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TapeValues<T> From(int row) => new(Buffer.Span, Capacity, row);

    /// <summary>
    /// The passes of the network that the tape serves, kept from the first step on; null for any other, so that a tape that serves several in turn
    /// allocates nothing either.
    /// </summary>
    internal BoundPasses<T>? PassesOf<TNetwork>(TNetwork network)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
    {
        BoundPasses<T> passes = _passes ??= BoundPasses<T>.Of(network);
        return passes.AreOf(network) ? passes : null;
    }

    /// <summary>All slots.</summary>
    internal IReadOnlyList<TapeSlot> AllSlots => _slots;

    private Span<T> All(TapeSlot slot) => Buffer.Span.Slice(Capacity * slot.Start, Capacity * slot.Stride);

    private TapeRows<T> View(TapeSlot slot) => slot.Line > 0
        ? Gathered(slot)
        : new(All(slot)[slot.Column..], slot.Kind == TapeSlotKind.Mask ? Capacity : Rows, slot.Columns, slot.Stride) { Channels = slot.Channels };

    private TapeSlot? FindOrNull(TapeSlotKind kind)
    {
        foreach (TapeSlot slot in _slots)
        {
            if (slot.Kind == kind)
            {
                return slot;
            }
        }

        return null;
    }

    private TapeSlot Find(TapeSlotKind kind)
    {
        return FindOrNull(kind) ?? throw new InvalidOperationException(kind == TapeSlotKind.InputGradient
            ? $"{_info.Name} computes no gradient of its input: declare it with [Network(InputGradient = true)]."
            : $"The tape of {_info.Name} has no {kind} slot.");
    }

    private TapeSlot Find(string name, TapeSlotKind kind)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool wantsMask = kind == TapeSlotKind.Mask;
        foreach (TapeSlot slot in _slots)
        {
            if (slot.Name == name && (slot.Kind == TapeSlotKind.Mask) == wantsMask && slot.Kind is not (TapeSlotKind.InputGradient or TapeSlotKind.OutputGradient))
            {
                return slot;
            }
        }

        string known = string.Join(", ", wantsMask ? _slots.Where(s => s.Kind == TapeSlotKind.Mask).Select(s => s.Name) : ValueNames);
        throw new ArgumentException($"The tape of {_info.Name} has no {(wantsMask ? "mask" : "value")} '{name}'; it has: {(known.Length == 0 ? "none" : known)}. A node fused into a later one leaves no value.", nameof(name));
    }
}
