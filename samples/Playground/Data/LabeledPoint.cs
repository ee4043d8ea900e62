namespace Samples.Playground.Data;

/// <summary>A point of the plane with what is to be told of it.</summary>
/// <param name="X">Its place from left to right.</param>
/// <param name="Y">Its place from below to above.</param>
/// <param name="Target">The number of its class, or a number to be fitted.</param>
internal readonly record struct LabeledPoint(double X, double Y, double Target);
