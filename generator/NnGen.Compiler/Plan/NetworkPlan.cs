using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>Every number of the emitted code, and the reason for each choice.</summary>
public sealed record NetworkPlan
{
    public required NetworkDeclaration Declaration { get; init; }

    /// <summary>The layer table's lines.</summary>
    public required EquatableArray<NodeFacts> Nodes { get; init; }

    public required BuiltGraph Inference { get; init; }

    public required PlanFacts Facts { get; init; }

    /// <summary>Where each parameter lies.</summary>
    public required IReadOnlyList<ParameterPlace> Parameters { get; init; }

    /// <summary>The length of the parameter block.</summary>
    public required int StorageLength { get; init; }

    /// <summary>One row.</summary>
    public required RowsProgram Predict { get; init; }

    /// <summary>Any number of rows.</summary>
    public required RowsProgram PredictBatch { get; init; }

    /// <summary>
    /// For each output the loss of each row from outputs or scores, and targets, which lie in aligned, padded buffers of doubles row after row,
    /// those of several outputs side by side: a kernel on vectors of <see cref="PlanFacts.DoubleLanes"/> doubles in either precision. The losses
    /// of all rows of an output lie one after the other; where they start is the output's number, times the rows.
    /// </summary>
    public required IReadOnlyList<Step> Evaluation { get; init; }

    /// <summary>One step of time of any number of streams; null for a network that does not run step by step.</summary>
    public StepProgram? Step { get; init; }

    /// <summary>Forward and backward; null for a network that only predicts.</summary>
    public TrainingProgram? Training { get; init; }
}

/// <summary>What the network is, in numbers.</summary>
/// <param name="IsDouble">Whether the elements are doubles.</param>
/// <param name="Lanes">The elements of a logical vector.</param>
/// <param name="InputShape">The shape of an input row; of several inputs, side by side, as many columns as all have.</param>
/// <param name="OutputShape">The shape of an output row; of several outputs, side by side, as many columns as all have.</param>
/// <param name="ParameterCount">The trained parameters.</param>
/// <param name="MultiplyAdds">The multiply-adds of one prediction.</param>
public sealed record PlanFacts(bool IsDouble, int Lanes, Shape InputShape, Shape OutputShape, int ParameterCount, long MultiplyAdds)
{
    /// <summary>The elements of a logical vector of doubles.</summary>
    public const int DoubleLanes = 8;

    /// <summary>The inputs in declaration order.</summary>
    public EquatableArray<InputFacts> Inputs { get; init; }
}

/// <summary>One input.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Shape">The shape of a row, channels first.</param>
/// <param name="FirstColumn">Where it begins in a packed row, which has all inputs side by side.</param>
public sealed record InputFacts(string Name, Shape Shape, int FirstColumn)
{
    /// <summary>Whether the caller's rows have the channels last.</summary>
    public bool IsChannelsLast { get; init; }

    /// <summary>Whether there are doors for rows of bytes.</summary>
    public bool IsOfBytes { get; init; }

    /// <summary>What each number is multiplied by first.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>What is added to it then.</summary>
    public double Offset { get; init; }

    /// <summary>Where its numbers are classes, how many classes there are; else 0.</summary>
    public int ClassCount { get; init; }

    /// <summary>The elements of a row that are classes, where embeddings take some of them and not the whole input.</summary>
    public EquatableArray<ClassColumns> ClassColumns { get; init; }

    /// <summary>Whether some of its numbers are classes.</summary>
    public bool HasClasses => ClassCount > 0 || ClassColumns.Count > 0;

    /// <summary>Whether these classes are lengths of sequences, counted from 1 on.</summary>
    public bool IsOfLengths { get; init; }

    /// <summary>Whether its numbers only say what attention does not see.</summary>
    public bool IsMask { get; init; }

    /// <summary>Whether the loss can have a gradient with respect to it.</summary>
    public bool IsDifferentiable => !IsMask && ClassCount == 0 && Enumerable.Range(0, Shape.Size).Any(element => ClassesAt(element) == 0);

