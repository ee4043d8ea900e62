namespace NnGen;

/// <summary>
/// What a network keeps each number of its weights as. It computes in floats all the same: kernels widen a weight when they read it, which is exact, so a prediction is to the bit that
/// of a network with full storage whose weights were rounded so.
/// </summary>
/// <remarks>
/// Kept as 16 bits are the weights of dense layers, recurrent layers, attention and convolutions. Biases, gains, running statistics, tables that are looked up, weights whose missing connections
/// take no memory, those of depthwise convolutions and of convolutions that are added up in overlapping lines stay as they are: <see cref="ParameterInfo.Storage"/> says it of each,
/// <see cref="NetworkInfo.Architecture"/> of all.
/// </remarks>
public enum WeightStorage
{
    /// <summary>As the network computes: 32 bits, or 64 with <see cref="Precision.Double"/>; the default.</summary>
    Full,

    /// <summary>
    /// The upper 16 bits of a float, rounded to the nearest, to even where two are as near: the range of floats, each number within 1/256 (0.4 %) of itself. Widened by
    /// one shift: the faster of the two.
    /// </summary>
    BFloat16,

    /// <summary>
    /// IEEE 754's binary16 (<see cref="System.Half"/>), rounded likewise: each number from 2^-14 (0.00006) to 65504 within 1/2048 (0.05 %) of itself, smaller ones within 2^-25.
    /// Numbers that would be rounded to infinity are refused. Some processors are slow at widening numbers below 2^-14.
    /// </summary>
    Half,
}
