using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Tests.Support;

/// <summary>All steps of a plan in the network's precision, and all methods that are printed for the plan.</summary>
internal static class PlanSteps
{
    public static IEnumerable<Step> Of(NetworkPlan plan)
    {
        TrainingProgram? training = plan.Training;
        IEnumerable<Step> trained = training is null ? [] : [.. training.ForwardSteps, .. training.BackwardSteps, .. training.OutputGradients.SelectMany(own => own.Steps)];
        return [.. plan.Predict.Steps, .. plan.PredictBatch.Steps, .. trained];
    }

    /// <summary>Each method once: the kernels of the steps, and those that they call.</summary>
    public static IReadOnlyList<Kernel> Methods(NetworkPlan plan)
    {
        var factory = new KernelFactory(plan.Facts.Lanes);
        foreach (Step step in Of(plan))
        {
            factory.Get(step.Spec);
        }

        // Evaluation computes in doubles, beside the kernels of floats. A tile that several widths use is one kernel.
        KernelFactory evaluation = plan.Facts.IsDouble ? factory : new KernelFactory(PlanFacts.DoubleLanes);
        return [.. factory.Kernels.SelectMany(WithCallees).Concat(plan.Evaluation.Select(step => evaluation.Get(step.Spec))).Distinct()];
    }

    /// <summary>The kernels that a kernel calls, and the kernel itself last.</summary>
    public static IEnumerable<Kernel> WithCallees(Kernel kernel) =>
        kernel.Body.SelectMany(Walk.Statements).OfType<Invoke>().SelectMany(invoke => WithCallees(invoke.Kernel)).Append(kernel);
}
