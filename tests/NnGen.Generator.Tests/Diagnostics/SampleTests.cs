using Microsoft.CodeAnalysis;
using NnGen.Compiler.Model;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Diagnostics;

/// <summary>A failing sample for every id, with the place where it is reported, and nothing else beside it.</summary>
public class SampleTests
{
    // Where a source says "@", it means the class.
    private static readonly (string Id, string Source)[] Samples =
    [
        ("NNG001", "[Network, Input(2), Dense(1)] class {|NNG001:Net|};"),
        ("NNG002", "[Network, Input(2), Dense(1)] partial class {|NNG002:Net|}<T>;"),
        ("NNG003", "[Network, Input(2)] partial class Net; [{|NNG003:Dense(1)|}] partial class Net;"),
        ("NNG004", "[{|NNG004:Dense(1)|}, ReLU] partial class Net;"),
        ("NNG005", "[Network, Input(2), Dense(1)] partial class Net { int {|NNG005:Predict|}; }"),
        ("NNG005", "[Network, Input(2, Name = \"x\"), Input(2, Name = \"y.z\"), Add(\"x\", \"y.z\"), Dense(1)] partial class Net { int {|NNG005:XSize|}; const int {|NNG005:YZSize|} = 1; int ZSize; }"),
        ("NNG006", "[Network, Input(2), Dense(1, Initializer = {|NNG006:Init|}.Zeros)] partial class Net { int Init; }"),
        ("NNG010", "[Network, Dense(1)] @"),
        ("NNG010", "[Network, Dense(3), ReLU, Dense(1), MeanSquaredErrorLoss] @"),
        ("NNG012", "[Network, Input(2)] @"),
        ("NNG012", "[Network, Input(2), CrossEntropyLoss] @"),
        ("NNG013", "[Network, {|NNG013:Input|}, Dense(1)] partial class Net;"),
        ("NNG013", "[Network, {|NNG013:Input(2, 0)|}, Flatten] partial class Net;"),
        ("NNG013", "[Network, Input(2), {|NNG013:Dense(-1)|}] partial class Net;"),
        ("NNG013", "[Network, Input(2), {|NNG013:Dense(1, Initializer = (Init)77)|}] partial class Net;"),
        ("NNG013", "[Network, Input(2), {|NNG013:Dense(1, BiasInitializerScale = double.NaN)|}] partial class Net;"),
        ("NNG013", "[Network, Input(2), {|NNG013:Dropout(1.0)|}, Dense(1)] partial class Net;"),
        ("NNG013", "[Network, Input(2), {|NNG013:LeakyReLU(double.NaN)|}, Dense(1)] partial class Net;"),
        ("NNG013", "[Network, Input(2), {|NNG013:CELU(0)|}, Dense(1)] partial class Net;"),
        ("NNG013", "[Network, Input(2), {|NNG013:HardTanh(1, 1)|}, Dense(1)] partial class Net;"),
        ("NNG013", "[Network, Input(2), Dense(1), {|NNG013:HuberLoss(Delta = 0)|}] partial class Net;"),
        ("NNG013", "[Network, Input(2), Dense(3), {|NNG013:CrossEntropyLoss(ClassWeights = new[] { 1.0, 2 })|}] partial class Net;"),
        ("NNG013", "[Network, Input(2), Dense(1), {|NNG013:MeanSquaredErrorLoss(Reduction = (Reduction)5)|}] partial class Net;"),
        ("NNG013", "[Network(Precision = (Precision)7), Input(2), Dense(1)] @"),
        ("NNG013", "[Network(TrainingSamples = 0), Input(2), Dense(1)] @"),
        ("NNG014", "[Network, {|NNG014:Input(1 << 20, 1 << 20)|}, Flatten] partial class Net;"),
        ("NNG014", "[Network, Input(1 << 20), {|NNG014:Dense(1 << 20)|}] partial class Net;"),
        ("NNG014", "[Network, Input(1 << 14), Dense((1 << 14) - 2), {|NNG014:Dense(1 << 14)|}] partial class Net;"),
        ("NNG015", "[Network, Input(2), {|NNG015:Dense(1, Name = \"a b\")|}] partial class Net;"),
        ("NNG016", "[Network, Input(2), {|NNG016:Dense(1, Name = \"input1\")|}] partial class Net;"),
        ("NNG017", "[Network, Input(2), {|NNG017:Dense(1, From = \"nothing\")|}] partial class Net;"),
        ("NNG017", "[Network, Input(2), Dense(2), {|NNG017,NNG017:Add(\"nothing\", \"nowhere\")|}] partial class Net;"),
        ("NNG017", "[Network, Input(2), Dense(1), {|NNG017:Output(\"nothing\")|}] partial class Net;"),
        ("NNG018", "[Network, Input(2), {|NNG018:Dense(2, From = \"relu1\")|}, ReLU, Dense(1)] partial class Net;"),
        ("NNG018", "[Network, Input(2), {|NNG018:Dense(2, Name = \"x\", From = \"x\")|}] partial class Net;"),
        ("NNG019", "[Network, Input(2, Name = \"x\"), {|NNG019:Dense(3)|}, Dense(1, From = \"x\")] partial class Net;"),
        ("NNG019", "[Network, {|NNG019:Input(2)|}, Input(3), Dense(1)] partial class Net;"),
        ("NNG019", "[Network, Input(2), Dense(3), {|NNG019:Dense(1)|}, Output(\"dense1\")] partial class Net;"),
        ("NNG020", "[Network, Input(2, 3), {|NNG020:Dense(3)|}] partial class Net;"),
        ("NNG020", "[Network, Input(2, 3), {|NNG020:Softmin|}] partial class Net;"),
        ("NNG020", "[Network, Input(2, Name = \"x\"), Dense(3), {|NNG020:Add(\"x\", \"dense1\")|}] partial class Net;"),
        ("NNG013", "[Network, Input(2, Name = \"x\"), {|NNG013:Concat(\"x\", \"x\", Axis = 1)|}] partial class Net;"),
        ("NNG020", "[Network, Input(2, 3, Name = \"x\"), Flatten, {|NNG020:Concat(\"x\", \"flatten1\")|}] partial class Net;"),
        ("NNG020", "[Network, Input(2, Name = \"x\"), Input(3, Name = \"z\"), {|NNG020:Multiply(\"x\", \"z\")|}] partial class Net;"),
        ("NNG021", "[Network, Input(2, Name = \"x\"), {|NNG021:Concat(\"x\")|}] partial class Net;"),
        ("NNG021", "[Network, Input(2, Name = \"x\"), {|NNG021:Add(\"x\")|}] partial class Net;"),
        ("NNG022", "[Network, Input(2), Dense(1), MeanSquaredErrorLoss, {|NNG022:Dense(2)|}] partial class Net;"),
        ("NNG023", "[Network, Input(2), Dense(3), CrossEntropyLoss, {|NNG023:HingeLoss|}] partial class Net;"),
        ("NNG024", "[Network, Input(2), Dense(1), {|NNG024:CrossEntropyLoss|}] partial class Net;"),
        ("NNG024", "[Network, Input(2), Dense(1), Softmax] @"),
        ("NNG025", "[Network, Input(2), Dense(1), Tanh] @"),
        ("NNG026", "[Network, Input(2), {|NNG026:Strange(3)|}] partial class Net; sealed class StrangeAttribute(int size) : LayerAttribute { public int Size => size; }"),
        ("NNG027", "[Network, Input(2), Dense(1), Output(\"dense1\"), {|NNG027:Output(\"dense1\")|}] partial class Net;"),
        ("NNG028", "[Network, Dense(1), {|NNG028:Input(2)|}] partial class Net;"),
        ("NNG031", "[Network, Input(2), {|NNG031:Dense(1, Mask = new[] { \"012\" })|}] partial class Net;"),
        ("NNG031", "[Network, Input(2), {|NNG031:Dense(3, Connections = Connections.Diagonal)|}] partial class Net;"),
        ("NNG028", "[Network, Input(3), Dense(2), {|NNG028:Input(2)|}, Add(\"dense1\", \"input2\")] partial class Net;"),
        ("NNG099", "[Network, Input(2), Strange(3)] @ sealed class StrangeAttribute(long size) : LayerAttribute { public long Size => size; }"),
        ("NNG101", "[Network, Input(2), Dense(4), {|NNG101:Step|}, Dense(1), Sigmoid] partial class Net;"),
        ("NNG101", "[Network, Input(2), Dense(1), {|NNG101:Step(Name = \"s\")|}, MeanSquaredErrorLoss] partial class Net;"),
        ("NNG101", "[Network, Input(2), {|NNG101:Step|}, Dense(3), {|NNG101:Step|}, Dense(1), Step, PerceptronLoss] partial class Net;"),
        ("NNG201", "[Network, Input(4), Dense(16), {|NNG201:Dense(3)|}, Softmax] partial class Net;"),
        ("NNG202", "[Network, Input(4), {|NNG202:Dense(4)|}, Sigmoid, Dense(4), Sigmoid, Dense(4), Sigmoid, Dense(4), Sigmoid, Dense(1), Sigmoid] partial class Net;"),
        ("NNG203", "[Network, Input(4), Dense(3), Softmax, {|NNG203:MeanSquaredErrorLoss|}] partial class Net;"),
        ("NNG204", "[Network, Input(4), Dense(3), {|NNG204:Tanh|}, HuberLoss] partial class Net;"),
        ("NNG205", "[Network, Input(4), {|NNG205:Dense(3, Initializer = Init.Zeros)|}, Tanh, Dense(1, Initializer = Init.Zeros)] partial class Net;"),
        ("NNG206", "[Network, Input(4), Dense(1), {|NNG206:Softmax|}, MeanSquaredErrorLoss] partial class Net;"),
        ("NNG207", "[Network, Input(4), Dense(3), {|NNG207:Dropout(0.5)|}, Softmax] partial class Net;"),
        ("NNG208", "[Network, Input(4), {|NNG208:Dense(3)|}, BatchNorm, ReLU, Dense(1)] partial class Net;"),
        ("NNG209", "[Network(TrainingSamples = 3), Input(4), Dense(6)] @"),
    ];

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach ((string id, string source) in Samples)
            {
                data.Add(id, source.Replace("@", $"partial class {{|{id}:Net|}};"));
            }

