using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Cost;

/// <summary>What a network costs, known before any C# of it is written.</summary>
/// <param name="Parameters">The trained parameters.</param>
/// <param name="MultiplyAdds">The multiply-adds of one prediction.</param>
/// <param name="WeightBytes">The bytes of all parameters, padding included.</param>
/// <param name="Nanoseconds">How long the cost model expects one prediction to take on a nominal core.</param>
public sealed record NetworkCosts(long Parameters, long MultiplyAdds, long WeightBytes, double Nanoseconds)
{
    /// <summary>The costs of a plan.</summary>
    public static NetworkCosts Of(NetworkPlan plan) => new(
        plan.Facts.ParameterCount,
        plan.Facts.MultiplyAdds,
        plan.StorageLength * (plan.Facts.IsDouble ? sizeof(double) : sizeof(float)),
        new CostModel(plan, MachineModel.Nominal).PredictRow());
}
