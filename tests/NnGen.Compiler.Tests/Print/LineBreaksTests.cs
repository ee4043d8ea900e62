using NnGen.Compiler.Print;

namespace NnGen.Compiler.Tests.Print;

/// <summary>Lines that are too long are broken where a reader would break them.</summary>
public class LineBreaksTests
{
    [Theory]
    [InlineData("a(1);", "a(1);")]
    [InlineData("void Method(int first, int second, int third)", "void Method(int first, int second,|    int third)")]
    [InlineData("int Twice(int a, int b) => Compute(a, b) + Compute(b, a);", "int Twice(int a, int b)|    => Compute(a, b) + Compute(b, a);")]
    [InlineData("Call(new(a, b), new(c, d), new(e, f), new(g, h));", "Call(new(a, b), new(c, d), new(e, f),|    new(g, h));")]
    [InlineData("Dense<V, P, Relu>(ref input, ref weights, ref output);", "Dense<V, P, Relu>(ref input,|    ref weights, ref output);")]
    [InlineData("const int Offset = 100352; // dense1.bias[128]: a vector", "// dense1.bias[128]: a vector|const int Offset = 100352;")]
    [InlineData("/// <summary>What is said here takes more than a line.</summary>", "/// <summary>What is said here takes|/// more than a line.</summary>")]
    [InlineData("// input1, input2, input3, input4, input5, input6", "// input1, input2, input3, input4,|// input5, input6")]
    [InlineData("Text = \"one, two, three, four, five, six, seven, eight\",", "Text = \"one, two, three, four, five, \" +|    \"six, seven, eight\",")]
    [InlineData("Text = \"1234567890123456789012345678\\\"0123\",", "Text = \"1234567890123456789012345678\" +|    \"\\\"0123\",")]
    [InlineData("    Inner(argumentOne, argumentTwo, argumentThree);", "    Inner(argumentOne, argumentTwo,|        argumentThree);")]
    [InlineData("static AVeryLongTypeOfReturn AnInterface.AMethod();", "static AVeryLongTypeOfReturn|    AnInterface.AMethod();")]
    [InlineData("ANameThatIsMuchLongerThanAnyLineShouldEverBe;", "ANameThatIsMuchLongerThanAnyLineShouldEverBe;")]
    public void LongLines_AreBroken(string line, string expected) => Assert.Equal(expected.Split('|'), LineBreaks.Of(line, 40));

    /// <summary>A long list costs as much as its length, and what is written stays what it was.</summary>
    [Fact]
    public void Words_StayInTheirOrder()
    {
        string[] names = [.. Enumerable.Range(0, 2_000).Select(i => $"input{i}")];
        string comment = "// " + string.Join(", ", names);
        string call = $"Concat({string.Join(", ", names)});";

        Assert.Equal(comment, "// " + string.Join(" ", LineBreaks.Of(comment, 100).Select(line => line["// ".Length..])));
        Assert.Equal(call, string.Join(" ", LineBreaks.Of(call, 100).Select(line => line.Trim())));
        Assert.All(LineBreaks.Of(comment, 100).Concat(LineBreaks.Of(call, 100)), line => Assert.InRange(line.Length, 1, 100));
    }

    [Fact]
    public void RawStrings_AreLeftAsTheyAre()
    {
        var writer = new SourceWriter();
        string line = string.Join(", ", Enumerable.Repeat("text", 100));
        writer.Line($"Mask = \"\"\"\n{line}\n\"\"\"u8,");

        Assert.Contains(line + "\n", writer.ToString(), StringComparison.Ordinal);
    }
}
