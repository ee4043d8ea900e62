using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>The facts of a network as its members state them: each once, what follows from others is the library's to say.</summary>
internal sealed partial class PagePrinter
{
    private void Info()
    {
        _writer.Blank();
        _writer.Line($"static {Self} global::NnGen.INetwork<{Self}, {T}>.Create(ulong seed) => new {Self}(seed);");
        _writer.Blank();
        _writer.Line("/// <summary>The facts of the topology: inputs, nodes, parameters with their names and shapes, loss.</summary>");
        _writer.Line("public static global::NnGen.NetworkInfo Info { get; } = new global::NnGen.NetworkInfo");
        _writer.Line("{");
        using (_writer.Indent())
        {
            _writer.Line($"Name = {Literals.Text(Name)},");
            _writer.Line($"InputShape = {ArrayOf(plan.Facts.InputShape)},");
            _writer.Line($"OutputShape = {ArrayOf(plan.Facts.OutputShape)},");
            if (HasSeveralInputs || plan.Facts.Inputs.Any(input => !input.IsPlain))
            {
                string inputs = string.Join(", ", plan.Facts.Inputs.Select(Input));
                _writer.Line($"Inputs = new global::NnGen.InputInfo[] {{ {inputs} }},");
            }

            _writer.Line($"InputSize = {PackedSize},");
            _writer.Line($"OutputSize = {PackedOutputs},");
            _writer.Line("ParameterCount = ParameterCount,");
            _writer.Line($"StorageLength = {Literals.Integer(plan.StorageLength)},");
            LossInfo();
            _writer.Line($"Reduction = global::NnGen.Reduction.{plan.Inference.Reduction},");
            if (plan.Training?.Tape.Count(place => place.Kind == TapeKind.InputGradient) is > 0 and int gradients && gradients == plan.Facts.Inputs.Count(input => input.IsDifferentiable))
            {
                _writer.Line("HasInputGradient = true,");
            }

            RecordFacts();
            Items("Nodes", "NodeInfo", plan.Nodes.Select(Node));
            Items("Parameters", "ParameterInfo", plan.Parameters.Select(Parameter));
        }

        _writer.Line("};");
        _writer.Blank();
        _writer.Line("/// <summary>The network in words: its nodes, the layer table, the loss, where the parameters lie.</summary>");
        _writer.Line("public static string Architecture => Info.Architecture;");
    }

    private void RecordFacts()
    {
        if (plan.Declaration.Record is not RecordDeclaration record)
        {
            return;
        }

        _writer.Line($"Record = new global::NnGen.RecordSchema({Literals.Text(record.Name)}, new global::NnGen.RecordField[]");
        _writer.Line("{");
        using (_writer.Indent())
        {
            foreach (RecordMember member in record.Members)
            {
                string[] facts =
                [
                    member.IsOptional ? "IsOptional = true" : "",
                    member.IsTarget ? "IsTarget = true" : "",
                    member.Column is string column ? $"Column = {Literals.Text(column)}" : "",
                    member.Classes.Count == 0 ? "" : $"Classes = new[] {{ {string.Join(", ", member.Classes.Select(Literals.Text))} }}",
                    member.MaxClasses == 0 ? "" : $"MaxClasses = {Literals.Integer(member.MaxClasses)}",
                    member.EmbeddingFeatures == 0 ? "" : $"EmbeddingFeatures = {Literals.Integer(member.EmbeddingFeatures)}",
                    member.Parts.Count == 0 ? "" : $"Parts = new[] {{ {string.Join(", ", member.Parts.Select(part => $"global::NnGen.CalendarPart.{part}"))} }}",
                    member.Length == 0 ? "" : $"Length = {Literals.Integer(member.Length)}",
                    member.Scaling == "Standard" ? "" : $"Scaling = global::NnGen.Scaling.{member.Scaling}",
                    member.Fill == "Mean" ? "" : $"Fill = global::NnGen.Fill.{member.Fill}",
                    member.LogOffset is double offset ? $"LogOffset = {Literals.Number(offset, isDouble: true)}" : "",
                ];
                string further = string.Join(", ", facts.Where(fact => fact.Length > 0));
                _writer.Line($"new({Literals.Text(member.Name)}, global::NnGen.RecordFieldKind.{member.Kind}){(further.Length == 0 ? "" : $" {{ {further} }}")},");
            }
        }

        _writer.Line("}),");
    }

