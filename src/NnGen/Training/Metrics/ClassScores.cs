namespace NnGen;

/// <summary>How well one class is found, or the average over classes. Immutable.</summary>
/// <param name="Precision">Of the rows taken for the class, the part that is of it: <c>tp / (tp + fp)</c>.</param>
/// <param name="Recall">Of the rows of the class, the part that was taken for it: <c>tp / (tp + fn)</c>.</param>
/// <param name="F1">The harmonic mean of precision and recall: <c>2 tp / (2 tp + fp + fn)</c>.</param>
/// <param name="Support">The rows that are of the class, each as often as it weighs; for an average, of all classes.</param>
public readonly record struct ClassScores(double Precision, double Recall, double F1, double Support);