    /// <summary>Whether nothing need be said of it but name, shape and column.</summary>
    public bool IsPlain => !IsChannelsLast && !IsOfBytes && Scale == 1 && Offset == 0 && !HasClasses && !IsMask;

    /// <summary>How many classes an element of a row may mean; 0 where it is a plain number. The library's <c>InputInfo</c> says the same.</summary>
    public int ClassesAt(int element)
    {
        int[] counts = [.. ClassColumns.Where(columns => element >= columns.First && element < columns.First + columns.Size).Select(columns => columns.ClassCount)];
        return ClassCount == 0 ? counts.DefaultIfEmpty(0).Min() : counts.Append(ClassCount).Min();
    }
}

/// <summary>Elements of an input, side by side, that an embedding takes as classes.</summary>
/// <param name="First">The first of them in a row of the input.</param>
/// <param name="Size">How many they are.</param>
/// <param name="ClassCount">How many classes they may mean.</param>
public sealed record ClassColumns(int First, int Size, int ClassCount);

/// <summary>Where a parameter lies, and why so.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Offset">Its first element in the block.</param>
/// <param name="Pieces">The pieces of a weight; empty for a vector, which lies as it is.</param>
/// <param name="Reason">Why.</param>
public sealed record ParameterPlace(Parameter Parameter, int Offset, EquatableArray<WeightPiece> Pieces, string Reason)
{
    /// <summary>What its elements are kept as. Those of 16 bits lie in pairs, two in an element of the block.</summary>
    public WeightStorage Storage { get; init; }

    /// <summary>How many of its elements lie in an element of the block.</summary>
    public int PerElement => Storage == WeightStorage.Full ? 1 : 2;

    /// <summary>
    /// Where the element with the canonical indices [output, input] of a weight lies, counted in elements as it has them from the block's first on: of 16 bits, the block has twice as
    /// many; -1 where its mask has none.
    /// </summary>
    public int Position(int output, int input)
    {
        if (Parameter.Mask is Graph.ConnectionMask mask && !mask[output, input])
        {
            return -1;
        }

        WeightPiece piece = Pieces.Last(candidate => candidate.First <= output);
        if (piece.Blocks is ConnectionBlocks blocks)
        {
            return PerElement * piece.Offset + blocks.Entry(output / piece.Stride, input) * piece.Stride + output % piece.Stride;
        }

        int local = output - piece.First;
        return piece.IsByOutputs
            ? PerElement * piece.Offset + local * piece.Stride + input
            : PerElement * piece.Offset + local / piece.Stride * piece.Stride * Parameter.InputsOfOutput + input * piece.Stride + local % piece.Stride;
    }

    /// <summary>Where an element of the canonical, row-major order lies; -1 where the mask has none.</summary>
    public int Position(int index)
    {
        if (Pieces.Count == 0)
        {
            return Offset + index;
        }

        (int output, int input) = Parameter.Order?.Of(index) ?? (index / Parameter.InputsOfOutput, index % Parameter.InputsOfOutput);
        return Position(output, input);
    }

    /// <summary>The elements of the block that it takes, padding included, of a weight.</summary>
    public int Length => Pieces.Sum(piece => piece.Length(Parameter.InputsOfOutput)) / PerElement;
}

/// <summary>A range of a weight's outputs.</summary>
/// <param name="First">The first output.</param>
/// <param name="Outputs">The number of outputs.</param>
/// <param name="Offset">The first element in the parameter block.</param>
/// <param name="Stride">
/// By outputs: the elements from one output's weights to the next output's. Else the width of a panel: within a panel, the elements from
/// one input's weights to the next input's.
/// </param>
/// <param name="IsByOutputs">Whether the weights of one output lie side by side; else those of one input do, panel after panel.</param>
public sealed record WeightPiece(int First, int Outputs, int Offset, int Stride, bool IsByOutputs)
{
    /// <summary>The number of panels.</summary>
    public int Panels => IsByOutputs ? 0 : (Outputs + Stride - 1) / Stride;