    private string Input(InputFacts input)
    {
        string[] facts =
        [
            input.IsChannelsLast ? "Layout = global::NnGen.ImageLayout.ChannelsLast" : "",
            input.IsOfBytes ? "Element = global::NnGen.InputElement.Byte" : "",
            input.Scale == 1 ? "" : $"Scale = {Literals.Number(input.Scale, isDouble: true)}",
            input.IsOfLengths ? "IsOfLengths = true" : "",
            input.IsMask ? "IsMask = true" : "",
            input.ClassCount == 0 ? "" : $"ClassCount = {Literals.Integer(input.ClassCount)}",
            input.ClassColumns.Count == 0 ? "" : $"ClassColumns = new global::NnGen.ClassColumns[] {{ {string.Join(", ", input.ClassColumns.Select(columns => $"new({Literals.Integer(columns.First)}, {Literals.Integer(columns.Size)}, {Literals.Integer(columns.ClassCount)})"))} }}",
            input.Offset == 0 ? "" : $"Offset = {Literals.Number(input.Offset, isDouble: true)}",
        ];
        string further = string.Join(", ", facts.Where(fact => fact.Length > 0));
        return $"new({Literals.Text(HasSeveralInputs ? input.Name : "input")}, {ArrayOf(input.Shape)}, {Literals.Integer(input.FirstColumn)}){(further.Length == 0 ? "" : $" {{ {further} }}")}";
    }

    private void Items(string property, string type, IEnumerable<string> items)
    {
        _writer.Line($"{property} = new global::NnGen.{type}[]");
        _writer.Line("{");
        using (_writer.Indent())
        {
            foreach (string item in items)
            {
                _writer.Line(item + ",");
            }
        }

        _writer.Line("},");
    }

    private string Node(NodeFacts node)
    {
        string formula = node.Formula ?? FormulaText.Of(plan.Inference.Graph.Nodes[node.Name]);
        string computes = formula.Length == 0 ? "" : $" {{ Formula = {Literals.Text(formula)} }}";
        string inputs = string.Join(", ", node.Inputs.Select(Literals.Text));
        return $"new({Literals.Text(node.Name)}, {Literals.Text(node.Kind)}, [{string.Join(", ", node.Shape.Axes)}], [{inputs}], {Literals.Integer(node.ParameterCount)}, {Literals.Integer(node.MultiplyAdds)}){computes}";
    }

    private string Parameter(ParameterPlace place, int index)
    {
        Parameter p = place.Parameter;
        bool isDrawnByScale = p.Initializer is "Uniform" or "Normal" or "TruncatedNormal" or "Constant" or "Orthogonal" or "Sparse";
        string[] lookups = [.. (plan.Training?.Lookups ?? []).Where(lookup => lookup.Table.Name == p.Name).Select(lookup => $"new({Literals.Integer(lookup.First)}, {Literals.Integer(lookup.Size)})")];
        string[] facts =
        [
            Strides(place),
            Pieces(place),
            Order(place),
            MaskText.Of(p),
            isDrawnByScale ? $"InitializerScale = {Literals.Number(p.InitializerScale, isDouble: true)}" : "",
            p.Initializer == "Sparse" ? $"InitializerSparsity = {Literals.Number(p.InitializerSparsity, isDouble: true)}" : "",
            p.FanIn == p.Shape.Axes.LastOrDefault() ? "" : $"FanIn = {Literals.Integer(p.FanIn)}",
            p.FanOut == p.Shape.Axes.FirstOrDefault() ? "" : $"FanOut = {Literals.Integer(p.FanOut)}",
            p.Table is PositionTable table ? $"Table = new(global::NnGen.PositionTableKind.{table.Kind}, {Literals.Number(table.Base, isDouble: true)}, {Literals.Integer(table.Width)})" : "",
            p.ZeroRow is int row ? $"ZeroRow = {Literals.Integer(row)}" : "",
            lookups.Length == 0 ? "" : $"Lookups = new global::NnGen.ParameterLookup[] {{ {string.Join(", ", lookups)} }}",
            p.IsBuffer ? "IsBuffer = true" : "",
            place.Storage == WeightStorage.Full ? "" : $"Storage = global::NnGen.WeightStorage.{place.Storage}",
        ];
        string further = string.Join(", ", facts.Where(fact => fact.Length > 0));
        return $"new({Literals.Text(p.Name)}, [{string.Join(", ", p.Shape.Axes)}], {names.Offset(index)}, global::NnGen.Init.{p.Initializer}){(further.Length == 0 ? "" : $" {{ {further} }}")}";
    }

