using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Support;

/// <summary>The layers that are drawn.</summary>
internal sealed partial class DrawnSequenceNet
{
    private static readonly string[] s_activations =
    [
        "Sigmoid", "Tanh", "ReLU", "LeakyReLU", "ReLU6", "ELU", "CELU", "SELU", "GELU", "SiLU", "Softplus", "Softsign", "HardSigmoid", "HardSwish", "HardTanh", "Mish", "PReLU", "ScaledTanh", "Custom",
    ];

    private void Layer(Shape shape)
    {
        int axes = shape.Axes.Count;
        int choice = _draw.Next(32);
        switch (choice)
        {
            case 0 or 1 or 2:
                Dense(shape);
                break;
            case 3 or 4:
                Activation();
                break;
            case 5 or 6:
                Norm(shape);
                break;
            case 7:
                Append(_draw.Chance(2) ? Node(_draw.Pick("Dropout", "AlphaDropout")).With("Rate", _draw.Pick(0.0, 0.25, 0.5)) : Node(_draw.Pick("Identity", "Detach")));
                break;
            case 8 or 9:
                Append(With(Node(_draw.Pick("Softmax", "LogSoftmax", "Softmin")), "Axis", _draw.Next(axes), 2));
                break;
            case 10 or 11 or 12:
                Join(shape);
                break;
            case 13 or 14:
                Part(shape);
                break;
            case 15 when !IsStream:
                Reshaped(shape);
                break;
            case 16 when axes > 1:
                Append(Permute([.. Enumerable.Range(0, axes).OrderBy(_ => _draw.Next(100))]));
                break;
            case 17 when axes > 1:
                Product(shape);
                break;
            case 18 or 19 when axes == 2:
                Windows(shape);
                break;
            case 20 when axes == 2:
                Position(shape);
                break;
            case 21 or 22 or 23 when axes == 2:
                Attention(shape);
                break;
            case 24 or 25 when axes == 2 || !IsStream:
                Cell(shape);
                break;
            default:
                if (axes == 2)
                {
                    Recurrent(shape);
                }
                else
                {
                    Dense(shape);
                }

                break;
        }
    }

    private static NodeDeclaration Permute(params int[] axes) => Node("Permute").With("Axes", new EquatableArray<int>(axes));

    private void Dense(Shape shape)
    {
        // The weight of a layer above as it is or transposed, or the table of an embedding.
        NodeDeclaration[] owners = [.. _layers.Where(layer => layer.Kind is "Dense" or "Embedding" && layer["Tied"] is null && layer["Sparse"] is null)];
        if (owners.Length > 0 && _draw.Chance(4))
        {
            NodeDeclaration owner = _draw.Pick(owners);
            string name = (string)owner["Name"]!;
            bool isTransposed = _draw.Chance(2);
            int outputs = owner["Units"] as int? ?? (int)owner["Count"]!;
            int inputs = owner["Features"] as int? ?? _shapes[Taken(owner)].Last;
            if (shape.Last == (isTransposed ? outputs : inputs))
            {
                NodeDeclaration tied = Declare.Dense(isTransposed ? inputs : outputs).With("Tied", name);
                Append(isTransposed ? tied.With("Transposed", true) : tied);
                return;
            }
        }

        NodeDeclaration dense = With(Declare.Dense(_draw.Pick(s_features)), "Bias", false, 4);
        Append(_draw.Chance(8) ? dense.With("Connections", "Random").With("Density", 0.5) : dense);
    }

    /// <summary>The name of what a layer takes.</summary>
    private string Taken(NodeDeclaration layer) => layer["From"] as string ?? (_layers.IndexOf(layer) is > 0 and int index ? (string)_layers[index - 1]["Name"]! : "x");

    private void Activation()
    {
        string kind = _draw.Pick(s_activations);
        NodeDeclaration node = Node(kind);
        Append(kind switch
        {
            "PReLU" => With(node, _draw.Pick("PerUnit", "PerChannel"), true, IsStream ? 1000 : 2),
            "GELU" => With(node, "Approximate", true, 2),
            "LeakyReLU" => With(node, "Slope", 0.2, 2),
            "Custom" => Custom(),
            _ => node,
        });
    }