    /// <summary>
    /// Where only connected inputs have memory, those of each block of outputs; the blocks are as wide as <see cref="Stride"/>. Such a piece
    /// is all of its weight. Null elsewhere.
    /// </summary>
    public ConnectionBlocks? Blocks { get; init; }

    /// <summary>The elements of its memory, padding included.</summary>
    public int Length(int inputs) => Blocks is not null ? Blocks.Entries * Stride : IsByOutputs ? Outputs * Stride : Panels * Stride * inputs;
}

/// <summary>Steps over rows, with the memory they need.</summary>
/// <param name="Steps">The steps in order.</param>
/// <param name="ElementsPerRow">The elements of a row in <see cref="Area.Rows"/>.</param>
/// <param name="ChunkRows">How many rows go through all steps at a time.</param>
/// <param name="OnStack">Whether the rows' memory is a stack buffer.</param>
public sealed record RowsProgram(IReadOnlyList<Step> Steps, int ElementsPerRow, int ChunkRows, bool OnStack)
{
    /// <summary>What is computed of the parameters alone, once a call, before the rows.</summary>
    public IReadOnlyList<Step> Prepare { get; init; } = [];

    /// <summary>What is copied before the steps, with a stride that the caller tells: the rows of several inputs.</summary>
    public IReadOnlyList<InputCopy> Copies { get; init; } = [];

    /// <summary>What is copied after the steps, with a stride that the caller tells: the rows of several outputs.</summary>
    public IReadOnlyList<OutputCopy> OutputCopies { get; init; } = [];

    /// <summary>
    /// For each output where the values lie from which a last activation computes it, for evaluation, or the output where there is no such
    /// activation; none where there is none at any output.
    /// </summary>
    public IReadOnlyList<Place> Scores { get; init; } = [];

    /// <summary>The elements that belong to no row, behind those of the rows.</summary>
    public int WorkspaceLength { get; init; }

    /// <summary>Where the elements that belong to no row begin.</summary>
    public int WorkspaceStart => checked(ElementsPerRow * ChunkRows);

    /// <summary>The elements of the memory between the layers.</summary>
    public int ScratchLength => checked(WorkspaceStart + WorkspaceLength);
}

/// <summary>One step of time.</summary>
/// <param name="Program">The steps over the streams, which are its rows.</param>
/// <param name="States">What each stream carries on.</param>
/// <param name="StateLength">The elements of a stream's state, in whole vectors.</param>
/// <param name="InputShape">The shape of what a step takes.</param>
/// <param name="OutputShape">The shape of what a step gives.</param>
public sealed record StepProgram(RowsProgram Program, IReadOnlyList<Place> States, int StateLength, Shape InputShape, Shape OutputShape)
{
    /// <summary>
    /// The steps of one stream alone, where they are fewer: small layers that follow one another are one kernel. Null where nothing is gained. For registers
    /// of 256 bits or more: with four to a logical vector the JIT would not inline all that a chain has, and one stream goes the way of many.
    /// </summary>
    public RowsProgram? Alone { get; init; }

    /// <summary>The state that counts the steps; null where a stream has no end.</summary>
    public Place? Count { get; init; }

    /// <summary>How many steps a stream can have, where they are counted.</summary>
    public int Limit { get; init; }
}

/// <summary>The copy of an input's rows.</summary>
/// <param name="From">The input in the caller's memory; its start is the column in a packed row.</param>
/// <param name="To">Where its rows are read.</param>
public sealed record InputCopy(Place From, Place To);

/// <summary>The copy of an output's rows.</summary>
/// <param name="From">Where they were computed.</param>
/// <param name="To">The output in the caller's memory; its start is the column in a packed row.</param>
public sealed record OutputCopy(Place From, Place To);

/// <summary>A part of a pass: by rows, which are shared out, or over all rows at once.</summary>
public sealed record TrainingPart(bool MixesRows, IReadOnlyList<Step> Steps);

