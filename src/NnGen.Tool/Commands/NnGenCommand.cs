using System.CommandLine;
using System.CommandLine.Help;

namespace NnGen.Tool.Commands;

/// <summary>The command <c>nngen</c>.</summary>
internal static class NnGenCommand
{
    /// <summary>The command with its verbs.</summary>
    /// <remarks>No <see cref="RootCommand"/>, which is called as the assembly is: its help would tell users to type <c>NnGen.Tool</c>.</remarks>
    public static Command Create()
    {
        var command = new Command("nngen", "Tools for networks that NnGen compiles.") { SearchCommand.Create() };
        command.Options.Add(new HelpOption { Recursive = true });
        command.Options.Add(new VersionOption());
        return command;
    }
}