    /// <summary>x / (1 + x^2), or its derivative with it.</summary>
    private NodeDeclaration Custom()
    {
        Element x = new ElementInput(0);
        Element square = 1.0 + x * x;
        NodeDeclaration node = Node("Custom").With("Function", "Hill").With("FunctionFormula", Function("Hill", x / square));
        return _draw.Chance(2) ? node : node.With("Derivative", "HillDerivative").With("DerivativeFormula", Function("HillDerivative", (1.0 - x * x) / (square * square)));
    }

    private static FunctionDeclaration Function(string name, Element formula) => new(name, "Net", new FunctionFormula(formula), new FunctionFormula(formula), null);

    private void Norm(Shape shape)
    {
        int axes = shape.Axes.Count;
        string kind = IsStream ? _draw.Pick("LayerNorm", "RMSNorm") : _draw.Pick("LayerNorm", "LayerNorm", "RMSNorm", "BatchNorm", "GroupNorm");

        // A larger epsilon, since a norm of two numbers that are nearly equal bends more than central differences bear.
        NodeDeclaration node = With(Node(kind).With("Epsilon", 0.01), "Affine", false, 3);
        NodeDeclaration[] owners = [.. _layers.Where(layer => layer.Kind == kind && layer["Tied"] is null && layer["Affine"] is null && _shapes[(string)layer["Name"]!].Last == shape.Last)];
        Append(kind switch
        {
            "GroupNorm" => node.With("Groups", _draw.Divisor(shape.Axes[0])),
            "BatchNorm" => node,
            _ when owners.Length > 0 && node["Affine"] is null && _draw.Chance(2) => node.With("Tied", (string)_draw.Pick(owners)["Name"]!),
            _ => With(node, "Axes", 1 + _draw.Next(axes), IsStream ? 1000 : 3),
        });
    }

    /// <summary>A residual, a gate, or several side by side: of an earlier value, of what a recurrent layer has left, or of another input.</summary>
    private void Join(Shape shape)
    {
        if (!IsStream && shape.Axes.Count == 2 && _layers.FirstOrDefault()?.Kind == "Embedding" && (int)_layers[0]["Features"]! == shape.Last && _draw.Chance(3))
        {
            // Rows of the same table, of other class numbers.
            NodeDeclaration table = _layers[0];
            string numbers = $"tokens{_inputs.Count}";
            _inputs.Add(Input(shape.Axes[0]).Named(numbers));
            string last = LastName;
            Append(Embedding((int)table["Count"]!, shape.Last).With("Tied", (string)table["Name"]!).From(numbers));
            Append(Concat(last, LastName));
            return;
        }

        string kind = _draw.Pick("Add", "Add", "Multiply", "Concat");
        int axis = IsStream ? 1 % shape.Axes.Count : _draw.Next(shape.Axes.Count);
        bool Fits(Shape other) => kind == "Concat"
            ? other.Axes.Count == shape.Axes.Count && Enumerable.Range(0, shape.Axes.Count).All(i => i == axis || other.Axes[i] == shape.Axes[i])
            : other == shape;
        string? other = Earlier(Fits);
        if (!IsStream && (other is null || other == LastName) && _draw.Chance(2))
        {
            int[] axes = [.. shape.Axes];
            axes[axis] = kind == "Concat" ? 1 + _draw.Next(4) : axes[axis];
            other = AddInput(axes);
        }

        if (other is null)
        {
            return;
        }

        string[] inputs = _draw.Chance(2) ? [other, LastName] : [LastName, other];
        NodeDeclaration node = Node(kind).With("Inputs", new EquatableArray<string>(inputs));
        Append(kind == "Concat" && axis > 0 ? node.With("Axis", axis) : node);
    }

    private void Part(Shape shape)
    {
        int axis = IsStream ? shape.Axes.Count - 1 : _draw.Next(shape.Axes.Count);
        int size = shape.Axes[axis];
        switch (_draw.Next(3))
        {
            case 0:
                int start = _draw.Next(size);
                NodeDeclaration slice = Node("Slice").With("Start", start).With("Axis", axis);
                slice = _draw.Chance(2) ? slice.With("Stop", start + 1 + _draw.Next(size - start)) : slice;
                Append(With(slice, "Step", 2, 2));
                break;
            case 1:
                Append(IsStream ? Node("Select").With("Index", -1).With("Axis", 0) : Node("Select").With("Index", _draw.Next(size) - (_draw.Chance(2) ? size : 0)).With("Axis", axis));
                break;
            case 2 when !IsStream:
                Append(With(Node("Mean").With("Axes", new EquatableArray<int>([.. Enumerable.Range(0, shape.Axes.Count).Where(other => other == axis || _draw.Chance(4))])), "KeepAxes", true, 2));
                break;
            default:
                break;
        }
    }

