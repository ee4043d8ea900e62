namespace NnGen.Tool;

/// <summary>Something that the user can mend: the message is all that is shown of it.</summary>
/// <param name="message">What was found, what was expected and what to do.</param>
internal sealed class ToolException(string message) : Exception(message);