/// <summary>Columns of a packed row of inputs, side by side, by which rows of a sparse table are looked up.</summary>
public sealed record SparseLookup(Parameter Table, int First, int Size);

/// <summary>The forward and the backward pass over a tape, in phases: within a phase rows, or chunks of parameters, are shared out to any number of threads.</summary>
public sealed record TrainingProgram
{
    /// <summary>Before all else, by parameters: weights as the forward pass wants them where it does not take them as they lie.</summary>
    public IReadOnlyList<Step> PrepareForward { get; init; } = [];

    /// <summary>Phase 1, by rows: outputs and the losses of the rows. Where statistics of the batch are wanted, in several parts.</summary>
    public required IReadOnlyList<TrainingPart> Forward { get; init; }

    /// <summary>Phase 2, by parameters: what the backward pass wants to know of the weights before any of them changes.</summary>
    public required IReadOnlyList<Step> Prepare { get; init; }

    /// <summary>Phase 3, by rows: the gradients of values. Where sums over the batch are wanted, in several parts.</summary>
    public required IReadOnlyList<TrainingPart> Backward { get; init; }

    /// <summary>Phase 4, by parameters: the gradients of parameters, and their updates.</summary>
    public required IReadOnlyList<Step> BackwardParameters { get; init; }

    /// <summary>What takes the place of the losses' gradients where the caller gives gradients at the outputs; none where none would reach anything.</summary>
    public IReadOnlyList<OutputGradientProgram> OutputGradients { get; init; } = [];

    /// <summary>The steps of the backward pass from gradients at the outputs, in order.</summary>
    public IEnumerable<Step> OutputGradientSteps => OutputGradients.Count == 0
        ? throw new InvalidOperationException("No gradient at the output reaches anything that learns.")
        : Prepare
            .Concat(Backward.SelectMany(part => part.Steps).SelectMany(step => OutputGradients.FirstOrDefault(own => ReferenceEquals(own.Replaced, step))?.Steps ?? [step]))
            .Concat(BackwardParameters);

    /// <summary>The steps of the forward pass, in order.</summary>
    public IEnumerable<Step> ForwardSteps => PrepareForward.Concat(Forward.SelectMany(part => part.Steps));

    /// <summary>The steps of the backward pass, in order.</summary>
    public IEnumerable<Step> BackwardSteps => Prepare.Concat(Backward.SelectMany(part => part.Steps)).Concat(BackwardParameters);

    /// <summary>The columns of a packed row of inputs that say which rows of sparse tables have a gradient.</summary>
    public IReadOnlyList<SparseLookup> Lookups { get; init; } = [];

    /// <summary>What the tape keeps.</summary>
    public required IReadOnlyList<TapePlace> Tape { get; init; }

    /// <summary>The elements of a row of the tape.</summary>
    public required int ElementsPerRow { get; init; }

    /// <summary>The elements of the tape that belong to no row.</summary>
    public required int WorkspaceLength { get; init; }

    /// <summary>Where the targets of each output lie; in a packed row, which has all of them side by side, where there are several.</summary>
    public required IReadOnlyList<Place> Targets { get; init; }

    /// <summary>Where the factor of the loss of each row, or of each of its steps, lies, for each output.</summary>
    public required IReadOnlyList<Place> LossScales { get; init; }

    /// <summary>Where the loss of each row, or of each of its steps, lies, for each output.</summary>
    public required IReadOnlyList<Place> RowLosses { get; init; }

    /// <summary>Where each output lies.</summary>
    public required IReadOnlyList<Place> Outputs { get; init; }
}

/// <summary>How a backward pass takes a gradient at an output that the caller gives.</summary>
/// <param name="Output">The number of the output.</param>
/// <param name="Place">Where that gradient is put.</param>
/// <param name="Replaced">The step that the others stand for: the gradient of the output's loss.</param>
/// <param name="Steps">What is done to the caller's; none where the rest of the backward pass takes it as it is.</param>
public sealed record OutputGradientProgram(int Output, Place Place, Step Replaced, IReadOnlyList<Step> Steps);

