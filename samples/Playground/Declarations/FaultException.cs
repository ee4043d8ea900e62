namespace Samples.Playground.Declarations;

/// <summary>Ends the reading of a text that is wrong.</summary>
/// <param name="fault">What is wrong, and where.</param>
internal sealed class FaultException(TextFault fault) : Exception(fault.Message)
{
    /// <summary>What is wrong, and where.</summary>
    public TextFault Fault { get; } = fault;
}
