using System.Globalization;

namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>x * scale</c> with a number that is known when the network is compiled.</summary>
public sealed class ScaleOp(Value x, double scale) : ElementwiseOp(x)
{
    public double Scale => scale;

    public override string Mnemonic => "scale";

    public override string Formula => "{0} * " + scale.ToString("R", CultureInfo.InvariantCulture);

    public override Element Expression => new ElementInput(0) * scale;

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new ScaleOp(gradients[0]!, scale), Inputs[0]));
        }
    }
}
