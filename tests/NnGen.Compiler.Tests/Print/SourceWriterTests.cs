using NnGen.Compiler.Print;

namespace NnGen.Compiler.Tests.Print;

/// <summary>The emitter's indentation is the output's.</summary>
public class SourceWriterTests
{
    [Fact]
    public void Blocks_IndentAndClose()
    {
        var writer = new SourceWriter();
        using (writer.Block("class C"))
        {
            using (writer.Block("void M()"))
            {
                writer.Line("return;");
            }
        }

        Assert.Equal("class C\n{\n    void M()\n    {\n        return;\n    }\n}\n", writer.ToString());
    }

    [Fact]
    public void SeveralLines_KeepTheirOwnIndentationOnTop()
    {
        var writer = new SourceWriter();
        using (writer.Indent())
        {
            writer.Line("if (x)\r\n    y();\r\nz();");
        }

        Assert.Equal("    if (x)\n        y();\n    z();\n", writer.ToString());
    }

    [Fact]
    public void BlankLines_StandBetweenThingsOnly()
    {
        var writer = new SourceWriter();
        writer.Blank();
        using (writer.Block("a"))
        {
            writer.Blank();
            writer.Line("b");
            writer.Blank();
            writer.Blank();
            writer.Line("c");
            writer.Blank();
        }

        writer.Blank();

        Assert.Equal("a\n{\n    b\n\n    c\n}\n", writer.ToString());
    }

    [Fact]
    public void EmptyLines_HaveNoSpaces()
    {
        var writer = new SourceWriter();
        using (writer.Indent())
        {
            writer.Line("a\n\nb");
        }

        Assert.Equal("    a\n\n    b\n", writer.ToString());
    }

    [Fact]
    public void Directives_StandAtTheMargin()
    {
        var writer = new SourceWriter();
        using (writer.Block("a"))
        {
            writer.Line("#if DEBUG\nb\n#endif");
        }

        Assert.Equal("a\n{\n#if DEBUG\n    b\n#endif\n}\n", writer.ToString());
    }

    [Fact]
    public void OpenBlock_Throws()
    {
        var writer = new SourceWriter();
        writer.Block("a");

        Assert.Contains("1 block", Assert.Throws<InvalidOperationException>(writer.ToString).Message);
    }
}