            return data;
        }
    }

    [Fact]
    public void EveryId_HasASample() => Assert.Equal(ProblemKinds.All.Select(kind => kind.Id), Samples.Select(sample => sample.Id).Distinct());

    [Theory]
    [MemberData(nameof(All))]
    public async Task Sample_GivesItsIdAtItsPlaceAndNoOther(string id, string source)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync("using NnGen; namespace Samples; " + source);

        Assert.All(result.Found, diagnostic => Assert.Equal(id, diagnostic.Id));
        Assert.Null(result.Run.Exception);
    }

    /// <summary>A warning stops nothing: the network is there, and works as declared.</summary>
    [Fact]
    public async Task StepThatStopsTheGradient_IsAWarningAndTheNetworkIsEmitted()
    {
        ToolchainResult result = await MarkedSource.ExpectAsync("using NnGen; namespace Samples; [Network, Input(2), Dense(4), {|NNG101:Step|}, Dense(1), Sigmoid] partial class Net;");

        Diagnostic found = result.Found.Single();
        Assert.Equal(DiagnosticSeverity.Warning, found.Severity);
        Assert.Contains("Step (step1)", found.GetMessage());
        Assert.Equal(3, result.Run.GeneratedSources.Length);
        Assert.Empty(result.CSharpErrors);
    }

    [Theory]
    [InlineData("[Network, Input(2), Dense(1), Step, PerceptronLoss]")]
    [InlineData("[Network, Input(2), Dense(1), Step]")]
    [InlineData("[Network, Input(2), Dense(3), Step, Identity, PerceptronLoss]")]
    [InlineData("[Network(Emit = Emit.Inference), Input(2), Dense(4), Step, Dense(1)]")]
    public async Task StepWhereNothingIsLost_IsNoProblem(string attributes)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync($"using NnGen; namespace Samples; {attributes} partial class Net;");

        Assert.Equal(3, result.Run.GeneratedSources.Length);
    }
}
