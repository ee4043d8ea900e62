using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>What follows from a record for the nodes of its network: the shape of the input, what is looked up, the units of the output, the loss.</summary>
internal static class RecordNodes
{
    /// <summary>The nodes with the input's shape, the tables in which classes are looked up, an <c>[OutputScaler]</c> for targets that are numbers, and the loss of the targets where none is declared.</summary>
    /// <param name="nodes">The nodes without blocks.</param>
    /// <param name="record">What the input takes.</param>
    /// <param name="input">The index of the input.</param>
    public static ExpandedNodes Complete(ExpandedNodes nodes, RecordDeclaration record, int input)
    {
        var all = nodes.Nodes.ToList();
        var origins = nodes.Origins.ToList();

        // Without any column there is a problem already, and an empty shape would be a second.
        int columns = (int)Math.Max(1, Math.Min(record.Columns, int.MaxValue));
        all[input] = all[input] with { Options = new([.. all[input].Options, new OptionDeclaration("Shape", new EquatableArray<int>(columns))]) };
        string last = all[all.FindLastIndex(node => !IsEnd(node.Kind))].Kind;
        if (last != "Input" && all.Count(node => node.Kind == "Input") == 1)
        {
            int inserted = RecordEmbeddings.Insert(all, record, input);
            origins.InsertRange(input + 1, Enumerable.Repeat(origins[input], inserted));
        }

        int end = all.FindLastIndex(node => !IsEnd(node.Kind)) + 1;

        // Without layers that is the first thing to say, and what the targets want of the last one is not known.
        if (record.Targets.Count > 0 && last != "Input")
        {
            bool areNumbers = record.Targets.All(target => target.Kind == RecordMemberKind.Number);
            if (all.All(node => Layers.LayerCatalog.Loss(node.Kind) is null) && LossOf(record.Targets[0].Kind, last) is string loss)
            {
                Insert(all.Count, loss);
            }

            // A loss that takes no numbers is the mistake, and not that nobody scales them for it.
            bool takesNumbers = !all.Exists(node => Layers.LayerCatalog.Loss(node.Kind) is { TakesClasses: true } or Layers.YesOrNoLoss);
            if (areNumbers && takesNumbers && all.All(node => node.Kind is not ("OutputScaler" or "Output")))
            {
                Insert(end, "OutputScaler");
            }
        }

        return nodes with { Nodes = all, Origins = origins };

        void Insert(int at, string kind)
        {
            all.Insert(at, new NodeDeclaration(kind, default));
            origins.Insert(at, origins[input]);
        }
    }

    /// <summary>What cannot stand beside a record: other inputs and outputs of the network's own choice.</summary>
    public static IEnumerable<Problem> Obstacles(IReadOnlyList<NodeDeclaration> nodes, string record, string host, int input)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Kind == "Input" && i != input)
            {
                yield return new Problem(ProblemKinds.RecordDoesNotFit, i, new(record, host, "another input stands beside it", "put all that is known into one record"));
            }
            else if (nodes[i].Kind == "Output")
            {
                yield return new Problem(ProblemKinds.RecordDoesNotFit, i, new(record, host, "[Output] names another output than the last layer", "remove it, or take numbers as inputs"));
            }
        }
    }

    /// <summary>The loss of a target; null where it follows from the last layer.</summary>
    private static string? LossOf(RecordMemberKind target, string last) => target switch
    {
        RecordMemberKind.Enumeration => last is "Softmax" or "LogSoftmax" ? null : "CrossEntropyLoss",
        RecordMemberKind.Boolean => last is "Sigmoid" or "Step" ? null : "BinaryCrossEntropyLoss",
        _ => "MeanSquaredErrorLoss",
    };

    private static bool IsEnd(string kind) => kind == "Output" || Layers.LayerCatalog.Loss(kind) is not null;
}
