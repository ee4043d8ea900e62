using Microsoft.CodeAnalysis;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>Weights that are compiled in: what the generator makes of the texts about them.</summary>
public class EmbeddedWeightsTests
{
    private const string Net = "using NnGen; namespace Samples; [Network(Weights = WeightSource.Embedded), Input(3), Dense(2), ReLU, Dense(1)] public partial class Net;";

    // dense1.bias = [7, 8], dense1.weight = [[1, 2, 3], [4, 5, 6]], dense2.bias = [-1], dense2.weight = [[1, 10]].
    private static readonly float[] s_values = [7, 8, 1, 2, 3, 4, 5, 6, -1, 1, 10];

    [Fact]
    public async Task DataInTheCode_IsTheNetwork()
    {
        ToolchainResult result = await Toolchain.RunAsync([Net], [Text(Fitting)]);

        Assert.Empty(result.Found);
        Assert.Empty(result.CSharpErrors);
        Assert.Contains(result.Run.GeneratedSources, file => file.HintName == "Samples.Net.Weights.g.cs");

        // 1 + 4 + 9 + 7 = 21 and 4 + 10 + 18 + 8 = 40, so 21 + 400 - 1.
        Type type = Load(result).GetType("Samples.Net")!;
        object shared = type.GetProperty("Shared")!.GetValue(null)!;
        Assert.Same(shared, type.GetProperty("Shared")!.GetValue(null));
        Assert.Equal(5ul, type.GetProperty("Seed")!.GetValue(shared));
        Assert.Equal([420f], Predict(shared, [1, 2, 3]));
    }

    /// <summary>
    /// By hand: the rows of the test are (37 c + 101 r) mod 257, less 128, by 64. Of the second, (-27, 10, 47) / 64, the hidden units are 9.09375 and 11.5, so the
    /// output is 9.09375 + 115 - 1. Every type has these weights exactly.
    /// </summary>
    [Theory]
    [InlineData("F32")]
    [InlineData("F64")]
    [InlineData("F16")]
    [InlineData("BF16")]
    [InlineData("F32", "BFloat16")]
    [InlineData("BF16", "BFloat16")]
    [InlineData("F32", "Half")]
    [InlineData("F16", "Half")]
    public async Task SelfTest_HoldsWhatTheInterpreterComputes(string type, string storage = "Full")
    {
        string net = Net.Replace("[Network(", $"[Network(Storage = WeightStorage.{storage}, ", StringComparison.Ordinal);
        ToolchainResult result = await Toolchain.RunAsync([net], [Text(Fitting, type: type)]);

        Assert.Empty(result.Found);
        Assert.Empty(result.CSharpErrors);
        string members = result.Run.GeneratedSources.Single(file => file.HintName == "Samples.Net.Members.g.cs").SourceText.ToString();
        Assert.Contains("-1f, 123.09375f, 116.296875f,", members, StringComparison.Ordinal);
        var report = (SelfTestReport)Load(result).GetType("Samples.Net")!.GetMethod("SelfTest")!.Invoke(null, null)!;
        Assert.True(report.IsExact, report.ToString());
        Assert.Equal((3, 1), (report.Rows, report.Outputs));
    }

