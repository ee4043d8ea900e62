using System.Globalization;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Where parameters lie. A weight lies in pieces, each a range of outputs: panels, in which each input scales a row of whole vectors,
/// and for the outputs that fill no vector, rows of their own, whose products are summed up.
/// </summary>
public static class Layout
{
    /// <summary>
    /// The vectors of a panel. Four keep the multiply-adds busy while a panel streams past, and their sums fit the registers of narrower machines.
    /// </summary>
    private const int PanelVectors = 4;

    /// <summary>Up to so many vectors are one panel: all sums still fit.</summary>
    private const int MaxVectors = 6;

    /// <summary>What summing up a vector costs, in multiply-adds of vectors.</summary>
    private const int SumCost = 9;

    /// <summary>A tail is split off only where it saves so many multiply-adds of vectors: it costs two more steps.</summary>
    private const int TailGain = 128;

    /// <summary>From so many vectors of inputs on, a narrow layer is faster by rows of its own, for one row of a batch at least.</summary>
    private const int NarrowVectors = 8;

    /// <summary>The rows of a batch for which ways are compared.</summary>
    private const int UsualRows = 32;

    /// <summary>The next multiple of the lanes.</summary>
    public static int Pad(int columns, int lanes) => checked((columns + lanes - 1) / lanes * lanes);

    /// <summary>Lays the parameters out one after the other, each from a whole vector on.</summary>
    /// <param name="graph">The graph for prediction.</param>
    /// <param name="lanes">The elements of a logical vector.</param>
    /// <param name="cost">Whom to ask what a kernel costs.</param>
    /// <param name="storage">What weights are kept as whose kernels can read it.</param>
    public static (IReadOnlyList<ParameterPlace> Places, int Length) Parameters(NetworkGraph graph, int lanes, IKernelCost cost, WeightStorage storage = WeightStorage.Full)
    {
        var places = new List<ParameterPlace>();
        int offset = 0;
        HashSet<Parameter> sparse = Sparse(graph);
        var tables = new HashSet<Parameter>(graph.Ops.OfType<EmbeddingOp>().Select(op => op.Weight));

        // A stream reads whole vectors of a row of a table of positions.
        var positions = new HashSet<Parameter>(graph.Ops.Where(op => op is PositionOp or RotaryOp).SelectMany(op => op.Inputs.Skip(1)).Select(input => input.Producer).OfType<ParameterOp>().Select(op => op.Weight).Where(table => table.Shape.Last % lanes != 0));
        ILookup<Parameter, LinearOp> products = graph.Ops.OfType<LinearOp>().ToLookup(product => product.Weight);
        ILookup<Parameter, int> groups = graph.Ops.Where(op => op is ConvolutionOp or DepthwiseOp or OverlapAddOp).ToLookup(op => op.Weight!, op => op is ConvolutionOp convolution ? convolution.Groups : op is OverlapAddOp ? 1 : 0);

        // Each group of a convolution reads whole vectors of the bias, and of what else its outputs have one each of, from its own first output on.
        bool hasGroups = graph.Ops.OfType<ConvolutionOp>().Any(op => op.Groups > 1);
        HashSet<Parameter> stored = storage == WeightStorage.Full ? [] : Storable(graph);
        foreach (Parameter parameter in graph.Parameters)
        {
            WeightStorage kept = stored.Contains(parameter) ? storage : WeightStorage.Full;
            if (groups.Contains(parameter))
            {
                ParameterPlace place = Windowed(parameter, groups[parameter].First(), offset, lanes, kept);
                places.Add(place);
                offset = checked(offset + place.Length);
                continue;
            }

            if (tables.Contains(parameter))
            {
                (int rows, int columns) = (parameter.Outputs, parameter.InputsOfOutput);
                places.Add(new ParameterPlace(parameter, offset, new EquatableArray<WeightPiece>(new WeightPiece(0, rows, offset, Pad(columns, lanes), IsByOutputs: true)), "by rows, each of which is looked up"));
                offset = checked(offset + rows * Pad(columns, lanes));
                continue;
            }

            bool isMatrix = products.Contains(parameter);
            if (!isMatrix)
            {
                places.Add(new ParameterPlace(parameter, offset, default, parameter.Shape.Axes.Count == 1 ? "one vector" : "in row-major order"));
                offset = checked(offset + Pad(parameter.Shape.Size + (hasGroups || positions.Contains(parameter) ? lanes - 1 : 0), lanes));
                continue;
            }

            if (parameter.Shape.Axes.Count != 2 && parameter.Order is null)
            {
                throw new InvalidOperationException($"{parameter.Name}{parameter.Shape} is no matrix, so a matrix product cannot take it.");
            }

            int start = offset;
            ConnectionMask? mask = parameter.Mask;
            ConnectionBlocks? blocks = mask is null ? null : ConnectionBlocks.Of(mask.Outputs, mask.Inputs, lanes, (output, input) => mask[output, input]);
            bool isTransposed = products[parameter].Any(product => product.IsTransposed);
            bool isTied = products[parameter].Count() > 1;
            if (isTransposed)
            {
                // Rows are their own transpose, so both ways of using it read it as it lies.
                (int rows, int columns) = (parameter.Outputs, parameter.InputsOfOutput);
                places.Add(new ParameterPlace(parameter, start, new EquatableArray<WeightPiece>(new WeightPiece(0, rows, offset, Pad(columns, lanes), IsByOutputs: true)), "by rows, since it is used transposed too"));
                offset = checked(offset + rows * Pad(columns, lanes));
                continue;
            }

            if (blocks is not null && !isTied && !sparse.Contains(parameter) && Pays(blocks, mask!.Outputs, mask.Inputs, lanes, cost))
            {
                places.Add(new ParameterPlace(parameter, start, new EquatableArray<WeightPiece>(new WeightPiece(0, mask.Outputs, offset, lanes, IsByOutputs: false) { Blocks = blocks }), Words(blocks, mask, lanes)));
                offset = checked(offset + blocks.Entries * lanes);
                continue;
            }

            var pieces = new List<WeightPiece>();
            foreach ((int first, int outputs, int panel) in Split(parameter.InputsOfOutput, parameter.Outputs, lanes, sparse.Contains(parameter)))
            {
                int inputs = parameter.InputsOfOutput;
                pieces.Add(new WeightPiece(first, outputs, offset, panel == 0 ? Pad(inputs, lanes) : panel, panel == 0));
                offset = checked(offset + Elements(panel == 0 ? outputs * Pad(inputs, lanes) : inputs * Pad(outputs, panel), lanes, kept));
            }

            places.Add(new ParameterPlace(parameter, start, new(pieces), string.Join("; ", pieces.Select(Words)) + Words(blocks, mask) + Words(kept)) { Storage = kept });
        }

        return (places, offset);
    }