    private void Reshaped(Shape shape)
    {
        if (_draw.Chance(4))
        {
            Append(Node("Flatten"));
            return;
        }

        int first = _draw.Divisor(shape.Size);
        int second = _draw.Divisor(shape.Size / first);
        Append(Node("Reshape").With("Shape", _draw.Next(4) switch
        {
            0 => new EquatableArray<int>(first, second, -1),
            1 => new EquatableArray<int>(-1, first),
            _ => new EquatableArray<int>(first, shape.Size / first),
        }));
    }

    /// <summary>Matrices with themselves or with another value.</summary>
    private void Product(Shape shape)
    {
        if (IsStream)
        {
            return;
        }

        int axes = shape.Axes.Count;
        (int rows, int columns) = (shape.Axes[axes - 2], shape.Axes[axes - 1]);
        bool isMatrix(Shape other) => other.Axes.Count == axes && other.Axes.Take(axes - 2).SequenceEqual(shape.Axes.Take(axes - 2));
        string other = Earlier(other => isMatrix(other) && (other.Axes[axes - 2] == columns || other.Last == columns || other.Axes[axes - 2] == rows)) ?? LastName;
        Shape right = _shapes[other];
        bool transposeA = right.Axes[axes - 2] == rows && right.Axes[axes - 2] != columns && right.Last != columns;
        bool transposeB = right.Axes[axes - 2] != (transposeA ? rows : columns);
        NodeDeclaration node = Node("MatMul").With("Inputs", new EquatableArray<string>(LastName, other));
        node = transposeA ? node.With("TransposeA", true) : node;
        node = transposeB ? node.With("TransposeB", true) : node;
        Append(With(node, "Scale", 0.5, 2));
    }

    /// <summary>Convolutions and pools of a series, which is turned before and behind where its first axis is time.</summary>
    private void Windows(Shape shape)
    {
        bool isTurned = _draw.Chance(2);
        if (isTurned)
        {
            Append(Permute(1, 0));
        }

        int length = shape.Axes[isTurned ? 0 : 1];
        int channels = shape.Axes[isTurned ? 1 : 0];
        int kernel = 1 + _draw.Next(Math.Min(3, length));
        if (!IsStream && _draw.Chance(3))
        {
            int factor = 2 + _draw.Next(2);
            Append(_draw.Next(6) switch
            {
                0 => Node("Upsample").With("Factor", factor),
                1 => With(Node("ConvTranspose1D").With("Filters", 1 + _draw.Next(4)).With("Kernel", kernel), "Stride", 2, 2),
                2 => With(Node("InstanceNorm").With("Epsilon", 0.01), "Affine", true, 2),
                3 => Node("AdaptiveAvgPool1D").With("Length", 1 + _draw.Next(length)),
                4 => Node("Pad").With("Sides", new EquatableArray<int>(1, _draw.Next(3))),
                _ => Node("Dropout1D").With("Rate", 0.25),
            });
        }
        else if (_draw.Chance(3))
        {
            NodeDeclaration pool = Node(_draw.Pick("MaxPool1D", "AvgPool1D")).With("Kernel", kernel);
            Append(IsStream ? pool : With(pool, "Stride", 1 + _draw.Next(3), 2));
        }
        else
        {
            int groups = _draw.Pick(1, 1, 1, _draw.Divisor(channels), channels);
            NodeDeclaration node = Node("Conv1D").With("Filters", groups * _draw.Pick(1, 1, 2, 3)).With("Kernel", kernel);
            node = groups > 1 ? node.With("Groups", groups) : node;
            node = With(With(With(node, "Dilation", 2, 3), "Stride", 2, 4), "Bias", false, 4);
            node = IsStream || _draw.Chance(2) ? node.With("Padding", -2) : With(node, "Padding", _draw.Pick(-1, 1, 2), 2);
            Append(node);
        }

        if (isTurned && !_draw.Chance(4))
        {
            Append(Permute(1, 0));
        }
    }

