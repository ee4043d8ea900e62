using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Weights;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Print;

/// <summary>The network with the weights that are compiled in.</summary>
internal sealed partial class PagePrinter
{
    private const string WeightsClass = "global::NnGen.EmbeddedWeights";

    private bool HasWeights => WeightHeader.AreWanted(plan.Declaration);

    /// <summary>The data of weights that are no resource, in a file of their own; null where there are none.</summary>
    public string? WeightData()
    {
        if (!HasWeights || plan.Declaration.Weights[0] is not { Resource.Length: 0 } weights)
        {
            return null;
        }

        return File($"The weights of {Name}: the data of {Escaped(weights.File)}.", () => { }, $"partial class {ClassName}", () =>
        {
            const int bytesOfLine = 32;
            byte[] data = Convert.FromBase64String(weights.Values);
            using (_writer.Block("private static partial class SharedNetwork"))
            {
                _writer.Line("private static global::System.ReadOnlySpan<byte> Data => new byte[]");
                _writer.Line("{");
                using (_writer.Indent())
                {
                    for (int start = 0; start < data.Length; start += bytesOfLine)
                    {
                        _writer.Line(string.Join(", ", data.Skip(start).Take(bytesOfLine)) + ",");
                    }
                }

                _writer.Line("};");
            }
        });
    }

    private void Shared()
    {
        if (!HasWeights)
        {
            return;
        }

        WeightHeader weights = plan.Declaration.Weights[0];
        IReadOnlyList<(Parameter Parameter, HeaderTensor Tensor)> tensors = WeightCheck.Match(plan.Declaration, plan.Inference);
        string begins = $"[{string.Join(", ", tensors.Select(pair => Literals.Integer(pair.Tensor.Begin)))}]";
        string types = $"[{string.Join(", ", tensors.Select(pair => $"(byte)global::NnGen.SafetensorsType.{pair.Tensor.Type}"))}]";
        string data = weights.Resource.Length == 0
            ? $"{WeightsClass}.Read<{T}>(Info, Data, {begins}, {types})"
            : $"{WeightsClass}.ReadResource<{T}>(Info, typeof({Self}).Assembly, {Literals.Text(weights.Resource)}, {Literals.Integer(weights.Bytes)}, {Literals.Integer(weights.DataStart)}, {begins}, {types})";

        // A file that was saved without scales gives a network that takes columns only.
        string encoding = plan.Declaration.Record is null || weights.Record.Length == 0 || weights.Encoding.Length == 0
            ? ""
            : $" {{ _encoding = {WeightsClass}.ReadEncoding(Info, {Literals.AnyText(weights.Encoding)}, {Literals.AnyText(weights.File)}) }}";
        _writer.Blank();
        _writer.Line($$"""
            /// <summary>
            /// The network with the weights of <c>{{Escaped(weights.File)}}</c>, which are compiled in. Made at first use, and the same one for all callers and threads: to
            /// predict with. Whoever trains makes a network of his own.
            /// </summary>
            public static {{Self}} Shared => SharedNetwork.Instance;

            private {{ClassName}}(ulong seed, global::NnGen.AlignedBuffer<{{T}}> parameters)
            {
                Seed = seed;
                Parameters = parameters;
            }

            private static partial class SharedNetwork
            {
                // SHA-256 of the file: {{weights.Hash}}
                internal static readonly {{Self}} Instance = new {{Self}}({{weights.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)}}UL, {{data}}){{encoding}};
            }
            """);
        SelfTest();
    }

    private void SelfTest()
    {
        (IReadOnlyList<double> single, IReadOnlyList<double> batch) = SelfTestVectors.Of(plan);
        if (single.Count == 0)
        {
            return;
        }

        _writer.Blank();
        _writer.Line($$"""
            /// <summary>
            /// Predicts a few rows with <see cref="Shared"/> and compares them with what the compiler's interpreter computed when the project was built: tells whether this
            /// processor, its instruction set, Native AOT and trimming compute the same, in units of the last place.
            /// </summary>
            """);
        _writer.Line($"public static global::NnGen.SelfTestReport SelfTest() => global::NnGen.SelfTestReport.Of<{Self}, {T}>(Shared,");
        Numbers(single, "],");
        Numbers(batch, "]);");
    }

    private void Numbers(IReadOnlyList<double> numbers, string end)
    {
        const int numbersOfLine = 8;
        _writer.Line("[");
        using (_writer.Indent())
        {
            for (int first = 0; first < numbers.Count; first += numbersOfLine)
            {
                _writer.Line(string.Join(", ", numbers.Skip(first).Take(numbersOfLine).Select(number => Literals.Number(number, plan.Facts.IsDouble))) + ",");
            }
        }

        _writer.Line(end);
    }

    private static string Escaped(string text) => WeightNames.Shown(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
