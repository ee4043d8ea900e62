namespace NnGen;

/// <summary>One step of a learning-rate test. Immutable.</summary>
/// <param name="Step">The step, counted from 1.</param>
/// <param name="Rate">The learning rate of the step.</param>
/// <param name="Loss">The loss of the step's rows before the step, penalties included; for a loss that is a sum, of one row on average.</param>
/// <param name="SmoothedLoss">The exponential moving average of the losses so far, corrected for its beginning.</param>
public readonly record struct LearningRatePoint(int Step, double Rate, double Loss, double SmoothedLoss);