    /// <summary>
    /// The weight of a convolution: panels only, since pixels are many and each sum of a tile then is a lane. Of several groups each has panels of its own;
    /// of a depthwise one, whose channels are lanes, all places have a row of one panel.
    /// </summary>
    private static ParameterPlace Windowed(Parameter parameter, int groups, int offset, int lanes, WeightStorage storage)
    {
        var pieces = new List<WeightPiece>();
        if (groups == 0)
        {
            pieces.Add(new WeightPiece(0, parameter.Outputs, offset, Pad(parameter.Outputs, lanes), IsByOutputs: false));
        }

        int outputs = groups == 0 ? 0 : parameter.Outputs / groups;
        int next = offset;
        for (int group = 0; group < groups; group++)
        {
            foreach ((int first, int columns, int panel) in Panels(outputs, lanes))
            {
                pieces.Add(new WeightPiece(group * outputs + first, columns, next, panel, IsByOutputs: false));
                next = checked(next + Elements(parameter.InputsOfOutput * Pad(columns, panel), lanes, storage));
            }
        }

        string reason = groups switch
        {
            0 => "each place of a window is a row of the weights of all channels",
            1 => string.Join("; ", pieces.Select(Words)),
            _ => $"{Number(groups)} groups, each in {(pieces.Count == groups ? "a panel" : "panels")} of its own",
        };
        return new ParameterPlace(parameter, offset, new(pieces), reason + Words(storage)) { Storage = storage };
    }

    /// <summary>
    /// The weights that may be kept as 16 bits: nothing takes them but products and convolutions, whose kernels widen what they load. What is looked up, copied in another order,
    /// multiplied by lists of connections or computed with element by element is little beside these, and stays as it is.
    /// </summary>
    private static HashSet<Parameter> Storable(NetworkGraph graph)
    {
        ILookup<Parameter, Op> takers = graph.Ops
            .SelectMany(op => op.Inputs.Select(input => (input.Producer, op)))
            .Where(pair => pair.Producer is ParameterOp)
            .ToLookup(pair => pair.Producer.Weight!, pair => pair.op);
        return [.. takers.Where(taken => taken.All(op => (op is LinearOp { IsTransposed: false } or ConvolutionOp { IsTransposed: false }) && op.Weight == taken.Key)).Select(taken => taken.Key)];
    }

    /// <summary>The elements of the block that so many numbers of a piece take: the next one begins at a whole vector.</summary>
    private static int Elements(int numbers, int lanes, WeightStorage storage) => storage == WeightStorage.Full ? numbers : Pad(numbers, 2 * lanes) / 2;

    /// <summary>The weights of sparse inputs: the weights of one input must lie side by side, so that those of a zero can be passed over.</summary>
    private static HashSet<Parameter> Sparse(NetworkGraph graph) =>
        [.. graph.Ops.OfType<LinearOp>().Where(op => graph.SparseInputs.Contains(Root(op.Inputs[0]))).Select(op => op.Weight)];

