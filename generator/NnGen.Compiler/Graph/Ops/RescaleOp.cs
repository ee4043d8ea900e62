using System.Globalization;

namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>x * scale + offset</c> with numbers that are known when the network is compiled: an input in the units in which it is computed with.</summary>
public sealed class RescaleOp(Value x, double scale, double offset) : ElementwiseOp(x)
{
    public override string Mnemonic => "rescale";

    public override string Formula => scale == -1 ? $"{Number(offset)} - {{0}}"
        : $"{{0}}{(scale == 1 ? "" : " * " + Number(scale))}{(offset == 0 ? "" : offset < 0 ? " - " + Number(-offset) : " + " + Number(offset))}";

    public override Element Expression => offset == 0 ? new ElementInput(0) * scale : new ElementInput(0) * scale + offset;

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new ScaleOp(gradients[0]!, scale), Inputs[0]));
        }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
