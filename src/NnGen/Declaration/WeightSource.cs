namespace NnGen;

/// <summary>Where the weights of a network come from.</summary>
public enum WeightSource
{
    /// <summary>From training, or from a file that the program loads; the default.</summary>
    AtRunTime,

    /// <summary>
    /// From a file that the build compiles into the assembly: the project names it, <c>&lt;NnGenWeights Include="digits.safetensors" Class="MyApp.DigitNet" /&gt;</c>,
    /// and <c>DigitNet.Shared</c> is the network with these weights. Networks can be made, trained and loaded as others can.
    /// </summary>
    Embedded,
}