    private void Position(Shape shape)
    {
        int[] heads = [.. Enumerable.Range(1, shape.Last).Where(heads => shape.Last % heads == 0 && shape.Last / heads % 2 == 0)];
        if (heads.Length > 0 && _draw.Chance(2))
        {
            Append(With(Node("RotaryEncoding").With("Heads", _draw.Pick(heads)), "Adjacent", true, 2));
        }
        else
        {
            Append(With(Node("PositionalEncoding"), "Kind", "Learned", 2));
        }
    }

    private void Attention(Shape shape)
    {
        bool isProjected = _draw.Chance(2);
        NodeDeclaration node = Node(isProjected ? "MultiHeadAttention" : "Attention").With("Heads", _draw.Divisor(shape.Last));
        node = With(node, "Causal", true, IsStream ? 1 : 2);
        node = isProjected ? With(node, "Bias", false, 4) : node;
        int keys = shape.Axes[0];
        if (!IsStream && _draw.Chance(3))
        {
            string key = Earlier(other => other.Axes.Count == 2 && (isProjected || other.Last == shape.Last)) is string earlier && _draw.Chance(2) ? earlier : AddInput(1 + _draw.Next(5), isProjected ? _draw.Pick(s_features) : shape.Last);
            keys = _shapes.TryGetValue(key, out Shape there) ? there.Axes[0] : ((EquatableArray<int>)_inputs[^1]["Shape"]!)[0];
            node = node.With("Key", key);
            string? value = _draw.Chance(3) ? Earlier(other => other.Axes.Count == 2 && other.Axes[0] == keys && (isProjected || other.Last == shape.Last)) : null;
            node = value is null ? node : node.With("Value", value);
        }

        if (!IsStream && _draw.Chance(3))
        {
            string mask = $"hidden{_inputs.Count}";
            _inputs.Add(Input(keys).Named(mask));
            node = node.With("KeyMask", mask);
        }

        Append(node);
    }

    private void Recurrent(Shape shape)
    {
        string kind = _draw.Pick("RNN", "GRU", "LSTM");
        int units = _draw.Pick(1, 2, 3, 4, 5, 8, 9);
        int layers = _draw.Pick(1, 1, 1, 2);
        bool isBidirectional = !IsStream && _draw.Chance(3);
        NodeDeclaration node = Node(kind).With("Units", units);
        node = layers > 1 ? node.With("Layers", layers) : node;
        node = layers > 1 && _draw.Chance(3) ? node.With("Dropout", 0.25) : node;
        node = isBidirectional ? node.With("Bidirectional", true) : node;
        node = _draw.Chance(3) ? node : node.With("ReturnSequence", true);
        node = With(node, "Bias", false, 5);
        node = kind switch
        {
            "RNN" => With(node, "Activation", "ReLU", 3),
            "GRU" => With(node, "ResetAfter", false, 3),
            _ when units > 1 && _draw.Chance(3) => node.With("Projection", 1 + _draw.Next(units - 1)),
            _ => node,
        };
        if (_layers.FirstOrDefault(layer => layer.Kind == kind && layer["Tied"] is null) is NodeDeclaration owner && _draw.Chance(3))
        {
            // As that one is, but for what says nothing of its parameters.
            node = owner with { Options = new([.. owner.Options.Where(option => option.Name is not ("Name" or "InitialState" or "InitialCell" or "Lengths" or "ReturnSequence"))]) };
            node = With(node, "ReturnSequence", true, 2).With("Tied", (string)owner["Name"]!);
        }

        int states = (node["Layers"] as int? ?? 1) * (node["Bidirectional"] is true ? 2 : 1);
        string State(int columns) => Earlier(other => other.Size == states * columns) is string earlier && _draw.Chance(2) ? earlier
            : states == 1 && _draw.Chance(2) ? AddInput(columns)
            : AddInput(states, columns);
        int all = (int)node["Units"]!;
        if (!IsStream && _draw.Chance(4))
        {
            node = node.With("InitialState", State(node["Projection"] as int? ?? all));
        }

        if (!IsStream && kind == "LSTM" && _draw.Chance(4))
        {
            node = node.With("InitialCell", State(all));
        }

        if (!IsStream && _draw.Chance(4))
        {
            node = node.With("Lengths", Lengths());
        }

        Append(node);
        if (!IsStream && _draw.Chance(4))
        {
            // What the last step has left, alone or beside what is given.
            string left = $"{LastName}.{(kind == "LSTM" && _draw.Chance(2) ? "c_n" : "h_n")}";
            _layers.Add(Node("Flatten").From(LastName).Named(NewName()));
            string given = LastName;
            _layers.Add(Node("Flatten").From(left).Named(NewName()));
            _layers.Add(Concat(given, LastName).Named(NewName()));
        }
    }

