using NnGen.Compiler.Kernels;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Print;

/// <summary>Kernels as C# methods.</summary>
/// <param name="writer">Where they go.</param>
/// <param name="isDouble">Whether numbers are doubles.</param>
/// <param name="shared">The names of those that are shared.</param>
internal sealed class KernelPrinter(SourceWriter writer, bool isDouble, SharedKernels shared)
{
    private readonly string _type = isDouble ? "double" : "float";
    private const int IndicesInALine = 24;
    private const int NumbersInALine = 8;

    private readonly List<EquatableArray<int>> _tables = [];
    private readonly List<EquatableArray<double>> _numbers = [];
    private KernelSpelling _spelling = null!;
    private ExpressionPrinter _expressions = null!;

    /// <summary>The kernels that a kernel calls, and the kernel itself last.</summary>
    public static IEnumerable<Kernel> WithCallees(Kernel kernel) =>
        kernel.Body.SelectMany(Walk.Statements).OfType<Invoke>().SelectMany(invoke => WithCallees(invoke.Kernel)).Append(kernel);

    /// <summary>The type arguments that a kernel takes, out of V, P, the epilogue's and the update's.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="epilogue">The type of the epilogue.</param>
    public static string TypeArguments(Kernel kernel, string epilogue = "F")
    {
        var names = new List<string>();
        if (kernel.UsesLogical)
        {
            names.Add("V");
        }

        if (kernel.UsesPhysical)
        {
            names.Add("P");
        }

        if (kernel.Epilogue is not null)
        {
            names.Add(epilogue);
        }

        if (kernel.Updates)
        {
            names.Add("TUpdate");
        }

        return names.Count == 0 ? "" : "<" + string.Join(", ", names) + ">";
    }

    /// <summary>Prints a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="name">What it is called; null for its own name.</param>
    public void Print(Kernel kernel, string? name = null)
    {
        Spell(kernel);
        IEnumerable<string> parameters =
        [
            .. kernel.OwnMemories.Select(memory => $"ref {TypeOf(kernel, memory)} {memory}"),
            .. kernel.Epilogue is null ? [] : new[] { "F f" },
            .. kernel.Indices.Select(index => $"nint {index}"),
            .. kernel.Scalars.Select(scalar => $"{_type} {scalar}"),
            .. kernel.Updates ? new[] { "ref TUpdate update" } : [],
            .. kernel.IsShared ? kernel.Sizes.Select(size => $"nint {size.Name}") : [],
        ];
        string header = $"internal static void {name ?? kernel.Name}{TypeArguments(kernel)}({string.Join(", ", parameters)})";
        if (kernel.UsesLogical)
        {
            header += $"\n    where V : struct, ILanes<V, {_type}>";
        }

        if (kernel.UsesPhysical)
        {
            header += $"\n    where P : struct, ILanes<P, {_type}>";
        }

        if (kernel.Epilogue is not null)
        {
            header += $"\n    where F : struct, {Interface(kernel.Epilogue)}, allows ref struct";
        }

        if (kernel.Updates)
        {
            header += $"\n    where TUpdate : struct, IParameterUpdate<{_type}>";
        }

        writer.Blank();
        writer.Line($"// {kernel.Describe()}");
        writer.Line(kernel.IsInlined ? "[MethodImpl(MethodImplOptions.AggressiveInlining)]" : "[MethodImpl(Kernel)]");
        using (writer.Block(header))
        {
            Print(kernel.Body);
        }
    }

