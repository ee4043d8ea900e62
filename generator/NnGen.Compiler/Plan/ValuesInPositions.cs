using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Plan;

/// <summary>
/// The values that some op takes or gives position by position: those of a sequence that a dense layer multiplies step by step. They lie
/// without anything between the rows, so that rows and positions are one axis.
/// </summary>
internal static class ValuesInPositions
{
    public static HashSet<Value> Of(IEnumerable<Group> groups, Func<Value, Value> root, InsetValues insets)
    {
        var values = new HashSet<Value>();
        foreach (Group group in groups)
        {
            if (group.Positions is > 1 || group.Loop is not null || insets.Touches(group) || (group.Anchor is ScatterOp scatter && insets.Around(scatter.Inputs[0]) == scatter) || group.Anchor is ConvolutionOp or DepthwiseOp or PoolOp or PoolGradientOp or OverlapAddOp or ResizeOp or ResizeGradientOp || (group.Anchor is WeightGradientOp gradient && gradient.Products.Any(product => gradient.PositionsOf(product) > 1)))
            {
                values.UnionWith(group.Ops.SelectMany(op => op.Inputs.Concat(op.Results)).Select(root).Where(value => !value.IsPerBatch && value.Producer is not ParameterOp && value.Shape.Size > 1));
            }
        }

        return values;
    }
}
