using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Tests.Shapes;

/// <summary>
/// Proves every step of a plan at every width, against what the library promises and nothing more: the caller's rows to the last element,
/// the program's memory, the parameter block with the padding of an aligned buffer, the tape. What is written stays inside the value that
/// it belongs to: another row's columns, another value and another parameter are out of bounds too.
/// </summary>
internal sealed class PlanProof
{
    /// <summary>What an aligned buffer of the library has behind its last element.</summary>
    private const int PaddingBytes = 256;

    private readonly NetworkPlan _plan;
    private readonly KernelFactory _factory;
    private readonly KernelFactory _evaluation = new(PlanFacts.DoubleLanes);
    private readonly IReadOnlyList<BoundsProof> _widths;

    /// <summary>Losses are evaluated in doubles.</summary>
    private readonly IReadOnlyList<BoundsProof> _doubles;

    public PlanProof(NetworkPlan plan)
    {
        _plan = plan;
        _factory = new KernelFactory(plan.Facts.Lanes);

        // 512, 256 and 128 bits.
        _widths = Widths(plan.Facts.Lanes);
        _doubles = Widths(PlanFacts.DoubleLanes);

        static IReadOnlyList<BoundsProof> Widths(int lanes) => [.. new[] { 1, 2, 4 }.Select(registers => new BoundsProof(lanes, lanes / registers))];
    }

    public IEnumerable<string> Failures => _widths.Concat(_doubles).SelectMany(width => width.Failures);

    public long Accesses => _widths.Concat(_doubles).Sum(width => width.Accesses);

    private int Padding => PaddingBytes / (_plan.Facts.IsDouble ? sizeof(double) : sizeof(float));

    /// <summary>Both predictions.</summary>
    public PlanProof Predictions()
    {
        Program(_plan.Predict, new RowRange(1, 1));
        bool isOnePass = _plan.PredictBatch.ElementsPerRow == 0;
        Program(_plan.PredictBatch, new RowRange(1, isOnePass ? null : _plan.PredictBatch.ChunkRows));
        return this;
    }

    /// <summary>One step of time, where there is one: what a stream carries on is another stream's behind it.</summary>
    public PlanProof Steps()
    {
        if (_plan.Step is StepProgram step)
        {
            bool isOnePass = step.Program.ElementsPerRow == 0;
            Program(step.Program, new RowRange(1, isOnePass ? null : step.Program.ChunkRows));
            if (step.Alone is RowsProgram alone)
            {
                Program(alone with { Steps = [.. alone.Steps.SelectMany(one => one.Parts.Count == 0 ? new[] { one } : one.Parts.AsEnumerable())] }, new RowRange(1, 1));
            }
        }

        return this;
    }

    /// <summary>The passes of training and the loss of evaluation, for any number of rows.</summary>
    public PlanProof Training()
    {
        TrainingProgram program = _plan.Training!;
        var rows = new RowRange(1, null);
        Step[] steps = [.. program.ForwardSteps, .. program.BackwardSteps, .. program.OutputGradients.SelectMany(own => own.Steps)];
        foreach (Step step in steps)
        {
            // The tape has room for so many rows or more; with more, every value has more behind it.
            Prove(step, rows, place => place.Area switch
            {
                Area.Rows => Values(place, new Bound(program.WorkspaceLength + Padding - place.Column, program.ElementsPerRow - place.Start), new Bound(0, place.Positions)),
                Area.Workspace when place.Stride == 0 => OneForAll(place),
                Area.Workspace => Values(place, program.WorkspaceLength + Padding - place.Start, program.WorkspaceLength / place.Stride),
                Area.Masks => Mask(place),
                _ => Parameters(place),
            });
        }

        foreach (Step step in _plan.Evaluation)
        {
            Prove(step, rows, place => Values(place, new Bound(PaddingBytes / sizeof(double) - place.Column, place.RowStride), new Bound(0, place.Positions)), _evaluation, _doubles);
        }

        return this;
    }

    private void Program(RowsProgram program, RowRange rows)
    {
        // Copies are exact in both memories as long as the columns are inside a row.
        foreach (Place to in program.Copies.Select(copy => copy.To).Concat(program.OutputCopies.Select(copy => copy.From)).Where(to => to.Column + to.Columns > to.Stride || (to.Area == Area.Rows && to.Start + to.Stride > program.ElementsPerRow)))
        {
            throw new InvalidOperationException($"The copy of {to.Name} reaches past its row.");
        }

        Steps(program, rows);
    }

    private void Steps(RowsProgram program, RowRange rows) => program.Prepare.Concat(program.Steps).ToList().ForEach(step => Prove(step, rows, place => place.Area switch
    {
        Area.Input or Area.Output or Area.States => Values(place, new Bound(-place.Column, place.RowStride), new Bound(0, place.Positions)),
        Area.Workspace => OneForAll(place),
        Area.Rows => Values(place, program.ScratchLength - (long)place.Start * program.ChunkRows - place.Column, program.ChunkRows * place.Positions),
        _ => Parameters(place),
    }));