    /// <summary>Prints an epilogue as a struct of its memories and sizes.</summary>
    public void Print(Epilogue epilogue, string name)
    {
        IEnumerable<Statement> steps = epilogue.Body(Epilogue.Sum, Epilogue.Row, Epilogue.Place, Epilogue.Column, null);
        IEnumerable<Statement> counted = epilogue.Body(Epilogue.Sum, Epilogue.Row, Epilogue.Place, Epilogue.Column, Epilogue.Count);
        Kernel Method(IEnumerable<Statement> body) => new(name, epilogue.Summary, epilogue.Memories, [], [], [.. body]) { Family = nameof(Epilogue) };
        Kernel store = Method(steps);
        string[] memories = [.. epilogue.Memories];
        string[] sizes = [.. store.Sizes.Select(size => size.Name)];
        writer.Blank();
        writer.Line($"// {epilogue.Summary}");
        using (writer.Block($"internal readonly ref struct {name} : {Interface(epilogue)}"))
        {
            memories.ToList().ForEach(memory => writer.Line($"private readonly ref {_type} {memory};"));
            sizes.ToList().ForEach(size => writer.Line($"private readonly nint {size};"));
            writer.Blank();
            using (writer.Block($"public {name}({string.Join(", ", memories.Select(memory => $"ref {_type} {memory}").Concat(sizes.Select(size => $"nint {size}")))})"))
            {
                memories.ToList().ForEach(memory => writer.Line($"this.{memory} = ref {memory};"));
                sizes.ToList().ForEach(size => writer.Line($"this.{size} = {size};"));
            }

            Member("Store", "", store);
            bool isExact = epilogue.Memories.Count > 0 && Method(counted).Body.OfType<Store>().Any(statement => statement.Count is not null);
            Member("StoreFirst", ", nint count", isExact ? Method(counted) : null);
        }

        void Member(string member, string more, Kernel? method)
        {
            string place = epilogue.IsInset ? $"nint {Epilogue.Place}, " : "";
            writer.Blank();
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (writer.Block($"public void {member}<P>(P {Epilogue.Sum.Name}, nint {Epilogue.Row}, {place}nint {Epilogue.Column}{more})\n    where P : struct, ILanes<P, {_type}>"))
            {
                if (method is null)
                {
                    writer.Line($"Store({Epilogue.Sum.Name}, {Epilogue.Row}, {(epilogue.IsInset ? $"{Epilogue.Place}, " : "")}{Epilogue.Column}); // rows are padded");
                    return;
                }

                Spell(method);
                Print(method.Body);
            }
        }
    }

    private void Spell(Kernel kernel)
    {
        _spelling = new KernelSpelling(kernel);
        _expressions = new ExpressionPrinter(isDouble, isDouble ? "DoubleFunctions." : "SingleFunctions.", _spelling);
    }

    private void Print(IReadOnlyList<Statement> block)
    {
        for (int i = 0; i < block.Count; i++)
        {
            if (block[i] is For loop)
            {
                bool isContinued = block.Skip(i + 1).OfType<For>().Any(next => next.Continues && next.Variable == loop.Variable);
                Print(loop, isContinued);
            }
            else if (block[i] is ForNonZero sparse)
            {
                Print(sparse);
            }
            else if (block[i] is WidthSwitch width)
            {
                Print(width);
            }
            else if (block[i] is Block inner)
            {
                using (writer.Block(""))
                {
                    Print(inner.Body);
                }
            }
            else
            {
                writer.Line(Print(block[i]));
            }
        }
    }

    /// <summary>The bits of a block's elements that are not zero are taken one by one, the lowest first.</summary>
    private void Print(ForNonZero loop)
    {
        int elements = (int)loop.Count.Value;
        int whole = elements / ForNonZero.Block * ForNonZero.Block;
        if (whole > 0)
        {
            using (writer.Block($"for (nint block = 0; block < {Literals.Integer(whole)}; block += {Literals.Integer(ForNonZero.Block)})"))
            {
                Visit(loop, "block", ForNonZero.Block);
            }
        }

        if (whole < elements)
        {
            using (writer.Block(""))
            {
                Visit(loop, Literals.Integer(whole), elements - whole);
            }
        }
    }

    private void Visit(ForNonZero loop, string first, int count)
    {
        writer.Line($"ulong left = SparseRow.NonZero(ref {loop.Memory}, {first}, {Literals.Integer(count)});");
        using (writer.Block("while (left != 0)"))
        {
            string declare = "nint ";
            for (int i = 0; i < loop.Bodies.Count; i++)
            {
                writer.Line($"{declare}{loop.Variable} = {first} + BitOperations.TrailingZeroCount(left);");
                writer.Line("left &= left - 1;");
                declare = "";
                using (loop.Bodies.Count > 1 ? writer.Block("") : null)
                {
                    Print(loop.Bodies[i]);
                }

                if (i < loop.Bodies.Count - 1)
                {
                    using (writer.Block("if (left == 0)"))
                    {
                        writer.Line("break;");
                    }

                    writer.Blank();
                }
            }
        }
    }

    private void Print(WidthSwitch width)
    {
        for (int i = 0; i < width.Cases.Count; i++)
        {
            string condition = i == width.Cases.Count - 1 ? "else" : $"{(i == 0 ? "" : "else ")}if (V.Registers <= {Literals.Integer(width.Cases[i].Registers)})";
            using (writer.Block(condition))
            {
                Print(width.Cases[i].Body);
            }
        }
    }