    /// <summary>788,000 multiply-adds, which the interpreter computes with a fused multiply-add of its own; 5,315,000 would take too long in every build.</summary>
    [Theory]
    [InlineData(28, true)]
    [InlineData(64, false)]
    public async Task SelfTest_IsForNetworksThatAreInterpretedInTime(int size, bool isThere)
    {
        string net = $"using NnGen; namespace Samples; [Network(Weights = WeightSource.Embedded), Input(1, {size}, {size}), Conv2D(16, 5), Tanh, Conv2D(8, 3), GlobalAvgPool, Dense(3), Softmax] public partial class Net;";
        (string Name, int[] Shape)[] tensors = [("conv2d1.bias", [16]), ("conv2d1.weight", [16, 1, 5, 5]), ("conv2d2.bias", [8]), ("conv2d2.weight", [8, 16, 3, 3]), ("dense1.bias", [3]), ("dense1.weight", [3, 8])];
        ToolchainResult result = await Toolchain.RunAsync([net], [Text(tensors, (_, i) => MathF.Sin(i))]);

        Assert.Empty(result.Found);
        Assert.Empty(result.CSharpErrors);
        System.Reflection.MethodInfo? test = Load(result).GetType("Samples.Net")!.GetMethod("SelfTest");
        Assert.Equal(isThere, test is not null);
        if (test is not null)
        {
            var report = (SelfTestReport)test.Invoke(null, null)!;
            Assert.True(report.IsExact, report.ToString());
            Assert.Equal((1, 3), (report.Rows, report.Outputs));
        }
    }

    /// <summary>
    /// LeNet-5, as the sample declares it, with weights in a resource, as builds put more than 16 KB. Where one bit of a number is not what it was when the network was built, the test says so. The units of dense layers have large biases: what belongs to one that gives
    /// nothing for the row of the test would change nothing.
    /// </summary>
    [Fact]
    public async Task SelfTest_OfLeNet_FindsAChangedWeight()
    {
        const string Classes = "Input(1, 28, 28), Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2), Conv2D(16, 5), ReLU, MaxPool2D(2), Flatten, Dense(120), ReLU, Dense(84), ReLU, Dense(10), Softmax";
        const string LeNet = $"using NnGen; namespace Samples; [Network(Weights = WeightSource.Embedded), {Classes}] public partial class Net;";
        (string Name, int[] Shape)[] tensors =
        [
            ("conv2d1.bias", [6]), ("conv2d1.weight", [6, 1, 5, 5]), ("conv2d2.bias", [16]), ("conv2d2.weight", [16, 6, 5, 5]),
            ("dense1.bias", [120]), ("dense1.weight", [120, 400]), ("dense2.bias", [84]), ("dense2.weight", [84, 120]), ("dense3.bias", [10]), ("dense3.weight", [10, 84]),
        ];
        var random = new Random(1);
        string text = Text(tensors, (name, _) => name.StartsWith("dense", StringComparison.Ordinal) && name.EndsWith("bias", StringComparison.Ordinal) ? 3 : (random.NextSingle() - 0.5f) / 5, "LeNet");
        ToolchainResult result = await Toolchain.RunAsync([LeNet], [text]);

        Assert.Empty(result.Found);
        Assert.Empty(result.CSharpErrors);
        object net = Load(result, ("LeNet", [.. new byte[300], .. Convert.FromBase64String(text.Split('\t')[^1].Trim())])).GetType("Samples.Net")!.GetProperty("Shared")!.GetValue(null)!;
        SelfTestReport report = SelfTest(net);
        Assert.True(report.IsExact, report.ToString());
        Assert.Equal((1, 10), (report.Rows, report.Outputs));
        foreach ((string name, int[] shape) in tensors)
        {
            Assert.True(Differs(net, name, shape.Aggregate((x, y) => x * y) / 2), name);
        }

        Assert.Equal(report, SelfTest(net));
    }

