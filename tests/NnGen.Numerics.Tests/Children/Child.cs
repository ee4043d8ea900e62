using System.Globalization;
using NnGen.Numerics.Tests.Golden;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Children;

/// <summary>What a child process does: makes sure that it is what it was meant to be, computes, and writes what came out.</summary>
internal static class Child
{
    /// <summary>Runs a child.</summary>
    /// <param name="arguments">
    /// The bits of the vector width expected, whether fused multiply-adds are expected, whether the golden cases are to run, and the file to write.
    /// </param>
    /// <returns>0 where all is well.</returns>
    public static int Run(string[] arguments)
    {
        if (arguments is not [string width, string fuses, string golden, string file])
        {
            Console.Error.WriteLine("Usage: NnGen.Numerics.Tests WIDTH FUSES GOLDEN FILE. To run the tests: dotnet test.");
            return 2;
        }

        string found = Describe(Machine.Width, Machine.Fuses);
        string expected = Describe(int.Parse(width, CultureInfo.InvariantCulture), bool.Parse(fuses));
        Console.WriteLine($"This process has {found}.");
        if (found != expected)
        {
            Console.Error.WriteLine($"It should have {expected}.");
            return 1;
        }

        using (FileStream stream = File.Create(file))
        {
            Results.Compute().Write(stream);
        }

        return !bool.Parse(golden) || GoldenCases() ? 0 : 1;
    }

    /// <summary>A machine in words.</summary>
    public static string Describe(int width, bool fuses) => $"vectors of {width} bits and {(fuses ? "fused" : "no fused")} multiply-adds";

    /// <summary>The golden cases hold on this machine too, within the same tolerances.</summary>
    private static bool GoldenCases()
    {
        bool agree = true;
        int count = 0;
        foreach (GoldenCase @case in GoldenCase.Covered)
        {
            foreach (bool isDouble in new[] { false, true })
            {
                var run = new GoldenRun(@case);
                GoldenTopology.Find(@case, isDouble)!.Accept(run);
                foreach (string difference in run.Differences)
                {
                    Console.Error.WriteLine($"{@case.Name}, {(isDouble ? "double" : "single")}: {difference}");
                    agree = false;
                }

                count++;
            }
        }

        Console.WriteLine($"{count} golden runs.");
        return agree;
    }
}