    private void Print(For loop, bool isContinued)
    {
        if (!isContinued && RunsOnce(loop))
        {
            Print([.. loop.Body.Select(statement => Walk.Substitute(statement, loop.Variable, loop.From!))]);
            return;
        }

        string start = loop.From is null ? "" : $"nint {loop.Variable} = {_spelling.Of(loop.From)}";
        if (isContinued && !loop.Continues)
        {
            writer.Line(start + ";");
        }

        (IReadOnlyList<string> before, IReadOnlyList<string> atEnd) = _spelling.Enter(loop);
        foreach (string line in before)
        {
            writer.Line(line.Replace("{T}", _type));
        }

        bool isStep1 = loop.Step.IsConstant && loop.Step.Constant.Value == 1;
        string condition = isStep1 ? $"{loop.Variable} < {_spelling.Of(loop.To)}" : $"{loop.Variable} <= {_spelling.Of(loop.To - loop.Step)}";
        string increment = isStep1 ? $"{loop.Variable}++" : $"{loop.Variable} += {_spelling.Of(loop.Step)}";
        using (writer.Block($"for ({(loop.Continues || isContinued ? "" : start)}; {condition}; {increment})"))
        {
            Print(loop.Body);
            foreach (string line in atEnd)
            {
                writer.Line(line);
            }
        }

        if (before.Count > 0)
        {
            _spelling.Leave();
        }
    }

    /// <summary>Whether a loop runs once whatever the shape, and declares nothing that needs a block of its own.</summary>
    private static bool RunsOnce(For loop) =>
        loop.TripCount == 1
        && !new[] { loop.From!, loop.To, loop.Step }.Any(index => index.Constant.IsNamed)
        && !loop.Body.Any(statement => statement is Let or LetIndex or LetWhole or LetNumber or LetRange or RowsOfSixes or For { Continues: false });

    private string Print(Statement statement) => statement switch
    {
        Note note => "// " + note.Text,
        Let let => $"{LetType(let)} {let.Name} = {_expressions.Print(let.Value)};",
        LetSums sums => $"{ExpressionPrinter.Type(LaneKind.Logical)}.Sum({string.Join(", ", sums.Values.Select(_expressions.Print))}, {string.Join(", ", sums.Names.Select(name => $"out {_type} {name}"))});",
        Assign assign => $"{assign.Name} = {_expressions.Print(assign.Value)};",
        Accumulate { Y: Load { Storage: not WeightStorage.Full } load } a => $"{a.Name}.MultiplyAdd{load.Storage}({_expressions.Print(a.X)}, ref {_spelling.Access(load.Memory, load.Index)});",
        Accumulate { Y: Load load } a => $"{a.Name}.MultiplyAdd({_expressions.Print(a.X)}, ref {_spelling.Access(load.Memory, load.Index)});",
        Accumulate a => $"{a.Name}.MultiplyAdd({_expressions.Print(a.X)}, {_expressions.Print(a.Y)});",
        Store { Value.Kind: LaneKind.Scalar } store => $"{_spelling.Element(store.Memory, store.Index)} = {_expressions.Print(store.Value)};",
        Store { Count: null } store => $"{ExpressionPrinter.Type(store.Value.Kind)}.Store({_expressions.Print(store.Value)}, ref {_spelling.Access(store.Memory, store.Index)});",
        Store store => $"{ExpressionPrinter.Type(store.Value.Kind)}.StoreFirst({_expressions.Print(store.Value)}, ref {_spelling.Access(store.Memory, store.Index)}, {_spelling.Of(store.Count)});",
        Update { Count: null } update => $"update.Update(ref parameters, {_spelling.Of(update.Index)}, {_expressions.Print(update.Gradient)}, {ExpressionPrinter.Type(update.Gradient.Kind)}.Count);",
        Update update => $"update.Update(ref parameters, {_spelling.Of(update.Index)}, {_expressions.Print(update.Gradient)}, {_spelling.Of(update.Count)});",
        LetIndex let => $"nint {let.Name} = {Entry(NameOf(let.Table), let.Index)};",
        LetWhole let => $"nint {let.Name} = ClassNumbers.Index({_expressions.Print(let.Number)}, {Literals.Integer(let.Count)});",
        LetNumber let => $"{_type} {let.Name} = {Entry(NameOf(let.Table), let.Index)};",
        LetRange let => $"nint {let.From} = {Entry(NameOf(let.Table), let.Index)};\nnint {let.To} = {Entry(NameOf(let.Table), let.Index + 1)};",
        RowsOfSixes sixes => $"nint {sixes.Name} = {_spelling.Of(sixes.Rows)} >= 8 && ({_spelling.Of(sixes.Rows)} % 6 is 2 or 3) ? {_spelling.Of(sixes.Rows)} - {_spelling.Of(sixes.Rows)} % 6 - 6 : {_spelling.Of(sixes.Rows)}; // two tiles of 4 rather than one of 6 and single rows",
        Reserve reserve => $"ref {_type} {reserve.Memory} = ref global::NnGen.StackMemory.Align<{_type}>(stackalloc {_type}[{Literals.Integer(reserve.Length)} + {Literals.Integer(64 / (isDouble ? sizeof(double) : sizeof(float)))}]);",
        TransposeBlock t => $"BlockTranspose.Transpose{t.Side}(ref {_spelling.Element(t.From, t.FromIndex)}, {_spelling.Of(t.FromStride)}, ref {_spelling.Element(t.To, t.ToIndex)}, {_spelling.Of(t.ToStride)});",
        Finish { Count: null } finish => $"f.Store({finish.Sum.Name}, {RowOf(finish)}, {_spelling.Of(finish.Column)});",
        Finish finish => $"f.StoreFirst({finish.Sum.Name}, {RowOf(finish)}, {_spelling.Of(finish.Column)}, {_spelling.Of(finish.Count)});",
        Invoke invoke => Print(invoke),
        _ => throw new InvalidOperationException($"The printer does not know {statement.GetType().Name}."),
    };

