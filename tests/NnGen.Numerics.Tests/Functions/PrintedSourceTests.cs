using NnGen.Compiler.Print;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>
/// What the library has checked in is what the compiler prints. After a change of the definitions, run the tests once with NNGEN_UPDATE=1,
/// which writes the files anew.
/// </summary>
public sealed class PrintedSourceTests
{
    [Fact]
    public void Lanes_AreAsPrinted() => Check("Lanes.g.cs", LanesPrinter.Print());

    [Fact]
    public void SingleFunctions_AreAsPrinted() => Check("SingleFunctions.g.cs", FunctionsPrinter.Print(isDouble: false));

    [Fact]
    public void DoubleFunctions_AreAsPrinted() => Check("DoubleFunctions.g.cs", FunctionsPrinter.Print(isDouble: true));

    private static void Check(string file, string printed)
    {
        string path = Path.Combine(Repository.Root, "src", "NnGen", "Numerics", file);
        if (Environment.GetEnvironmentVariable("NNGEN_UPDATE") == "1")
        {
            File.WriteAllText(path, printed);
        }

        Assert.Equal(printed, File.ReadAllText(path));
    }
}