    /// <summary>How a parameter lies where it has no pieces; nothing where its elements lie side by side.</summary>
    private static string Strides(ParameterPlace place)
    {
        if (HasPieces(place) || place.Pieces.Count == 0)
        {
            return "";
        }

        WeightPiece piece = place.Pieces[0];
        if (place.Parameter.Order is MatrixOrder order)
        {
            return $"Strides = new[] {{ {string.Join(", ", order.Axes.Select(axis => Literals.Integer(axis.Output + axis.Input * piece.Stride)))} }}";
        }

        int inputs = place.Parameter.InputsOfOutput;
        return piece.IsByOutputs && piece.Stride == inputs ? "" : $"Strides = new[] {{ {(piece.IsByOutputs ? $"{Literals.Integer(piece.Stride)}, 1" : $"1, {Literals.Integer(piece.Stride)}")} }}";
    }

    /// <summary>The pieces of a weight as the library knows them; none where one piece in one panel says it all. Panels are a formula, whatever their number.</summary>
    private string Pieces(ParameterPlace place)
    {
        const string Type = "global::NnGen.ParameterPiece";
        return HasPieces(place) ? $"Pieces = new[] {{ {string.Join(", ", place.Pieces.Select(Piece))} }}" : "";

        string Piece(WeightPiece piece)
        {
            string start = $"{Literals.Integer(piece.First)}, {OffsetName(piece.Offset)}, {Literals.Integer(piece.Stride)}";
            return piece.Blocks is not null ? $"{Type}.CompactPanels({start})"
                : piece.IsByOutputs ? $"{Type}.Rows({start})"
                : piece.Panels > 1 ? $"{Type}.Panels({start}, {Literals.Integer(place.Parameter.InputsOfOutput)})"
                : $"{Type}.Panel({start})";
        }
    }

    private static bool HasPieces(ParameterPlace place) => place.Pieces.Count > 1 || place.Pieces.Any(piece => piece.Blocks is not null || piece.Panels != 1 || !HasStrides(place.Parameter));

    /// <summary>Whether the elements of a weight in one panel lie at even distances along each of its axes.</summary>
    private static bool HasStrides(Parameter parameter) => parameter.Order is not MatrixOrder order || (order.FirstInput == 0 && order.Axes.Count == parameter.Shape.Axes.Count);

    /// <summary>How a weight of more than two axes that lies in pieces is a matrix.</summary>
    private static string Order(ParameterPlace place) => HasPieces(place) && place.Parameter.Order is MatrixOrder order
        ? $"Order = new({Literals.Integer(order.FirstInput)}, [{string.Join(", ", order.Axes.Select(axis => $"new({Literals.Integer(axis.Size)}, {Literals.Integer(axis.Output)}, {Literals.Integer(axis.Input)})"))}])"
        : "";

    private static string ArrayOf(Shape shape) => $"new[] {{ {string.Join(", ", shape.Axes)} }}";
}