    [Fact]
    public async Task WithoutNumbers_ThereIsNoSelfTest()
    {
        string text = Text(Fitting, resource: "NnGen.Weights.Samples.Net");
        ToolchainResult result = await Toolchain.RunAsync([Net], [text[..text.IndexOf("values", StringComparison.Ordinal)]]);
        Assert.Empty(result.CSharpErrors);
        Assert.DoesNotContain(result.Run.GeneratedSources, file => file.SourceText.ToString().Contains("SelfTest", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resource_IsNamedWithItsLengthAndPlaces()
    {
        ToolchainResult result = await Toolchain.RunAsync([Net], [Text(Fitting, resource: "NnGen.Weights.Samples.Net")]);

        Assert.Empty(result.Found);
        Assert.Empty(result.CSharpErrors);
        Assert.DoesNotContain(result.Run.GeneratedSources, file => file.HintName.Contains("Weights", StringComparison.Ordinal));
        string members = result.Run.GeneratedSources.Single(file => file.HintName == "Samples.Net.Members.g.cs").SourceText.ToString();
        Assert.Contains("\"NnGen.Weights.Samples.Net\", 344, 300,", members, StringComparison.Ordinal);
        Assert.Contains("[8, 0, 36, 32]", members, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0=dense1;2=dense2", "", "0", "2")]
    [InlineData("Sequential", "", "0", "2")]
    [InlineData("", "model.", "model.dense1", "model.dense2")]
    [InlineData("Sequential", "net.", "net.0", "net.2")]
    [InlineData("a.weight=dense1.weight;a.bias=dense1.bias", "", "a", "dense2")]
    public async Task OtherNames_AreMapped(string names, string prefix, string first, string second)
    {
        ToolchainResult result = await Toolchain.RunAsync([Net], [Text(Named(first, second), names, prefix)]);
        Assert.Empty(result.Found);
        Assert.Empty(result.CSharpErrors);
    }

    /// <summary>Queries, keys and values one below the other, as PyTorch saves them: of two features each has two rows of the six.</summary>
    [Fact]
    public async Task AttentionOfPyTorch_IsReadInItsParts()
    {
        const string Attention = "using NnGen; namespace Samples; [Network(Weights = WeightSource.Embedded), Input(3, 2), MultiHeadAttention(1, Name = \"a\")] public partial class Net;";
        string[] tensors = ["F32\t6\t0\ta.in_proj_bias", "F32\t6,2\t24\ta.in_proj_weight", "F32\t2\t72\ta.out_proj.bias", "F32\t2,2\t80\ta.out_proj.weight"];
        string text = Text(tensors, resource: "NnGen.Weights.Samples.Net");
        ToolchainResult result = await Toolchain.RunAsync([Attention], [text[..text.IndexOf("values", StringComparison.Ordinal)]]);

        Assert.Empty(result.Found);
        Assert.Empty(result.CSharpErrors);
        string members = result.Run.GeneratedSources.Single(file => file.HintName == "Samples.Net.Members.g.cs").SourceText.ToString();
        Assert.Contains("[24, 0, 40, 8, 56, 16, 80, 72]", members, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WeightsThatDoNotFit_AreListedEachWithWhatWasFoundAndExpected()
    {
        string[] tensors = ["F32\t2\t0\tdense1.bias", "F32\t3,2\t8\tdense1.weight", "I64\t1\t32\tdense2.bias", "F32\t2,2\t40\textra"];
        ToolchainResult result = await Toolchain.RunAsync([Net], [Text(tensors)]);

        Diagnostic found = Assert.Single(result.Found);
        Assert.Equal("NNG039", found.Id);
        Assert.Equal("WeightSource.Embedded", found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan));
        Assert.Equal(
            "net.safetensors does not fit Samples.Net: dense1.weight has the shape [3, 2]: [2, 3] was expected; dense2.weight is missing: [1, 2] was expected; "
            + "dense2.bias has the type I64: F64, F32, F16 or BF16 was expected; extra of shape [2, 2] belongs to no parameter",
            found.GetMessage());
        Assert.Empty(result.CSharpErrors);
    }

    [Theory]
    [InlineData("0", "2", "Names=\"0=dense1;2=dense2\"")]
    [InlineData("b", "a", "Names=\"b=dense1;a=dense2\"")]
    [InlineData("m.dense1", "m.dense2", "Prefix=\"m.\"")]
    public async Task NamesThatWouldFit_AreNamed(string first, string second, string expected)
    {
        ToolchainResult result = await Toolchain.RunAsync([Net], [Text(Named(first, second))]);
        Assert.EndsWith($". It fits with {expected} at <NnGenWeights>", Assert.Single(result.Found).GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>A file that is sorted by name has 10 before 2, and its attention is taken apart: the layers are meant in the order of their numbers.</summary>
    [Fact]
    public async Task NamesThatWouldFit_AreThoseOfLayersByTheirNumbers()
    {
        const string Attention = "using NnGen; namespace Samples; [Network(Weights = WeightSource.Embedded), Input(3, 2)"
            + ", MultiHeadAttention(1, Bias = false, Name = \"a\"), MultiHeadAttention(1, Bias = false, Name = \"b\"), MultiHeadAttention(1, Bias = false, Name = \"c\")] public partial class Net;";
        string[] layers = ["1", "10", "2"];
        string text = Text([.. layers.SelectMany((layer, i) => (string[])[$"F32\t6,2\t{64 * i}\t{layer}.in_proj_weight", $"F32\t2,2\t{64 * i + 48}\t{layer}.out_proj.weight"])], resource: "NnGen.Weights.Samples.Net");
        string message = Assert.Single((await Toolchain.RunAsync([Attention], [text[..text.IndexOf("values", StringComparison.Ordinal)]])).Found).GetMessage();
        Assert.Contains("1.q_proj=a.q_proj;1.k_proj=a.k_proj;1.v_proj=a.v_proj;1.out_proj=a.out_proj;2.q_proj=b.q_proj;", message, StringComparison.Ordinal);
        Assert.Contains(";10.q_proj=c.q_proj;", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dense1")]
    [InlineData("a=dense1;b=dense1")]
    [InlineData("=dense1")]
    public async Task NamesThatMeanNothing_AreRefused(string names)
    {
        Diagnostic found = Assert.Single((await Toolchain.RunAsync([Net], [Text(Fitting, names)])).Found);
        Assert.Contains("Names of <NnGenWeights> are 'Sequential', or pairs of different names", found.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralFiles_AreRefused()
    {
        Diagnostic found = Assert.Single((await Toolchain.RunAsync([Net], [Text(Fitting), Text(Fitting)])).Found);
        Assert.Equal("NNG038", found.Id);
        Assert.Contains("several files of weights, net.safetensors and net.safetensors for it", found.GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>Where a file holds anything, a message is no longer than a screen, and nothing fails.</summary>
    [Fact]
    public async Task HostileTexts_MakeShortMessages()
    {
        string[] many = [.. Enumerable.Range(0, 20_000).Select(i => $"F32\t1\t{4 * i}\t{new string('x', 500)}{i}")];
        foreach (string text in (string[])[Text(many), "nngen-weights\t9\n", "class\tSamples.Net\ntensor\n", new string('\t', 100_000), Text(["F32\tx\t0\ta"]), Text([.. Fitting, Fitting[0]])])
        {
            ToolchainResult result = await Toolchain.RunAsync([Net], [text]);
            result.AssertNoException();
            Assert.InRange(Assert.Single(result.Found).GetMessage().Length, 20, 8_000);
        }
    }

    /// <summary>The text is what the library writes of the schema, for every kind of property.</summary>
    [Fact]
    public async Task ScalesOfRecords_ComeWithTheWeights()
    {
        ToolchainResult result = await Toolchain.RunAsync([Cars], [RecordText(Schema)]);
        Assert.Empty(result.Found);
        Assert.Empty(result.CSharpErrors);

        // By hand: ln(0 + 1) less -2, by 2, is 1; the mean in the place of what is missing, (50 - 30) / 10, and 1; the second of the enum's members; the first learnt text of two and others;
        // six hours are a quarter of a turn; yes; 3 - 1 and 5 - 5; the number of the embedded member, which is not missing.
        object net = Load(result).GetType("Samples.CarNet")!.GetProperty("Shared")!.GetValue(null)!;
        object car = Activator.CreateInstance(net.GetType().Assembly.GetType("Samples.Car")!, 0f, null, Enum.ToObject(net.GetType().Assembly.GetType("Samples.Origin")!, 1), "b", new TimeOnly(6, 0), true, new float[] { 3, 5 }, Enum.ToObject(net.GetType().Assembly.GetType("Samples.Origin")!, 1), 9f)!;
        var features = new float[15];
        var encoding = (RecordEncoding)((IRecordNetwork)net).Encoding!;
        Assert.Equal(Schema, encoding.Schema.ToString());
        typeof(EmbeddedWeightsTests).GetMethod(nameof(Encode), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(net.GetType(), car.GetType()).Invoke(null, [car, encoding, features]);
        Assert.True(((SelfTestReport)net.GetType().GetMethod("SelfTest")!.Invoke(null, null)!).IsExact);
        Assert.Equal([1f, 2, 1, 0, 1, 1, 0, 0, 1, 0, 1, 2, 0, 1, 0], features.Select(value => MathF.Round(value, 5)));
    }

    [Theory]
    [InlineData("IsNew: yes or no", "IsOld: yes or no", "the file has 'IsOld: yes or no; column 10'; Car has 'IsNew: yes or no; column 10'")]
    [InlineData("one of Usa, Europe; columns", "one of Usa, Japan; columns", "the file has 'Origin: one of Usa, Japan; columns 3 to 4'; Car has 'Origin: one of Usa, Europe; columns 3 to 4'")]
    [InlineData("embedded in 2 features", "embedded in 3 features", "the file has 'Maker: one of Usa, Europe, embedded in 3 features, or missing; columns 13 to 14'; Car has 'Maker: one of Usa, Europe, embedded in 2 features, or missing; columns 13 to 14'")]
    [InlineData("missing (mean)", "missing (median)", "the file has 'Power: number, or missing (median); columns 1 to 2'; Car has 'Power: number, or missing (mean); columns 1 to 2'. Take the properties back")]
    public async Task ChangedRecord_EndsTheBuildWithBoth(string now, string before, string expected)
    {
        Diagnostic found = Assert.Single((await Toolchain.RunAsync([Cars], [RecordText(Schema.Replace(now, before, StringComparison.Ordinal))])).Found);
        Assert.Equal("NNG039", found.Id);
        Assert.StartsWith("net.safetensors does not fit Samples.CarNet: the record Car has changed: " + expected, found.GetMessage(), StringComparison.Ordinal);
        Assert.Contains($"Car has Weight: number, ln(x + 1); column 0", found.GetMessage(), StringComparison.Ordinal);
        Assert.Contains($"the record of the file has Weight: number, ln(x + 1); column 0", found.GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>As files of PyTorch are: the network takes columns, and says what it lacks where a record comes.</summary>
    [Fact]
    public async Task FileWithoutScales_GivesANetworkOfColumns()
    {
        string text = RecordText(Schema);
        ToolchainResult result = await Toolchain.RunAsync([Cars], [string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("record", StringComparison.Ordinal) && !line.StartsWith("encoding", StringComparison.Ordinal)))]);
        Assert.Empty(result.Found);
        Assert.Empty(result.CSharpErrors);
        Assert.Null(((IRecordNetwork)Load(result).GetType("Samples.CarNet")!.GetProperty("Shared")!.GetValue(null)!).Encoding);
    }

    [Theory]
    [InlineData("Samples.Nett", "the project has no such class. Did you mean Samples.Net? Correct Class at <NnGenWeights>")]
    [InlineData("Quite.Another", "the project has no such class. Its networks are Samples.Net, Samples.Outer.Inner, Samples.Plain. Correct Class at <NnGenWeights>")]
    [InlineData("Samples.Other", "that class bears no [Network]. Correct Class at <NnGenWeights>")]
    [InlineData("Samples.Plain", "that network does not take them. Write [Network(Weights = WeightSource.Embedded)], or take <NnGenWeights> out of the project")]
    [InlineData("Samples.Outer.Inner", "that network does not take them. Write [Network(Weights = WeightSource.Embedded)], or take <NnGenWeights> out of the project")]
    public async Task WeightsThatNobodyTakes_AreAnErrorThatSaysWhatToDo(string name, string expected)
    {
        const string More = "using NnGen; namespace Samples; public class Other; [Network, Input(3), Dense(1)] public partial class Plain; public partial class Outer { [Network(Weights = WeightSource.AtRunTime), Input(3), Dense(1)] public partial class Inner; }";
        Diagnostic found = Assert.Single((await Toolchain.RunAsync([Net, More], [Text(Fitting), Text(Fitting).Replace("Samples.Net", name, StringComparison.Ordinal)])).Found);
        Assert.Equal(("NNG043", DiagnosticSeverity.Error), (found.Id, found.Severity));
        Assert.Equal($"net.safetensors is to be compiled into {name}, but {expected}", found.GetMessage());
    }

    [Fact]
    public async Task WeightsOfOtherNetworks_ChangeNothing()
    {
        const string Plain = "using NnGen; namespace Samples; [Network, Input(3), Dense(2), ReLU, Dense(1)] public partial class Net;";
        ToolchainResult with = await Toolchain.RunAsync([Plain], [Text(Fitting)]);
        ToolchainResult without = await Toolchain.RunAsync(Plain);
        Assert.Equal(without.Run.GeneratedSources.Select(file => file.SourceText.ToString()), with.Run.GeneratedSources.Select(file => file.SourceText.ToString()));
    }

    private const string Cars = """
        using NnGen; using System;
        namespace Samples;
        public enum Origin { Usa, Europe }
        public sealed record Car([Log(Offset = 1)] float Weight, float? Power, Origin Origin, [OneHot(Max = 2)] string Make, [Calendar(CalendarPart.Hour)] TimeOnly At, bool IsNew, [Features(2), Scale(Scaling.MinMax)] float[] More, [Embed(2)] Origin? Maker, [property: Target] float Mpg);
        [Network(Weights = WeightSource.Embedded), Input<Car>, Dense(1)] public partial class CarNet;
        """;

    private const string Schema = "Weight: number, ln(x + 1); column 0\nPower: number, or missing (mean); columns 1 to 2\nOrigin: one of Usa, Europe; columns 3 to 4\nMake: text of at most 2 kinds, and others; columns 5 to 7\n"
        + "At: date by Hour; columns 8 to 9\nIsNew: yes or no; column 10\nMore: 2 numbers, scaling MinMax; columns 11 to 12\nMaker: one of Usa, Europe, embedded in 2 features, or missing; columns 13 to 14\nMpg: number; target";

    private static string RecordText(string schema)
    {
        const string Encoding = """{"shift":[-2,30,0,0,0,0,0,0,0,0,0,1,5,0,0],"factor":[0.5,0.1,0,0,0,0,0,0,0,0,0,1,1,0,0],"missing":[0,50,0,0,0,0,0,0,0,0,0,0,0,0,0],"categories":{"Make":["b","a"]}}""";
        string[] tensors = ["F32\t1\t0\tdense1.bias", "F32\t1,16\t4\tdense1.weight", "F32\t3,2\t68\tmaker.weight", "F32\t1\t92\toutputscaler1.offset", "F32\t1\t96\toutputscaler1.scale"];
        return $"nngen-weights\t1\nclass\tSamples.CarNet\nfile\tnet.safetensors\nbytes\t400\ndata\t300\nsha256\t00ff\nseed\t5\nrecord\t{schema.Replace("\n", "\\n", StringComparison.Ordinal)}\nencoding\t{Encoding}\n"
            + string.Concat(tensors.Select(tensor => $"tensor\t{tensor}\n")) + $"values\t{Convert.ToBase64String(new byte[100])}\n";
    }

    private static void Encode<TNetwork, TRecord>(TRecord record, RecordEncoding encoding, float[] features)
        where TNetwork : class, IRecordNetwork<TNetwork, TRecord, float> => TNetwork.Encode(in record, encoding, features);

    private static string[] Fitting => Named("dense1", "dense2");

    private static string[] Named(string first, string second) => [$"F32\t2\t0\t{first}.bias", $"F32\t2,3\t8\t{first}.weight", $"F32\t1\t32\t{second}.bias", $"F32\t1,2\t36\t{second}.weight"];

    private static string Text(string[] tensors, string names = "", string prefix = "", string resource = "", string type = "F32")
    {
        SafetensorsTensor data = SafetensorsTensor.Create<float>("data", [s_values.Length], s_values, Enum.Parse<SafetensorsType>(type));
        int size = data.Data.Length / s_values.Length;
        tensors = [.. tensors.Select(tensor => tensor.Split('\t')).Select(parts => type == "F32" ? string.Join('\t', parts) : $"{type}\t{parts[1]}\t{int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture) / 4 * size}\t{parts[3]}")];
        string values = Convert.ToBase64String(data.Data.Span);
        return $"nngen-weights\t1\nclass\tSamples.Net\nfile\tnet.safetensors\nnames\t{names}\nprefix\t{prefix}\nresource\t{resource}\nbytes\t344\ndata\t300\nsha256\t00ff\nseed\t5\n"
            + string.Concat(tensors.Select(tensor => $"tensor\t{tensor}\n")) + $"values\t{values}\n";
    }

    /// <summary>The text about a file that has tensors one after the other, of numbers by their tensor and place.</summary>
    private static string Text((string Name, int[] Shape)[] tensors, Func<string, int, float> number, string resource = "")
    {
        var lines = new List<string>();
        var values = new List<float>();
        foreach ((string name, int[] shape) in tensors)
        {
            lines.Add($"F32\t{string.Join(',', shape)}\t{4 * values.Count}\t{name}");
            values.AddRange(Enumerable.Range(values.Count, shape.Aggregate((x, y) => x * y)).Select(i => number(name, i)));
        }

        string text = Text([.. lines], resource: resource).Replace("\nbytes\t344\n", $"\nbytes\t{300 + (4 * values.Count)}\n", StringComparison.Ordinal);
        string data = Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(values.ToArray()));
        return $"{text[..text.IndexOf("values", StringComparison.Ordinal)]}values\t{data}\n";
    }

    private static SelfTestReport SelfTest(object network) => (SelfTestReport)network.GetType().GetMethod("SelfTest")!.Invoke(null, null)!;

    private static System.Reflection.Assembly Load(ToolchainResult result, (string Name, byte[] Content)? resource = null)
    {
        using var stream = new MemoryStream();
        ResourceDescription[] resources = resource is var (name, content) ? [new(name, () => new MemoryStream(content), isPublic: true)] : [];
        Assert.True(result.Output.Emit(stream, manifestResources: resources).Success);
        return System.Reflection.Assembly.Load(stream.ToArray());
    }

    /// <summary>The network by its contract: a span is no argument for reflection.</summary>
    private static float[] Predict(object network, float[] input) =>
        (float[])typeof(EmbeddedWeightsTests).GetMethod(nameof(Run), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(network.GetType()).Invoke(null, [network, input])!;

    /// <summary>Whether the test differs while a bit in the middle of a number is another.</summary>
    private static bool Differs(object network, string parameter, int index)
    {
        System.Reflection.MethodInfo flip = typeof(EmbeddedWeightsTests).GetMethod(nameof(Flip), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(network.GetType());
        flip.Invoke(null, [network, parameter, index]);
        bool differs = !SelfTest(network).IsExact;
        flip.Invoke(null, [network, parameter, index]);
        return differs;
    }

    private static void Flip<TNetwork>(TNetwork network, string parameter, int index)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        float[] values = network.Parameter(parameter);
        values[index] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(values[index]) ^ (1 << 16));
        network.SetParameter(parameter, values);
    }

    private static float[] Run<TNetwork>(TNetwork network, float[] input)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        var output = new float[1];
        network.Predict(input, output);
        return output;
    }
}
