using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>What can be told of a declaration without its shapes: names, order, options of the whole.</summary>
public sealed partial class GraphBuilder
{
    private static readonly Layers.Range s_weight = new("Weight", weight => weight >= 0, "not negative");

    private void NameNodes()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < _declaration.Nodes.Count; i++)
        {
            NodeDeclaration node = _declaration.Nodes[i];
            if (node.Kind == "Output" || IsLoss(node.Kind))
            {
                continue;
            }

            counts.TryGetValue(node.Kind, out int count);
            counts[node.Kind] = ++count;
            string name = node["Name"] as string ?? node.Kind.ToLowerInvariant() + Invariant(count);
            if (name.Length == 0 || !name.All(c => c is '_' or '.' || char.IsLetterOrDigit(c)))
            {
                ReportAt("Name", -1, ProblemKinds.BadName, i, name);
                _linksAreKnown = false;
                name = node.Kind.ToLowerInvariant() + Invariant(count);
            }

            if (!taken.Add(name))
            {
                ReportAt("Name", -1, ProblemKinds.DuplicateName, i, name);
                _linksAreKnown = false;
                while (!taken.Add(name += "_"))
                {
                }
            }

            _names[i] = name;
        }
    }

    private void CheckOrder()
    {
        int[] inputs = Indices(kind => kind == "Input");
        int[] losses = Indices(IsLoss);
        int[] outputs = Indices(kind => kind == "Output");
        int[] layers = Indices(kind => !IsSpecial(kind));
        if (inputs.Length == 0)
        {
            bool isEmpty = layers.Length == 0;
            Report(ProblemKinds.MissingInput, -1, _declaration.Host.Name, isEmpty ? "[Input] and no layers" : "[Input]", isEmpty ? "[Input(784)], and its layers below that, such as [Dense(10)]" : "[Input(784)]");
        }

        foreach (int late in inputs.Where(i => layers.Length > 0 && layers[0] < i))
        {
            Report(ProblemKinds.InputAfterLayer, late, _declaration.Nodes[layers[0]].Kind);
            _linksAreKnown = _endIsKnown = false;
        }

        foreach (int late in layers.Where(i => outputs.Length < 2 && losses.Length > 0 && i > losses[0]))
        {
            Report(ProblemKinds.AfterLoss, late, $"{_declaration.Nodes[late].Kind} ({_names[late]})");
            _endIsKnown = false;
        }
    }

    /// <summary>The options of <c>[Network]</c>.</summary>
    private void CheckOptions()
    {
        CheckEnum(-1, "Precision", _declaration.Host.Name, _declaration.Options.FirstOrDefault(option => option.Name == "Precision")?.Value, "Single", "Double");
        CheckEnum(-1, "Emit", _declaration.Host.Name, _declaration.Options.FirstOrDefault(option => option.Name == "Emit")?.Value, "Training", "Inference");
        CheckEnum(-1, StorageOption.Name, _declaration.Host.Name, _declaration.Options.FirstOrDefault(option => option.Name == StorageOption.Name)?.Value, [.. Enum.GetNames(typeof(WeightStorage))]);
        CheckStorage();
        CheckEnum(-1, WeightHeader.Option, _declaration.Host.Name, _declaration.Options.FirstOrDefault(option => option.Name == WeightHeader.Option)?.Value, "AtRunTime", WeightHeader.Embedded);
        if (_declaration.Options.FirstOrDefault(option => option.Name == "TrainingSamples")?.Value is int samples and < 1)
        {
            ReportAt("TrainingSamples", -1, ProblemKinds.BadSize, -1, "TrainingSamples", _declaration.Host.Name, Invariant(samples), "at least 1, or left out");
        }
    }

    /// <summary>Weights of 16 bits are read by a network of floats that predicts.</summary>
    private void CheckStorage()
    {
        string storage = StorageOption.Of(_declaration).ToString();
        if (StorageOption.Of(_declaration) == WeightStorage.Full)
        {
            return;
        }

        if (_isDouble)
        {
            ReportAt(StorageOption.Name, -1, ProblemKinds.BadStorage, -1, _declaration.Host.Name, storage, "computes in double, whose digits it would not keep", "Remove Precision, or Storage");
        }

        if (_declaration.Options.Any(option => option is { Name: "Emit", Value: "Training" }))
        {
            ReportAt(StorageOption.Name, -1, ProblemKinds.BadStorage, -1, _declaration.Host.Name, storage, "is to be trained, and most steps of an optimizer are smaller than what 16 bits tell apart", "Remove Emit, train a network of the same layers without Storage, and load its file into this one");
        }
    }

    /// <summary>The arguments of losses, whatever the output is.</summary>
    private void CheckLosses()
    {
        foreach (int index in Indices(IsLoss))
        {
            NodeDeclaration node = _declaration.Nodes[index];
            CheckEnum(index, "Reduction", node.Kind, node["Reduction"], "Mean", "Sum");
            var options = new LayerContext(_graph, node, index, "loss", [], [], _isTraining, _problems) { IsDouble = _isDouble };
            options.CheckNumbers();
            s_weight.Check(options);
            LayerCatalog.Loss(node.Kind)!.CheckArguments(options);
        }
    }

    /// <summary>Enum values arrive by name; one that the enum does not have arrives as its number.</summary>
    private void CheckEnum(int index, string option, string title, object? value, params string[] names)
    {
        if (value is string name && !names.Contains(name))
        {
            ReportAt(option, -1, ProblemKinds.BadSize, index, option, title, name, "one of " + string.Join(", ", names));
        }
    }

    private void CheckUnused(IReadOnlyList<DeclaredOutput> outputs)
    {
        for (int i = 0; i < _declaration.Nodes.Count; i++)
        {
            // The node above is used by the one below unless that names another; what a state is after the last step is there for whoever wants it, and
            // a layer of a cell is used where somebody takes that.
            NodeDeclaration node = _declaration.Nodes[i];
            if (_names[i] is string name && !_used.Contains(name) && outputs.All(output => output.Name != name) && node[CellOutputLayer.IsKept] is not true
                && !_used.Any(taken => taken.StartsWith(name + ".", StringComparison.Ordinal) && taken.EndsWith(CellDeclaration.Final, StringComparison.Ordinal)))
            {
                Report(ProblemKinds.UnusedNode, i, $"{node.Kind} ({name})");
            }
        }
    }
}
