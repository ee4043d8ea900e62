using System.Globalization;
using NnGen.Soak.Tests;

// The test runner loads this assembly as a library. Run as a program, it trains until somebody kills it, or kills such programs.
switch (args)
{
    case ["train", string folder, string steps]:
        return Child.Train(folder, long.Parse(steps, CultureInfo.InvariantCulture));
    case ["soak", string kills, string seed]:
        using (var soak = new Soak(int.Parse(kills, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture), Console.WriteLine))
        {
            return soak.Run() is string fault ? Fail(fault) : 0;
        }

    default:
        return Fail("Usage: NnGen.Soak.Tests soak KILLS SEED. To run the tests: dotnet test.");
}

static int Fail(string fault)
{
    Console.Error.WriteLine(fault);
    return 1;
}
