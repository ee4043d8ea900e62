using System.CommandLine;
using System.Globalization;
using NnGen.Tool.Commands;

// Numbers of files and reports are those of every machine.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var root = NnGenCommand.Create();
// Ctrl+C is the command's own: it ends a search in good order.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }).ConfigureAwait(false);