    /// <summary>One row for the whole batch: a vector may begin at its last element.</summary>
    private Room OneForAll(Place place)
    {
        int length = Layout.Pad(place.Column + place.Columns + _plan.Facts.Lanes - 1, _plan.Facts.Lanes) - place.Column;
        return new($"{place.Area} '{place.Name}'", length, new Rows(1, length, length));
    }

    private static Room Values(Place place, Bound length, Bound rows) =>
        new($"{place.Area} '{place.Name}'", length, new Rows(rows, place.Stride, place.IsPadded || place.Area == Area.Workspace ? place.Stride - place.Column : place.Columns));

    /// <summary>A parameter, or a piece of a weight, with the vector that its last elements lie in: what comes behind is another parameter's.</summary>
    private Room Parameters(Place place)
    {
        ParameterPlace parameter = _plan.Parameters.Last(candidate => candidate.Offset <= place.Start);
        int inputs = parameter.Pieces.Count > 0 ? parameter.Parameter.InputsOfOutput : parameter.Parameter.Shape.Last;
        int length = parameter.Pieces.FirstOrDefault(candidate => candidate.Offset == place.Start) is not WeightPiece piece
            ? _plan.Parameters.Select(candidate => candidate.Offset).Where(offset => offset > parameter.Offset).DefaultIfEmpty(_plan.StorageLength).Min() - parameter.Offset
            : piece.Length(inputs);

        // A running statistic is written while the batch is computed: exactly, for another parameter comes behind it.
        int size = parameter.Parameter.Shape.Size;
        return new($"parameter '{place.Name}'", length - place.Column, parameter.Parameter.IsBuffer ? new Rows(1, size, size) : null);
    }

    /// <summary>A mask, to the last vector of its weight.</summary>
    private Room Mask(Place place)
    {
        ParameterPlace weight = _plan.Parameters.Last(candidate => candidate.Offset <= place.Start);
        return new($"mask '{place.Name}'", weight.Offset + weight.Length - place.Start - place.Column, null);
    }

    /// <summary>The parameter, or the piece of a weight, that a step updates.</summary>
    private (Room, long)? Updated(Step step)
    {
        if (step.Indices.Count == 0 || step.Indices[0].IsNumber)
        {
            return null;
        }

        int offset = step.Indices[0].Value;
        ParameterPlace place = _plan.Parameters.Last(candidate => candidate.Offset <= offset);
        Rows rows = new(1, place.Parameter.Shape.Size, place.Parameter.Shape.Size);
        if (place.Pieces.Count > 0)
        {
            int inputs = place.Parameter.InputsOfOutput;
            WeightPiece piece = place.Pieces.Last(candidate => candidate.Offset <= offset);

            if (piece.Blocks is not null)
            {
                int all = piece.Length(inputs);
                return (new Room($"parameter {place.Parameter.Name}", all, new Rows(1, all, all)), offset);
            }

            // A tail begins somewhere in the piece.
            int skipped = (offset - piece.Offset) / piece.Stride;
            int column = (offset - piece.Offset) % piece.Stride;
            rows = piece.IsByOutputs
                ? new(piece.Outputs - skipped, piece.Stride, inputs - column)
                : new((long)piece.Panels * inputs - skipped, piece.Stride, Math.Min(piece.Stride, piece.Outputs) - column);
        }

        return (new Room($"parameter {place.Parameter.Name}", _plan.StorageLength - offset, rows), offset);
    }

    private void Prove(Step step, RowRange rows, Func<Place, Room> room) => Prove(step, rows, room, _factory, _widths);

    private void Prove(Step step, RowRange rows, Func<Place, Room> room, KernelFactory factory, IReadOnlyList<BoundsProof> widths)
    {
        Kernel kernel = factory.Get(step.Spec);
        var memories = new Dictionary<string, Room>(StringComparer.Ordinal) { [Names.Parameters] = new Room("parameters", 0, null) };
        foreach (Operand operand in step.Operands)
        {
            memories[operand.Memory] = room(operand.Place);
        }

        var indices = new Dictionary<string, Linear>(StringComparer.Ordinal) { [Names.Rows] = Linear.Of(new Bound(0, step.Positions)) };
        foreach (IndexOperand index in step.Indices)
        {
            indices[index.Name] = Linear.Of(index.Value);
        }

        if (step.Range is StepRange range)
        {
            // Any range that a share may have of it.
            indices[range.From] = Linear.Of(new Range(range.From, 0, range.Size));
            indices[range.To] = Linear.Of(new Range(range.To, 0, range.Size));
        }

        foreach (BoundsProof width in widths)
        {
            width.Run(kernel, memories, indices, Updated(step), rows);
        }
    }
}
