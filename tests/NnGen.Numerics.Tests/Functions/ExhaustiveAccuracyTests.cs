using NnGen.Compiler.Graph;
using Xunit.Abstractions;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>
/// The errors of the elementary functions over all 2^32 floats. Some minutes long, so only on demand:
/// <c>NNGEN_EXHAUSTIVE=1 dotnet test tests/NnGen.Numerics.Tests -c Release --filter ExhaustiveAccuracy --logger "console;verbosity=detailed"</c>
/// </summary>
public sealed class ExhaustiveAccuracyTests(ITestOutputHelper output)
{
    public static TheoryData<string> Functions => ElementFunctions.Names;

    [ExhaustiveTheory]
    [MemberData(nameof(Functions))]
    public void EveryFloat_ErrorIsWithinThePromise(string name)
    {
        (ElementFunction function, double promised, _) = ElementFunctions.Find(name);
        SingleSurvey survey = SingleExhaustion.Run(function);
        output.WriteLine($"{name}: {survey}; promised {promised}");
        Assert.True(survey.Error <= promised, $"{name}: {survey}, promised {promised}");
    }
}