/// <summary>What a place on the tape holds: the values of the library's enum TapeSlotKind, by their names.</summary>
public enum TapeKind
{
    /// <summary>The copy of the inputs.</summary>
    Input,

    /// <summary>The copy of the targets.</summary>
    Target,

    /// <summary>The network's output.</summary>
    Output,

    /// <summary>A node's value.</summary>
    Value,

    /// <summary>A dropout mask.</summary>
    Mask,

    /// <summary>The gradient of the loss with respect to an input.</summary>
    InputGradient,

    /// <summary>The factor of each row's loss in that of the batch.</summary>
    LossScale,

    /// <summary>Where a gradient at the output goes that the caller gives.</summary>
    OutputGradient,

    /// <summary>The loss of each row.</summary>
    RowLoss,

    /// <summary>What is no node's value.</summary>
    Internal,
}

/// <summary>A value on the tape.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Place">Where it lies.</param>
/// <param name="DropRate">For a mask, the probability of 0.</param>
public sealed record TapePlace(string Name, TapeKind Kind, Place Place, double DropRate = 0)
{
    /// <summary>The elements of a row.</summary>
    public int Columns => Place.Inset is Inset inset ? inset.Count * Place.Columns : Place.Columns;

    /// <summary>Of an image whose channels lie side by side at each place, how many; 0 where a row lies as the node's shape says.</summary>
    public int Channels { get; init; }
}

/// <summary>One kernel call.</summary>
/// <param name="Spec">The kernel.</param>
/// <param name="Operands">Its memories by name.</param>
/// <param name="Indices">Its index parameters other than <c>rows</c>, by name.</param>
/// <param name="Comment">Which nodes, which op, which shapes.</param>
/// <param name="Reason">Why this strategy.</param>
public sealed record Step(KernelSpec Spec, EquatableArray<Operand> Operands, EquatableArray<IndexOperand> Indices, string Comment, string Reason)
{
    /// <summary>Of how many positions a row consists that the kernel takes as rows of their own: it gets so many times the rows.</summary>
    public int Positions { get; init; } = 1;

    /// <summary>Which turn of which loop over time it belongs to; null outside.</summary>
    public TimeTurn? Time { get; init; }

    /// <summary>Whether it is done for one step of time, in a loop over all of them.</summary>
    public bool IsOverTime => Time is not null;

    /// <summary>Of a chain, the steps that it does.</summary>
    public EquatableArray<Step> Parts { get; init; }

    /// <summary>What of the step is a chunk, in a phase that is shared out by parameters; null where the step is done as a whole.</summary>
    public StepRange? Range { get; init; }
}

/// <summary>
/// A step as a range of something, which its kernel takes from an index on to before another. A chunk is <paramref name="Unit"/> of it; the last
/// one has what is left too.
/// </summary>
/// <param name="Axis">What it is a range of, in words: inputs, columns, panels, blocks.</param>
/// <param name="From">The kernel's index of the first.</param>
/// <param name="To">The kernel's index behind the last.</param>
/// <param name="Size">How many there are.</param>
/// <param name="Unit">How many are a chunk.</param>
public sealed record StepRange(string Axis, string From, string To, int Size, int Unit)
{
    /// <summary>The number of chunks.</summary>
    public int Chunks => Math.Max(1, Size / Unit);
}

/// <summary>A memory that a step hands to its kernel.</summary>
public sealed record Operand(string Memory, Place Place)
{
    /// <summary>The memories of one kind by number: x, xA, xB. Letters, since numbers are what kernels append to the names of their locals.</summary>
    public static string Numbered(string memory, int number) => memory + Letters(number);

    private static string Letters(int number) => number == 0 ? "" : Letters((number - 1) / 26) + (char)('A' + ((number - 1) % 26));
}

/// <summary>An index that a step hands to its kernel: an element of the parameter block, or a number.</summary>
public sealed record IndexOperand(string Name, int Value)
{
    /// <summary>Whether it is a number, not an element of the parameter block.</summary>
    public bool IsNumber { get; init; }
}
