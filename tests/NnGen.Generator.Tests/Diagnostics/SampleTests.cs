using Microsoft.CodeAnalysis;
using NnGen.Compiler.Model;
using NnGen.Generator.Tests.Emitted;
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
        ("NNG007", "[Network, Input(2), {|NNG007:Dens|}(3), Dense(1)] partial class Net;"),
        ("NNG007", "[{|NNG007:Netwrok|}, Input(2), Dense(1)] partial class Net;"),
        ("NNG010", "[Network, Dense(1)] @"),
        ("NNG010", "[Network, Dense(3), ReLU, Dense(1), MeanSquaredErrorLoss] @"),
        ("NNG010", "[Network] @"),
        ("NNG010", "[Network, CrossEntropyLoss] @"),
        ("NNG012", "[Network, Input(2)] @"),
        ("NNG012", "[Network, Input(2), CrossEntropyLoss] @"),
        ("NNG013", "[Network, {|NNG013:Input|}, Dense(1)] partial class Net;"),
        ("NNG013", "[Network, Input(2, {|NNG013:0|}), Flatten] partial class Net;"),
        ("NNG013", "[Network, Input(2), Dense({|NNG013:-1|})] partial class Net;"),
        ("NNG013", "[Network, Input(2), Dense(1, Initializer = {|NNG013:(Init)77|})] partial class Net;"),
        ("NNG013", "[Network, Input(2), Dense(1, BiasInitializerScale = {|NNG013:double.NaN|})] partial class Net;"),
        ("NNG013", "[Network, Input(2), Dropout({|NNG013:1.0|}), Dense(1)] partial class Net;"),
        ("NNG013", "[Network, Input(2), LeakyReLU(slope: {|NNG013:double.NaN|}), Dense(1)] partial class Net;"),
        ("NNG013", "[Network, Input(2), CELU({|NNG013:0|}), Dense(1)] partial class Net;"),
        ("NNG013", "[Network, Input(2), HardTanh(max: {|NNG013:1|}, min: 1), Dense(1)] partial class Net;"),
        ("NNG013", "[Network, Input(2), Dense(1), HuberLoss(Delta = {|NNG013:0|})] partial class Net;"),
        ("NNG013", "[Network, Input(2), Dense(3), CrossEntropyLoss(ClassWeights = {|NNG013:new[] { 1.0, 2 }|})] partial class Net;"),
        ("NNG013", "[Network, Input(2, 4), Dense(3), CrossEntropyLoss(ClassWeights = {|NNG013:new[] { 1.0, 2 }|})] partial class Net;"),
        ("NNG013", "[Network, Input(4, Name = \"x\"), Input(1, Name = \"n\"), Dense(3, From = \"x\"), CrossEntropyLoss(Lengths = {|NNG013:\"n\"|})] partial class Net;"),
        ("NNG013", "[Network, Input(5, 4, Name = \"x\"), Input(2, Name = \"n\"), Dense(3, From = \"x\"), MeanSquaredErrorLoss(Lengths = {|NNG013:\"n\"|})] partial class Net;"),
        ("NNG013", "[Network, Input(2), Dense(1), MeanSquaredErrorLoss(Reduction = {|NNG013:(Reduction)5|})] partial class Net;"),
        ("NNG013", "[Network(Precision = {|NNG013:(Precision)7|}), Input(2), Dense(1)] partial class Net;"),
        ("NNG013", "[Network(TrainingSamples = {|NNG013:0|}), Input(2), Dense(1)] partial class Net;"),
        ("NNG014", "[Network, Input(1 << 20, {|NNG014:1 << 20|}), Flatten] partial class Net;"),
        ("NNG014", "[Network, Input(1 << 20), Dense({|NNG014:1 << 20|})] partial class Net;"),
        ("NNG014", "[Network, Input(20000, 2), {|NNG014:GRU(4)|}, Dense(1)] partial class Net;"),
        ("NNG014", "[Network, Input(4200, 2), {|NNG014:LSTM(4, Layers = 2, Bidirectional = true)|}, Dense(1)] partial class Net;"),
        ("NNG013", "[Network, Input(5, 2), RNN(4, Layers = {|NNG013:65|}), Dense(1)] partial class Net;"),
        ("NNG014", "[Network, Input(1 << 14), Dense((1 << 14) - 2), {|NNG014:Dense(1 << 14)|}] partial class Net;"),
        ("NNG015", "[Network, Input(2), Dense(1, Name = {|NNG015:\"a b\"|})] partial class Net;"),
        ("NNG016", "[Network, Input(2), Dense(1, Name = {|NNG016:\"input1\"|})] partial class Net;"),
        ("NNG017", "[Network, Input(2), Dense(1, From = {|NNG017:\"nothing\"|})] partial class Net;"),
        ("NNG017", "[Network, Input(2), Dense(2), Add({|NNG017:\"nothing\"|}, {|NNG017:\"nowhere\"|})] partial class Net;"),
        ("NNG017", "[Network, Input(5, 4), Dense(3), MeanSquaredErrorLoss(Lengths = {|NNG017:\"lengths\"|})] partial class Net;"),
        ("NNG017", "[Network, Input(2), Dense(1), Output({|NNG017:\"nothing\"|})] partial class Net;"),
        ("NNG018", "[Network, Input(2), Dense(2, From = {|NNG018:\"relu1\"|}), ReLU, Dense(1)] partial class Net;"),
        ("NNG018", "[Network, Input(2), Dense(2, Name = \"x\", From = {|NNG018:\"x\"|})] partial class Net;"),
        ("NNG019", "[Network, Input(2, Name = \"x\"), {|NNG019:Dense(3)|}, Dense(1, From = \"x\")] partial class Net;"),
        ("NNG019", "[Network, {|NNG019:Input(2)|}, Input(3), Dense(1)] partial class Net;"),
        ("NNG019", "[Network, Input(2), Dense(3), {|NNG019:Dense(1)|}, Output(\"dense1\")] partial class Net;"),
        ("NNG020", "[Network, Input(2, 3), {|NNG020:Dense(3)|}, Softmax] partial class Net;"),
        ("NNG020", "[Network, Input(2, 3), {|NNG020:Softmin|}] partial class Net;"),
        ("NNG020", "[Network, Input(2, 3), {|NNG020:Dense(3)|}, LogSoftmax, KLDivergenceLoss] partial class Net;"),
        ("NNG020", "[Network, Input(2, Name = \"x\"), Dense(3), Add(\"x\", {|NNG020:\"dense1\"|})] partial class Net;"),
        ("NNG013", "[Network, Input(2, Name = \"x\"), Concat(\"x\", \"x\", Axis = {|NNG013:1|})] partial class Net;"),
        ("NNG020", "[Network, Input(2, 3, Name = \"x\"), Flatten, Concat(\"x\", {|NNG020:\"flatten1\"|})] partial class Net;"),
        ("NNG020", "[Network, Input(2, Name = \"x\"), Input(3, Name = \"z\"), Multiply(\"x\", {|NNG020:\"z\"|})] partial class Net;"),
        ("NNG021", "[Network, Input(2, Name = \"x\"), Concat({|NNG021:\"x\"|})] partial class Net;"),
        ("NNG021", "[Network, Input(2, Name = \"x\"), Add(inputs: {|NNG021:new[] { \"x\" }|})] partial class Net;"),
        ("NNG021", "[Network, Input(2), {|NNG021:Add|}] partial class Net;"),
        ("NNG022", "[Network, Input(2), Dense(1), MeanSquaredErrorLoss, {|NNG022:Dense(2)|}] partial class Net;"),
        ("NNG023", "[Network, Input(2), Dense(3), CrossEntropyLoss, {|NNG023:HingeLoss|}] partial class Net;"),
        ("NNG024", "[Network, Input(2), Dense(1), {|NNG024:CrossEntropyLoss|}] partial class Net;"),
        ("NNG024", "[Network, Input(2), Dense(1), Softmax] @"),
        ("NNG024", "[Network, Input(5, 4), Dense(3), {|NNG024:CtcLoss(2)|}] partial class Net;"),
        ("NNG013", "[Network, Input(5, 4), Dense(3), LogSoftmax, CtcLoss({|NNG013:6|})] partial class Net;"),
        ("NNG013", "[Network, Input(5, 4), Dense(3), LogSoftmax, CtcLoss(2, Blank = {|NNG013:3|})] partial class Net;"),
        ("NNG024", "[Network, Input(4, 10), Conv1D(3, 3), {|NNG024:CrossEntropyLoss|}] partial class Net;"),
        ("NNG025", "[Network, Input(2), Dense(1), Tanh] @"),
        ("NNG026", "[Network, Input(2), {|NNG026:Strange(3)|}] partial class Net; sealed class StrangeAttribute(int size) : LayerAttribute { public int Size => size; }"),
        ("NNG027", "[Network, Input(2), Dense(1), Output(\"dense1\"), {|NNG027:Output(\"dense1\")|}] partial class Net;"),
        ("NNG023", "[Network, Input(2), Dense(3), Dense(1), Output(\"dense1\"), L1Loss, Output(\"dense2\"), HuberLoss, {|NNG023:L1Loss(From = \"dense1\")|}] partial class Net;"),
        ("NNG013", "[Network, Input(2), Dense(3), Dense(1), Output(\"dense1\"), Output(\"dense2\"), HuberLoss(Weight = {|NNG013:-1|})] partial class Net;"),
        ("NNG028", "[Network, Dense(1), {|NNG028:Input(2)|}] partial class Net;"),
        ("NNG029", "[Network, Input(2), Dense(3), Dense(1), {|NNG029:L1Loss|}, Output(\"dense1\"), Output(\"dense2\")] partial class Net;"),
        ("NNG029", "[Network, Input(2), Dense(3), Dense(1), Output(\"dense1\"), Output(\"dense2\"), L1Loss(From = {|NNG029:\"input1\"|})] partial class Net;"),
        ("NNG031", "[Network, Input(2), Dense(1, Mask = new[] { {|NNG031:\"012\"|} })] partial class Net;"),
        ("NNG031", "[Network, Input(2), Dense(3, Connections = {|NNG031:Connections.Diagonal|})] partial class Net;"),
        ("NNG031", "[Network, Input(2), Dense(1, Connections = {|NNG031:Connections.Mask|})] partial class Net;"),
        ("NNG031", "[Network, Input(2), Dense(2, Connections = Connections.Mask), ConnectionMask(\"11\", {|NNG031:\"012\"|})] partial class Net;"),
        ("NNG031", "[Network, Input(2), Dense(2, Connections = Connections.Mask), ConnectionMask([\"11\", {|NNG031:\"0\"|}])] partial class Net;"),
        ("NNG031", "[Network, Input(2), Dense(2, Connections = Connections.Mask), {|NNG031:ConnectionMask(\"11\")|}] partial class Net;"),
        ("NNG031", "[Network, Input(2), Dense(2), {|NNG031:ConnectionMask(\"11\", \"01\")|}] partial class Net;"),
        ("NNG031", "[Network, Input(2), Dense(2, Mask = new[] { \"11\", \"01\" }), {|NNG031:ConnectionMask(\"11\", \"01\")|}] partial class Net;"),
        ("NNG031", "[Network, Input(2), Dense(1, Connections = Connections.Mask), ConnectionMask(\"11\"), {|NNG031:ConnectionMask(\"01\")|}] partial class Net;"),
        ("NNG031", "[Network, Input(2), {|NNG031:ConnectionMask(\"01\")|}, Dense(1)] partial class Net;"),
        ("NNG031", "[Block, {|NNG031:ConnectionMask(\"01\")|}, Dense(1)] class Part;"),
        ("NNG028", "[Network, Input(3), Dense(2), {|NNG028:Input(2)|}, Add(\"dense1\", \"input2\")] partial class Net;"),
        ("NNG032", "[Network, Input(2), {|NNG032:Use<string>|}, Dense(1)] partial class Net;"),
        ("NNG032", "[Network, Input(2), Use<Outer>, Dense(1)] partial class Net; [Block, Dense(2), {|NNG032:Use<object>|}] class Outer;"),
        ("NNG033", "[Network, Input(2), Use<Part>, Dense(1)] partial class Net; [Block, Dense(2), {|NNG033:MeanSquaredErrorLoss|}] class Part;"),
        ("NNG033", "[Network, Input(2), Use<Part>, Dense(1)] partial class Net; [Block, Input({|NNG033:2|}), Dense(2)] class Part;"),
        ("NNG033", "[Block, Input, {|NNG033:Input(Name = \"y\")|}, Dense(2)] class Part;"),
        ("NNG033", "[Block, Input(Sparse = {|NNG033:true|}), Dense(2)] class Part;"),
        ("NNG033", "[Block, Dense(2), Output(\"dense1\"), {|NNG033:Output(\"dense1\")|}] class Part;"),
        ("NNG033", "[Network, {|NNG033:Block|}, Input(2), Dense(1)] partial class Net;"),
        ("NNG034", "[Block, Dense(2), {|NNG034:Use<Part>|}] class Part; [Network, Input(2), Use<Part>, Dense(1)] partial class Net;"),
        ("NNG034", "[Block, Dense(2), {|NNG034:Use<B>|}] class A; [Block, {|NNG034:Use<A>|}, ReLU] class B; [Block, Use<A>] class C;"),
        ("NNG035", "[Network, Input(2), Use<Part>(Repeat = 3, Shared = {|NNG035:true|}), Dense(1)] partial class Net; [Block, Dense(2), PReLU] class Part;"),
        ("NNG036", "[Network(Streaming = true), Input(6, 3), {|NNG036:GRU(4, Bidirectional = true, ReturnSequence = true)|}, Dense(1)] partial class Net;"),
        ("NNG036", "[Network(Streaming = true), Input(6, 3), GRU(4, ReturnSequence = true), {|NNG036:Mean(0)|}] partial class Net;"),
        ("NNG036", "[Network(Streaming = true), Input(3, 8), {|NNG036:Conv1D(4, 3, Padding = Padding.Same)|}, Permute(1, 0), GRU(2), Dense(1)] partial class Net;"),
        ("NNG036", "[Network(Streaming = true), Input(3, 8), {|NNG036:MaxPool1D(3, Stride = 2)|}, Permute(1, 0), GRU(2), Dense(1)] partial class Net;"),
        ("NNG036", "[Network(Streaming = true), Input(3, 9), Conv1D(4, 2, Padding = Padding.Causal), {|NNG036:AvgPool1D(2)|}, Permute(1, 0), GRU(2), Dense(1)] partial class Net;"),
        ("NNG036", "[Network(Streaming = true), Input(3, 8), Conv1D(4, 2, Padding = Padding.Causal), Permute(1, 0), {|NNG036:GRU(2, ReturnSequence = true)|}, Permute(1, 0), MaxPool1D(2)] partial class Net;"),
        ("NNG036", "[Network(Streaming = true), Input(8, 3), {|NNG036:BatchNorm|}, GRU(2), Dense(1)] partial class Net;"),
        ("NNG036", "[Network(Streaming = true), {|NNG036:Input(6)|}, Dense(1)] partial class Net;"),
        ("NNG020", "[Network, Input(6), Slice(0, 6, Step = 2), {|NNG020:Embedding(3, 2)|}, Flatten, Dense(1)] partial class Net;"),
        ("NNG020", "[Network, Input(6, Scale = 0.5), Slice(0, 2), {|NNG020:Embedding(3, 2)|}, Flatten, Dense(1)] partial class Net;"),
        ("NNG036", "[Network(Streaming = true), Input(6, 4), {|NNG036:MultiHeadAttention(2)|}, Dense(1)] partial class Net;"),
        ("NNG036", "[Network(Streaming = true), Input(6, 4, Name = \"x\"), GRU(4, Name = \"m\"), Reshape(1, 4, Name = \"k\"), {|NNG036:Attention(2, From = \"x\", Key = \"k\", Causal = true)|}, Dense(1)] partial class Net;"),
        ("NNG036", "[Network(Streaming = true), Input(4, 6), Conv1D(4, 2, Padding = Padding.Causal), {|NNG036:PositionalEncoding|}, Permute(1, 0), GRU(3), Dense(1)] partial class Net;"),
        ("NNG036", "[Network(Streaming = true), Input(3, 8), Conv1D(4, 2, Padding = Padding.Causal), Permute(1, 0), {|NNG036:RotaryEncoding(1)|}, Permute(1, 0), MaxPool1D(2)] partial class Net;"),
        ("NNG036", "[Network(Streaming = true), Input(4096, 64), MultiHeadAttention(2, Causal = true), Dense(1)] partial class {|NNG036:Net|};"),
        ("NNG035", "[Network, Input(2), Use<Part>(Repeat = 3, Shared = {|NNG035:true|}), Dense(1)] partial class Net; [Block, Dense(2), Tanh, Dense(2, Tied = \"dense1\", Transposed = true)] class Part;"),
        ("NNG037", "[Network, Budget(Parameters = {|NNG037:14|}, MultiplyAdds = 12), Input(4), Dense(3)] partial class Net;"),
        ("NNG037", "[Network, Budget(Parameters = 15, WeightBytes = {|NNG037:59|}), Input(4), Dense(3)] partial class Net;"),
        ("NNG037", "[Network, Budget(MultiplyAdds = {|NNG037:11|}, ScratchBytes = {|NNG037:0|}), Input(4), Dense(2), ReLU, Dense(2)] partial class Net;"),
        ("NNG013", "[Network, Budget(Parameters = {|NNG013:-1|}), Input(4), Dense(3)] partial class Net;"),
        ("NNG033", "[Block, {|NNG033:Budget(Parameters = 3)|}, Dense(2)] class Part;"),
        ("NNG038", "[Network(Weights = {|NNG038:WeightSource.Embedded|}), Input(2), Dense(1)] partial class Net;"),
        ("NNG013", "[Network(Weights = {|NNG013:(WeightSource)7|}), Input(2), Dense(1)] partial class Net;"),
        ("NNG005", "[Network(Weights = WeightSource.AtRunTime), Input(2), Dense(1)] partial class Net { int Shared; int {|NNG005:Predict|}; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net; class Car { public string Name { get; set; } public float Weight { get; set; } [Target] public float Mpg { get; set; } }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net; class Car { public System.Collections.Generic.List<int> Owners; public float Weight; [Target] public float Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net; class Car { [Log] public bool IsOld; public float Weight; [Target] public float Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net; class Car { public float Weight; [Target] public float? Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net; [System.Flags] enum Extras { Radio = 1, Roof = 2 } class Car { public Extras Extras; public float Weight; [Target] public float Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net; class Car { [OneHot(\"a\", \"a\")] public string Name; public float Weight; [Target] public float Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net; class Car { [OneHot(Max = -1)] public string Name; public float Weight; [Target] public float Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net; class Car { public System.DateTime Built; public float Weight; [Target] public float Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net; class Car { [Calendar(CalendarPart.Hour)] public System.DateOnly Built; public float Weight; [Target] public float Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net; class Car { public float[] Wheels; public float Weight; [Target] public float Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net; class Car { [Target, OneHot(\"a\", \"b\")] public string Kind; public float Weight; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net;  class Car { [Embed(2)] public bool IsOld; public float Weight; [Target] public float Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net;  class Car { [Embed(2)] public float Power; public float Weight; [Target] public float Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net; enum Origin { Usa, Japan } class Car { [Embed(0)] public Origin? Origin; public float Weight; [Target] public float Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net; enum Origin { Usa, Japan } class Car { [Embed(2, Max = 3)] public Origin Origin; public float Weight; [Target] public float Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net;  class Car { [Embed(2)] public string Name; public float Weight; [Target] public float Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net;  class Car { [OneHot(Max = 2), Embed(2, Max = 2)] public string Name; public float Weight; [Target] public float Mpg; }"),
        ("NNG040", "[Network, {|NNG040:Input<Car>|}, Dense(1)] partial class Net; enum Origin { Usa, Japan } class Car {  public float Weight; [Target, Embed(2)] public Origin Origin; }"),
        ("NNG041", "[Network, Input<Car>, {|NNG041:Dense(2)|}] partial class Net; class Car { public float Weight; [Target] public float Mpg; }"),
        ("NNG041", "[Network, Input<Car>, {|NNG041:Dense(1)|}] partial class Net; enum Origin { Usa, Japan } class Car { public float Weight; [Target] public Origin Origin; }"),
        ("NNG041", "[Network, Input<Car>, {|NNG041:Dense(2)|}, CrossEntropyLoss] partial class Net; class Car { public float Weight; [Target] public float Mpg, Price; }"),
        ("NNG041", "[Network, {|NNG041:Input<Car>|}, Dense(1)] partial class Net; class Car { public float Weight; [Target] public float Mpg; [Target] public bool IsOld; }"),
        ("NNG041", "[Network, {|NNG041:Input<Car>|}, Dense(1)] partial class Net; class Car { [Target] public float Mpg; }"),
        ("NNG041", "[Network, {|NNG041:Input<int[]>|}, Dense(1)] partial class Net;"),
        ("NNG041", "[Network, Input<Car>, {|NNG041:Input(2)|}, Concat(\"input1\", \"input2\"), Dense(1)] partial class Net; class Car { public float Weight; [Target] public float Mpg; }"),
        ("NNG041", "[Network, Input<Car>, Dense(1), {|NNG041:Output(\"dense1\")|}] partial class Net; class Car { public float Weight; [Target] public float Mpg; }"),
        ("NNG042", "[Network, Input(2), Custom({|NNG042:\"F\"|}), Dense(1)] partial class Net;"),
        ("NNG042", "[Network, Input(2), Custom({|NNG042:\"F\"|}, Derivative = {|NNG042:\"G\"|}), Dense(1)] partial class Net;"),
        ("NNG042", "[Network, Input(2), {|NNG042:Custom(null!)|}, Dense(1)] partial class Net;"),
        ("NNG042", "[Block, Dense(2), Custom({|NNG042:\"F\"|})] class Part;"),
        ("NNG044", "[Network, Input(6, 2), Recurrent<Part>, Dense(1)] partial class Net; [Cell, Dense(2), {|NNG044:State(2)|}, Add(\"dense1\", \"state1\")] class Part;"),
        ("NNG044", "[Network, Input(6, 2), {|NNG044:Recurrent<Part>|}, Dense(1)] partial class Net; [Cell, State(3, Next = \"dense1\"), Dense(2)] class Part;"),
        ("NNG044", "[Cell, Dense(2)] class {|NNG044:Part|};"),
        ("NNG044", "[Block, Dense(2), {|NNG044:State(2, Next = \"dense1\")|}] class Part;"),
        ("NNG044", "[Network, Input(6, 2), {|NNG044:State(2, Next = \"dense1\")|}, Dense(2)] partial class Net;"),
        ("NNG036", "[Network(Streaming = true), Input(6, 2), {|NNG036:Recurrent<Part>(Bidirectional = true, ReturnSequence = true)|}, Dense(1)] partial class Net; [Cell, State(3, Next = \"tanh1\"), Concat(\"input1\", \"state1\"), Dense(3), Tanh] class Part;"),
        ("NNG013", "[Network, Input(6, 2, Name = \"x\"), Input(3, Name = \"h\"), Recurrent<Part>(From = \"x\", InitialStates = {|NNG013:new[] { \"h\", \"h\" }|}), Dense(1)] partial class Net; [Cell, State(3, Next = \"tanh1\"), Concat(\"input1\", \"state1\"), Dense(3), Tanh] class Part;"),
        ("NNG013", "[Network, Input(6, 2, Name = \"x\"), Input(2, Name = \"h\"), {|NNG013:Recurrent<Part>(From = \"x\", InitialStates = new[] { \"h\" })|}, Dense(1)] partial class Net; [Cell, State(3, Next = \"tanh1\"), Concat(\"input1\", \"state1\"), Dense(3), Tanh] class Part;"),
        ("NNG013", "[Network, Input(6, 2, Name = \"x\"), Input(2, Name = \"n\"), Recurrent<Part>(From = \"x\", Lengths = {|NNG013:\"n\"|}), Dense(1)] partial class Net; [Cell, State(3, Next = \"tanh1\"), Concat(\"input1\", \"state1\"), Dense(3), Tanh] class Part;"),
        ("NNG013", "[Network, Input(5), Embedding(4, 2, Sparse = true), Flatten, Dense(2), Dense(4, Tied = {|NNG013:\"embedding1\"|})] partial class Net;"),
        ("NNG045", "[Network(Emit = Emit.Training, Storage = {|NNG045:WeightStorage.BFloat16|}), Input(2), Dense(1)] partial class Net;"),
        ("NNG045", "[Network(Precision = Precision.Double, Storage = {|NNG045:WeightStorage.Half|}), Input(2), Dense(1)] partial class Net;"),
        ("NNG046", "[SearchSpace, Input(2), Dense(Choices = new[] { 2, 3 }), {|NNG046:Choice(\"ReLU\", \"Tahn\")|}, Dense(1)] class Space;"),
        ("NNG046", "[SearchSpace, Input(2), Dense(2), {|NNG046:Choices(\"Unit\", 1, 2)|}, Dense(1)] class Space;"),
        ("NNG047", "[Network, Input(2), Dense(Choices = {|NNG047:new[] { 1, 2 }|})] partial class Net;"),
        ("NNG047", "[Network, Input(2), {|NNG047:Dense|}] partial class Net;"),
        ("NNG048", "[{|NNG048:SearchSpace|}, Dense(Choices = new[] { 1, 2 })] class Space;"),
        ("NNG049", "[SearchSpace, {|NNG049:Family|}, Input(2), Dense(Choices = new[] { 1, 2, 3, 4, 5 }), Dense(Choices = new[] { 1, 2, 3, 4, 5 }), Dense(Choices = new[] { 1, 2, 3 }), Dense(1)] partial class Space;"),
        ("NNG013", "[Network(Storage = {|NNG013:(WeightStorage)7|}), Input(2), Dense(1)] partial class Net;"),
        ("NNG099", "[Network, Input(2), Strange(3)] @ sealed class StrangeAttribute(short size) : LayerAttribute { public short Size => size; }"),
        ("NNG101", "[Network, Input(2), Dense(4), {|NNG101:Step|}, Dense(1), Sigmoid] partial class Net;"),
        ("NNG101", "[Network, Input(2), Dense(1), {|NNG101:Step(Name = \"s\")|}, MeanSquaredErrorLoss] partial class Net;"),
        ("NNG101", "[Network, Input(2), {|NNG101:Step|}, Dense(3), {|NNG101:Step|}, Dense(1), Step, PerceptronLoss] partial class Net;"),
        ("NNG201", "[Network, Input(4), Dense(16), {|NNG201:Dense(3)|}, Softmax] partial class Net;"),
        ("NNG202", "[Network, Input(4), {|NNG202:Dense(4)|}, Sigmoid, Dense(4), Sigmoid, Dense(4), Sigmoid, Dense(4), Sigmoid, Dense(1), Sigmoid] partial class Net;"),
        ("NNG203", "[Network, Input(4), Dense(3), Softmax, {|NNG203:MeanSquaredErrorLoss|}] partial class Net;"),
        ("NNG204", "[Network, Input(4), Dense(3), {|NNG204:Tanh|}, HuberLoss] partial class Net;"),
        ("NNG205", "[Network, Input(4), Dense(3, Initializer = {|NNG205:Init.Zeros|}), Tanh, Dense(1, Initializer = Init.Zeros)] partial class Net;"),
        ("NNG206", "[Network, Input(4), Dense(1), {|NNG206:Softmax|}, MeanSquaredErrorLoss] partial class Net;"),
        ("NNG207", "[Network, Input(4), Dense(3), {|NNG207:Dropout(0.5)|}, Softmax] partial class Net;"),
        ("NNG208", "[Network, Input(4), {|NNG208:Dense(3)|}, BatchNorm, ReLU, Dense(1)] partial class Net;"),
        ("NNG209", "[Network(TrainingSamples = 3), Input(4), Dense(6)] @"),
        ("NNG210", "[Network, Input(1, 13, 13), {|NNG210:MaxPool2D(2)|}, Flatten, Dense(2)] partial class Net;"),
        ("NNG211", "[Network, Input(1, 64), {|NNG211:Conv1D(4, 3, Padding = Padding.Causal)|}, ReLU, Select(-1, Axis = 1), Dense(2)] partial class Net;"),
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

    /// <summary>But for weights that do not fit, or that nobody takes: EmbeddedWeightsTests have the file that those take.</summary>
    [Fact]
    public void EveryId_HasASample() => Assert.Equal(ProblemKinds.All.Where(kind => kind != ProblemKinds.WeightsDoNotFit && kind != ProblemKinds.StrayWeights).Select(kind => kind.Id), Samples.Select(sample => sample.Id).Distinct());

    [Theory]
    [MemberData(nameof(All))]
    public async Task Sample_GivesItsIdAtItsPlaceAndNoOther(string id, string source)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync("using NnGen; namespace Samples; " + source);

        Assert.All(result.Found, diagnostic => Assert.Equal(id, diagnostic.Id));
        Assert.Null(result.Run.Exception);
    }

    /// <summary>All mistakes at once, each at its argument, and nothing that only follows from them.</summary>
    [Theory]
    [InlineData("[Network, Input(4), Dense({|NNG013:0|}), ReLU, Dense({|NNG013:-1|}), Dropout({|NNG013:7|}), Dense(3, From = {|NNG017:\"x\"|}), Softmax, {|NNG024:BinaryCrossEntropyLoss|}] partial class Net;")]
    [InlineData("[Network(Emit = {|NNG013:(Emit)9|}), Input({|NNG013:0|}, {|NNG013:-1|}), Dense({|NNG013:0|}, Initializer = {|NNG013:(Init)77|}, Name = {|NNG015:\"a b\"|}), Dense(1, Mask = new[] { {|NNG031:\"01x\"|} })] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3), Softmax, CrossEntropyLoss(LabelSmoothing = {|NNG013:2|}, ClassWeights = new double[] { 1, {|NNG013:-1|}, {|NNG013:double.NaN|} }, Reduction = {|NNG013:(Reduction)3|})] partial class Net;")]
    [InlineData("[Network, Input(2, 3, Name = \"x\"), {|NNG020:InputScaler|}, ReLU, {|NNG019:Dense(4)|}, {|NNG020:OutputScaler(From = \"x\")|}, LeakyReLU({|NNG013:double.NaN|}), Dense(2)] partial class Net;")]
    [InlineData("[Network, Input(2), Dense(3), CrossEntropyLoss(LabelSmoothing = {|NNG013:-1|}), {|NNG023:HuberLoss(Delta = {|NNG013:0|})|}, {|NNG022:Dense({|NNG013:0|})|}] partial class Net;")]
    public async Task SeveralMistakes_AreReportedAtOnceAndNothingElse(string source)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync("using NnGen; namespace Samples; " + source);

        // Only the skeleton.
        Assert.Single(result.Run.GeneratedSources);
        Assert.Empty(result.CSharpErrors);
    }

    /// <summary>A warning stops nothing: the network is there, and works as declared.</summary>
    [Fact]
    public async Task StepThatStopsTheGradient_IsAWarningAndTheNetworkIsEmitted()
    {
        ToolchainResult result = await MarkedSource.ExpectAsync("using NnGen; namespace Samples; [Network, Input(2), Dense(4), {|NNG101:Step|}, Dense(1), Sigmoid] partial class Net;");

        Diagnostic found = result.Found.Single();
        Assert.Equal(DiagnosticSeverity.Warning, found.Severity);
        Assert.Contains("Step (step1)", found.GetMessage());
        Assert.Equal(3, result.Run.GeneratedSources.Count(file => !EmittedNet.IsShared(file)));
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

        Assert.Equal(3, result.Run.GeneratedSources.Count(file => !EmittedNet.IsShared(file)));
    }
}
