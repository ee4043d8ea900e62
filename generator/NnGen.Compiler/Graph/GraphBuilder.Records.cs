using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>What a record asks of its network.</summary>
public sealed partial class GraphBuilder
{
    /// <summary>The record whose targets the output is compared with; null where there are none, or where it is not wholly understood.</summary>
    private RecordDeclaration? Asking => _declaration.Record is { Targets.Count: > 0 } record && _declaration.Problems.Count == 0 ? record : null;

    /// <summary>Whether the output has as many numbers as the targets of the record ask for; what its loss makes of them is judged later.</summary>
    private bool HasSizeOfTargets(Value output)
    {
        if (Asking is not RecordDeclaration record)
        {
            return true;
        }

        RecordMember first = record.Targets[0];
        int size = first.Kind == RecordMemberKind.Enumeration ? first.Classes.Count : record.Targets.Count;
        if (output.Shape.Size == size)
        {
            return true;
        }

        ReportTargets(record, $"the output has the shape {output.Shape}");
        return false;
    }

    /// <summary>Whether the loss makes of the output what the targets are.</summary>
    private void CheckMeaning(BuiltOutput output)
    {
        if (Asking is RecordDeclaration record && !Suits(record.Targets[0].Kind, output.Kind))
        {
            ReportTargets(record, $"[{output.Loss.Name}] takes other targets");
        }
    }

    private static bool Suits(RecordMemberKind target, string output) => target switch
    {
        RecordMemberKind.Enumeration => output == "ClassScores",
        RecordMemberKind.Boolean => output is "Probabilities" or "Logits",
        _ => output == "Values",
    };

    private void ReportTargets(RecordDeclaration record, string found)
    {
        RecordMember target = record.Targets[0];
        string needed = target.Kind switch
        {
            RecordMemberKind.Enumeration => $"a score for each of the {Invariant(target.Classes.Count)} classes of '{target.Name}', such as [Dense({Invariant(target.Classes.Count)}), Softmax]",
            RecordMemberKind.Boolean => $"one number that says yes or no of '{target.Name}', such as [Dense(1), Sigmoid]",
            _ => record.Targets.Count == 1 ? $"one number for '{target.Name}', such as [Dense(1)]" : $"a number for each of the {Invariant(record.Targets.Count)} targets, such as [Dense({Invariant(record.Targets.Count)})]",
        };
        int layer = Array.FindLastIndex([.. _declaration.Nodes], node => !IsSpecial(node.Kind) && node.Kind != "OutputScaler");
        Report(ProblemKinds.RecordDoesNotFit, layer, record.Name, _declaration.Host.Name, found, $"end with {needed}");
    }
}