    private static Value Root(Value value) => value.Producer is ReshapeOp reshape ? Root(reshape.Inputs[0]) : value;

    /// <summary>The ranges of a weight's outputs, each with the width of its panels; 0 for rows.</summary>
    public static IEnumerable<(int First, int Outputs, int Panel)> Split(int inputs, int outputs, int lanes, bool isSparse = false)
    {
        int tail = outputs % lanes;
        int full = outputs - tail;
        int rows = tail * ((inputs + lanes - 1) / lanes + SumCost);
        bool hasRows = !isSparse && tail > 0 && inputs >= lanes && (full > 0 ? inputs - rows >= TailGain : rows < inputs || inputs >= NarrowVectors * lanes);
        int inPanels = hasRows ? full : outputs;
        foreach ((int first, int columns, int panel) in Panels(inPanels, lanes))
        {
            yield return (first, columns, panel);
        }

        if (hasRows)
        {
            yield return (inPanels, tail, 0);
        }
    }

    /// <summary>Columns in panels, each range with the width of its panels: a panel that is not full, or too narrow to be one of many, is a piece of its own.</summary>
    public static IEnumerable<(int First, int Columns, int Panel)> Panels(int columns, int lanes)
    {
        int vectors = (columns + lanes - 1) / lanes;
        int rest = vectors <= MaxVectors ? vectors : (vectors % PanelVectors) switch
        {
            0 => columns % lanes == 0 ? 0 : PanelVectors,
            1 => PanelVectors + 1,
            2 => PanelVectors + 2,
            _ => PanelVectors - 1,
        };
        int inPanels = (vectors - rest) * lanes;
        if (inPanels > 0)
        {
            yield return (0, inPanels, PanelVectors * lanes);
        }

        if (rest > 0)
        {
            yield return (inPanels, columns - inPanels, rest * lanes);
        }
    }

    /// <summary>
    /// Whether it pays to leave out the vectors without a connection: a tile over the others takes its inputs from a list, so for each
    /// multiply-add it loads nearly twice as much as a dense one. Both kernels are made and the cheaper one is taken, over the rows of a usual batch.
    /// </summary>
    public static bool Pays(ConnectionBlocks blocks, int outputs, int inputs, int lanes, IKernelCost cost)
    {
        // More of the vectors than this are never cheaper, and few of them always: no kernel is made to ask.
        long all = (long)inputs * (Pad(outputs, lanes) / lanes);
        if (10L * blocks.Entries >= 9L * all || 2L * blocks.Entries <= all)
        {
            return 2L * blocks.Entries <= all;
        }

        int stride = Pad(outputs, lanes);
        var sums = new Fusion(default, new EquatableArray<FusedStep>(new FusedStep(new ElementInput(0), new FusedStore("y", stride, IsPadded: true))));
        return cost.Nanoseconds(new ConnectedRowsSpec("Connected", blocks, outputs, Pad(inputs, lanes), 0, HasBias: true, sums), UsualRows)
            < Split(inputs, outputs, lanes).Sum(piece => cost.Nanoseconds(
                piece.Panel == 0
                    ? new DotRowsSpec("Dot", inputs, piece.Outputs, Pad(inputs, lanes), Pad(inputs, lanes), HasBias: true, stride)
                    : new DenseRowsSpec("Dense", inputs, piece.Outputs, Pad(inputs, lanes), piece.Panel, HasBias: true, sums),
                UsualRows));
    }

    private static string Words(ConnectionBlocks? blocks, ConnectionMask? mask) => mask is null || blocks is null
        ? ""
        : $"; {Number(mask.Count)} of {Number(mask.Outputs * mask.Inputs)} connections, the others kept as zeros, since {Number(blocks.Entries)} of {Number(mask.Inputs * blocks.Count)} vectors have some";

    private static string Words(ConnectionBlocks blocks, ConnectionMask mask, int lanes) =>
        $"{Number(mask.Count)} of {Number(mask.Outputs * mask.Inputs)} connections: for each {lanes} outputs the inputs that feed any of them, {Number(blocks.Entries)} of {Number(mask.Inputs * blocks.Count)} vectors";

    private static string Words(WeightStorage storage) => storage == WeightStorage.Full ? "" : $"; as {storage}, two numbers in the place of one";

    private static string Words(WeightPiece piece)
    {
        string range = piece.Outputs == 1 ? $"output {Number(piece.First)}" : $"outputs {Number(piece.First)} to {Number(piece.First + piece.Outputs - 1)}";
        return piece.IsByOutputs
            ? $"{range} by rows, since they fill no vector"
            : piece.Outputs > piece.Stride
                ? $"{range} in panels of {Number(piece.Stride)}, each one stream"
                : $"{range} in one panel" + (piece.Outputs < piece.Stride ? $" padded to {Number(piece.Stride)}" : "");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