    /// <summary>The input that says how many steps each row has.</summary>
    private string Lengths()
    {
        if (_inputs.All(input => input["Name"] is not "lengths"))
        {
            _inputs.Add(Input(1).Named("lengths"));
        }

        return "lengths";
    }

    /// <summary>A layer of a cell that is drawn too.</summary>
    private void Cell(Shape shape)
    {
        int units = _draw.Pick(1, 2, 3, 5, 8);
        var nodes = new List<NodeDeclaration> { Node("Input").Named("x"), Node("State").With("Units", units).With("Next", "next").Named("h") };
        switch (_draw.Next(4))
        {
            case 0:
                nodes.AddRange([Concat("x", "h"), Declare.Dense(units), Node(_draw.Pick("Tanh", "Sigmoid", "SiLU")).Named("next")]);
                break;
            case 1:
                nodes.AddRange([Declare.Dense(units).From("x").Named("a"), Declare.Dense(units).With("Bias", false).From("h").Named("b"), Declare.Add("a", "b"), Node(_draw.Pick("LayerNorm", "RMSNorm")).With("Epsilon", 0.01), Node("Tanh").Named("next")]);
                break;
            case 2:
                nodes.AddRange([Concat("h", "x").Named("both"), Declare.Dense(units), Node("Sigmoid").Named("gate"), Declare.Dense(units).From("both"), Node("Tanh").Named("new"), Multiply("gate", "new").Named("some"), Declare.Add("some", "h"), Custom().Named("next")]);
                break;
            default:
                // A second state, which waits for a node in the middle; the output is not the state.
                nodes.AddRange([Node("State").With("Units", 2).With("Next", "memory").Named("m"), Concat("x", "h", "m").Named("all"), Declare.Dense(2), Node("Softmax").Named("memory"), Declare.Dense(units).From("all"), Node("Tanh").Named("next"), Concat("next", "memory"), Declare.Dense(_draw.Pick(1, 3, 9)).Named("out")]);
                break;
        }

        string name = $"Tests.Cell{_cells.Count}";
        _cells[name] = new BlockDeclaration(name, $"Cell{_cells.Count}", new(nodes), IsInSource: true) { IsCell = true };
        NodeDeclaration node = Node("Recurrent").With("Block", name);
        node = shape.Axes.Count == 1 ? node.With("Time", 1 + _draw.Next(4)) : node;
        node = _draw.Chance(2) ? node.With("ReturnSequence", true) : node;
        if (IsStream)
        {
            Append(node);
            return;
        }

        NodeDeclaration[] states = [.. nodes.Where(own => own.Kind == "State")];
        node = _draw.Chance(3) ? node.With("Bidirectional", true) : node;
        int directions = node["Bidirectional"] is true ? 2 : 1;
        node = _draw.Chance(4) && shape.Axes.Count == 2 ? node.With("Lengths", Lengths()) : node;
        if (_draw.Chance(3))
        {
            string[] initial = [.. states.Select(state => _draw.Chance(3) ? "" : directions == 1 && _draw.Chance(2) ? AddInput((int)state["Units"]!) : AddInput(directions, (int)state["Units"]!))];
            node = node.With("InitialStates", new EquatableArray<string>(initial));
        }

        Append(node);
        if (_draw.Chance(4))
        {
            // What a state has left, beside what is given.
            string left = $"{LastName}.{_draw.Pick(states)["Name"]}_n";
            _layers.Add(Node("Flatten").From(LastName).Named(NewName()));
            string given = LastName;
            _layers.Add(Node("Flatten").From(left).Named(NewName()));
            _layers.Add(Concat(given, LastName).Named(NewName()));
        }
    }
}
