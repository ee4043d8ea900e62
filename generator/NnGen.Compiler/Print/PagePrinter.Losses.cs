using NnGen.Compiler.Graph;

namespace NnGen.Compiler.Print;

/// <summary>The facts of the outputs and of their losses.</summary>
internal sealed partial class PagePrinter
{
    /// <summary>Those of an only output are the network's own; several are a list, and the network's are those of their packed row.</summary>
    private void LossInfo()
    {
        if (!HasSeveralOutputs)
        {
            foreach (string fact in FactsOf(Outputs[0], "Output"))
            {
                _writer.Line(fact);
            }

            return;
        }

        _writer.Line("Output = global::NnGen.OutputKind.Values,");
        _writer.Line("Targets = global::NnGen.TargetKind.Values,");
        _writer.Line($"Loss = {Literals.Text(ArchitectureText.LossInWords(plan))},");
        _writer.Line($"LossDivisor = {(plan.Inference.Reduction == "Sum" ? "0" : "1")},");
        _writer.Line("Outputs = new global::NnGen.OutputInfo[]");
        _writer.Line("{");
        using (_writer.Indent())
        {
            for (int i = 0; i < Outputs.Count; i++)
            {
                _writer.Line("new global::NnGen.OutputInfo");
                _writer.Line("{");
                using (_writer.Indent())
                {
                    _writer.Line($"Name = {Literals.Text(Outputs[i].Name)},");
                    _writer.Line($"Shape = new int[] {{ {string.Join(", ", Outputs[i].Shape.Axes)} }},");
                    _writer.Line($"FirstColumn = {Literals.Integer(Outputs[i].FirstColumn)},");
                    foreach (string fact in FactsOf(Outputs[i], "Kind"))
                    {
                        _writer.Line(fact);
                    }
                }

                _writer.Line("},");
            }
        }

        _writer.Line("},");
    }

    /// <summary>The facts as initializers of properties, which the library's types of the network and of an output have alike.</summary>
    private static IEnumerable<string> FactsOf(BuiltOutput output, string kind)
    {
        yield return $"{kind} = global::NnGen.OutputKind.{output.Kind},";
        (bool labels, bool values) = output.Loss.Targets;
        yield return $"Targets = {string.Join(" | ", new[] { values ? "global::NnGen.TargetKind.Values" : "", labels ? "global::NnGen.TargetKind.Labels" : "" }.Where(name => name.Length > 0))},";
        yield return $"Loss = {Literals.Text(ArchitectureText.LossInWords(output))},";
        if (output.Scaler is string scaler)
        {
            yield return $"OutputScaler = {Literals.Text(scaler)},";
        }

        if (output.Scale != "Values")
        {
            yield return $"Scale = global::NnGen.OutputScale.{output.Scale},";
        }

        if (output.ScoreScale is string scores)
        {
            yield return $"ScoreScale = global::NnGen.OutputScale.{scores},";
            if (output.LossTakesScores)
            {
                yield return "LossTakesScores = true,";
            }
        }

        (double minimum, double maximum) = output.Loss.TargetRange;
        if (!double.IsInfinity(minimum))
        {
            yield return $"TargetMinimum = {Literals.Number(minimum, isDouble: true)},";
        }

        if (!double.IsInfinity(maximum))
        {
            yield return $"TargetMaximum = {Literals.Number(maximum, isDouble: true)},";
        }

        yield return $"LossDivisor = {Literals.Integer(output.LossDivisor)},";
        if (output.Steps != 1)
        {
            yield return $"Steps = {Literals.Integer(output.Steps)},";
        }

        if (output.MaxLabels > 0)
        {
            yield return $"MaxLabels = {Literals.Integer(output.MaxLabels)},";
            yield return $"Blank = {Literals.Integer(output.Blank)},";
            if (output.ZeroInfinity)
            {
                yield return "ZeroInfinity = true,";
            }
        }

        if (output.IgnoreLabel is int ignored)
        {
            yield return $"IgnoreLabel = {Literals.Integer(ignored)},";
        }

        if (output.LengthsColumn >= 0)
        {
            yield return $"LengthsColumn = {Literals.Integer(output.LengthsColumn)},";
        }

        if (output.Weight != 1)
        {
            yield return $"LossWeight = {Literals.Number(output.Weight, isDouble: true)},";
        }

        if (output.LabelSmoothing != 0)
        {
            yield return $"LabelSmoothing = {Literals.Number(output.LabelSmoothing, isDouble: true)},";
        }

        if (output.ClassWeights.Count > 0)
        {
            yield return $"ClassWeights = new double[] {{ {string.Join(", ", output.ClassWeights.Select(weight => Literals.Number(weight, isDouble: true)))} }},";
        }
    }
}
