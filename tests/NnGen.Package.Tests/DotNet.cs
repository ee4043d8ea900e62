using System.Diagnostics;
using System.Text;

namespace NnGen.Package.Tests;

/// <summary>Runs programs in child processes and keeps what they write.</summary>
internal static class DotNet
{
    /// <summary>Far above what a build takes on a slow machine: a hanging child fails the test instead of the whole run.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(6);

    /// <summary>Runs a command of the .NET SDK in a folder; no server process outlives it.</summary>
    /// <exception cref="InvalidOperationException">The command failed; the message holds its output.</exception>
    public static string Sdk(string folder, params string[] arguments)
    {
        (int code, string output) = TrySdk(folder, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"'dotnet {string.Join(' ', arguments)}' in {folder} ended with code {code}:\n{output}");
    }

    /// <summary>As <see cref="Sdk"/>, for commands that may fail.</summary>
    public static (int Code, string Output) TrySdk(string folder, params string[] arguments) =>
        Run(folder, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments);

    /// <summary>Runs a program and returns its exit code and everything it wrote.</summary>
    public static (int Code, string Output) Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };

        // The test host was started by MSBuild; its settings must not reach another build.
        foreach (string name in start.Environment.Keys.Where(key => key.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["UseSharedCompilation"] = "false";

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} did not end within {s_patience.TotalMinutes} minutes:\n{output}");
        }

        process.WaitForExit();
        return (process.ExitCode, output.ToString());

        void Append(string? line)
        {
            if (line is not null)
            {
                lock (output)
                {
                    output.Append(line).Append('\n');
                }
            }
        }
    }
}