    /// <summary>The tables that kernels printed so far use; equal ones are one.</summary>
    public void PrintTables()
    {
        foreach (EquatableArray<int> table in _tables)
        {
            PrintTable(TableType(table), NameOf(table), [.. table.Select(number => Literals.Integer(number))], IndicesInALine);
        }

        foreach (EquatableArray<double> table in _numbers)
        {
            PrintTable(_type, NameOf(table), [.. table.Select(number => Literals.Number(number, isDouble))], NumbersInALine);
        }
    }

    private void PrintTable(string type, string name, IReadOnlyList<string> elements, int inALine)
    {
        writer.Blank();
        writer.Line($"private static global::System.ReadOnlySpan<{type}> {name} => new {type}[]");
        writer.Line("{");
        using (writer.Indent())
        {
            for (int first = 0; first < elements.Count; first += inALine)
            {
                writer.Line(string.Join(", ", elements.Skip(first).Take(inALine)) + ",");
            }
        }

        writer.Line("};");
    }

    /// <summary>An element of a table.</summary>
    private string Entry(string table, Affine index) => $"Unsafe.Add(ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({table}), {_spelling.Of(index)})";

    private string NameOf(EquatableArray<int> table) => "Table" + Literals.Integer(NumberOf(_tables, table));

    private string NameOf(EquatableArray<double> table) => "Numbers" + Literals.Integer(NumberOf(_numbers, table));

    private static int NumberOf<T>(List<T> tables, T table)
    {
        if (!tables.Contains(table))
        {
            tables.Add(table);
        }

        return tables.IndexOf(table);
    }

    private static string TableType(EquatableArray<int> table) => table.All(number => number <= ushort.MaxValue) ? "ushort" : "int";

    private string Print(Invoke invoke)
    {
        IEnumerable<string> arguments =
        [
            .. invoke.Memories.Where((_, i) => invoke.Kernel.OwnMemories.Contains(invoke.Kernel.Memories[i])).Select(memory => "ref " + _spelling.Element(memory.Memory, memory.Offset)),
            .. invoke.Kernel.Epilogue is null ? [] : new[] { "f" },
            .. invoke.Indices.Select(_spelling.Of),
            .. invoke.Scalars.Select(_expressions.Print),
            .. invoke.Kernel.Updates ? new[] { "ref update" } : [],
            .. invoke.Kernel.IsShared ? invoke.Kernel.Sizes.Select(size => _spelling.Of(Size.Named(size.Name, size.Value))) : [],
        ];
        return $"{(invoke.Kernel.IsShared ? shared.NameOf(invoke.Kernel, isDouble) : invoke.Kernel.Name)}{TypeArguments(invoke.Kernel)}({string.Join(", ", arguments)});";
    }

    private string Interface(Epilogue epilogue) => $"{(epilogue.IsInset ? "IImageEpilogue" : "IEpilogue")}<{_type}>";

    private string RowOf(Finish finish) => _spelling.Of(finish.Row) + (finish.Place is null ? "" : ", " + _spelling.Of(finish.Place));

    /// <summary>Numbers of 16 bits are passed as their bits.</summary>
    private string TypeOf(Kernel kernel, string memory) => kernel.ShortMemories.Contains(memory) ? "ushort" : _type;

    private string LetType(Let let) => let.Value.Kind == LaneKind.Scalar ? _type : ExpressionPrinter.Type(let.Value.Kind);
}
