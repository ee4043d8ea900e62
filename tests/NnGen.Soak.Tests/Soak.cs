using System.Globalization;

namespace NnGen.Soak.Tests;

/// <summary>
/// Trains one run in processes that are killed again and again, at random moments: while they start, load, train and save. After each kill
/// the checkpoint must load and be no older than the interval; in the end the run must have given what an undisturbed one gives.
/// </summary>
internal sealed class Soak(int kills, int seed, Action<string> say) : IDisposable
{
    // The most steps that a process is let go on for before it is killed.
    private const int MostSteps = 60;

    // It may get this much further before the signal reaches it, then it waits.
    private const int Margin = 2 * Child.EverySteps;

    // One process in so many is killed before its first step.
    private const int EarlyKills = 5;
    private const int MostEarlyMilliseconds = 250;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nngen-soak-");
    private readonly Random _random = new(seed);

    // More than all the processes that are killed can do.
    private readonly long _epochs = (kills * (MostSteps + Margin) / Child.StepsPerEpoch) + 2;

    /// <summary>Does it.</summary>
    /// <returns>What went wrong; null for nothing.</returns>
    public string? Run()
    {
        string killed = _folder.CreateSubdirectory("killed").FullName;
        string whole = _folder.CreateSubdirectory("whole").FullName;
        long saved = 0;
        for (int kill = 1; kill <= kills; kill++)
        {
            (string moment, ChildProcess child) = StartAndKill(killed);
            using (child)
            {
                if (Check(killed, child, ref saved) is string fault)
                {
                    return $"Kill {kill} (seed {seed}), {moment}: {fault}";
                }

                string start = child.StartedWith?.ToString(CultureInfo.InvariantCulture) ?? "not reached";
                say($"kill {kill}, {moment}: start {start}, last step {child.LastStep?.ToString(CultureInfo.InvariantCulture) ?? "none"}, saved {saved}");
            }
        }

        return Finish(killed) ?? Finish(whole) ?? Comparison.Difference(killed, whole) ?? Leftovers(killed);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private (string Moment, ChildProcess Child) StartAndKill(string folder)
    {
        if (_random.Next(EarlyKills) == 0)
        {
            int milliseconds = _random.Next(MostEarlyMilliseconds);
            var early = new ChildProcess(folder, _epochs, Margin);
            early.Leave(milliseconds);
            early.Kill();
            return ($"{milliseconds} ms after the start", early);
        }

        int steps = _random.Next(1, MostSteps + 1);
        var child = new ChildProcess(folder, _epochs, steps + Margin);
        child.ReadSteps(steps);

        // From a step into what follows it, the save of a checkpoint included.
        Thread.SpinWait(_random.Next(100_000));
        child.Kill();
        return ($"{steps} steps after the start", child);
    }

    private static string? Check(string folder, ChildProcess child, ref long saved)
    {
        if (child.Errors.Length > 0)
        {
            return $"the process said: {child.Errors}";
        }

        if (child.StartedWith is long start && start != saved)
        {
            return $"the process started with {start} steps, but {saved} were saved";
        }

        long before = saved;
        string path = Path.Combine(folder, Child.Checkpoint);
        if (File.Exists(path))
        {
            try
            {
                SoakNet.Load(path);
                saved = Comparison.Steps(path);
            }
            catch (Exception cause) when (cause is IOException or InvalidDataException)
            {
                return $"the checkpoint does not load: {cause.Message}";
            }
        }

        if (saved < before)
        {
            return $"the checkpoint has {saved} steps, but {before} were saved before";
        }

        // The step is told first and saved then, so the one told last may be the one to be saved.
        return child.LastStep - saved > Child.EverySteps ? $"step {child.LastStep} was done, but only {saved} steps are saved" : null;
    }

    private string? Finish(string folder)
    {
        using var child = new ChildProcess(folder, _epochs, limit: null);
        return child.WaitForEnd();
    }

    // The last process tidied up after those before it.
    private static string? Leftovers(string folder)
    {
        string[] names = [.. Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        return names is [Child.Result, Child.Checkpoint] ? null : $"In the end the folder has: {string.Join(", ", names)}";
    }
}
