namespace Samples.Playground.Data;

/// <summary>Data that cannot be; the message says why.</summary>
internal sealed class DataException(string message) : Exception(message);
