using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Plan;

/// <summary>Where the values of one program lie. Values that only reshape another share its place.</summary>
internal sealed class PlacementMap
{
    private readonly Dictionary<Value, Place> _places = [];
    private readonly Dictionary<Parameter, Place> _transposed = [];
    private readonly Dictionary<Op, Place> _scales = [];
    private readonly Dictionary<Op, Place> _segments = [];
    private readonly Dictionary<Op, Place> _biasLines = [];
    private readonly Dictionary<Parameter, Place> _sums = [];
    private readonly Dictionary<Parameter, Place> _waiting = [];

    public Place this[Value value] => _places.TryGetValue(Root(value), out Place? place)
        ? place
        : throw new InvalidOperationException($"{value} has no place.");

    /// <summary>The loop over time whose steps are being built; null outside.</summary>
    public TimeLoop? Loop { get; set; }

    /// <summary>A value as rows of so many positions; within a loop over time, what it is at the first of them.</summary>
    public Place At(Value value, int positions)
    {
        Place place = this[value].At(positions);
        return Loop is null || place.Stride == 0 ? place : place.InTurns();
    }

    /// <summary>The factor of each row's loss in that of the batch, for the ops that compute the gradient of a loss.</summary>
    public Place ScaleOf(Op op) => _scales[op];

    public void SetScale(Op op, Place scale) => _scales[op] = scale;

    public Value Root(Value value)
    {
        while (value.Producer is ReshapeOp)
        {
            value = value.Producer.Inputs[0];
        }

        return value;
    }

    public bool IsStored(Value value) => _places.ContainsKey(Root(value));

    /// <summary>Where a gradient is summed up before it is handed over: of a convolution's weight, image after image; of an embedding, row by row.</summary>
    public Place SumsOf(Parameter weight) => _sums[weight];

    public void SetSums(Parameter weight, Place place) => _sums[weight] = place;

    /// <summary>Where it says for each row of a sparse table whether its sum still is to be handed over.</summary>
    public Place WaitingOf(Parameter weight) => _waiting[weight];

    public void SetWaiting(Parameter weight, Place place) => _waiting[weight] = place;

    public Place Transposed(Parameter weight) => _transposed[weight];

    /// <summary>Where the weight of an overlap-add lies in segments.</summary>
    public Place Segments(Op overlap) => _segments[overlap];

    public void SetSegments(Op overlap, Place place) => _segments[overlap] = place;

    /// <summary>Where its bias lies, for each pixel of a line.</summary>
    public Place BiasLineOf(Op overlap) => _biasLines[overlap];

    public void SetBiasLine(Op overlap, Place place) => _biasLines[overlap] = place;

    public void Set(Value value, Place place) => _places[Root(value)] = place;

    /// <summary>Places the parameters that elementwise ops read: the same elements for every row.</summary>
    public void SetParameters(NetworkGraph graph, IReadOnlyDictionary<Parameter, ParameterPlace> parameters)
    {
        foreach (ParameterOp op in graph.Ops.OfType<ParameterOp>())
        {
            Value value = op.Results[0];
            Set(value, new Place(Area.Parameters, parameters[op.Weight].Offset, op.IsShared ? 1 : value.Shape.Size, 0) { Name = op.Weight.Name });
        }
    }

    public void SetTransposed(Parameter weight, Place place) => _transposed[weight] = place;
}
