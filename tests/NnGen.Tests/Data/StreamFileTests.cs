using System.Text;
using NnGen.Tests.Training;
using Xunit;

namespace NnGen.Tests.Data;

using LabelNet = HandMadeNetwork<ThreeLogits, double>;
using PlaneNet = HandMadeNetwork<Regression, double>;

/// <summary>Training from IDX and CSV files.</summary>
public class StreamFileTests
{
    private const byte UnsignedByte = 0x08;
    private const int Rows = 21;

    private static readonly byte[] Pixels = [.. Enumerable.Range(0, 2 * Rows).Select(i => (byte)(i * 37 % 256))];
    private static readonly byte[] Labels = [.. Enumerable.Range(0, Rows).Select(i => (byte)(i % 3))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Idx_TrainsAsItsRowsInMemory(bool isPacked)
    {
        using var directory = new TemporaryDirectory();
        StreamingDataset<double> stream = StreamingDataset.FromIdx<double>(Images(directory, isPacked), LabelFile(directory, isPacked), bufferRows: 4);
        Dataset<double> data = Dataset.FromLabels([.. Pixels.Select(pixel => pixel / 255.0)], 2, [.. Labels.Select(label => (int)label)]);
        var inMemory = new LabelNet(1);
        var streamed = new LabelNet(1);
        Trainer.Fit(inMemory, data, Unshuffled);
        TrainingReport report = Trainer.Fit(streamed, stream, Unshuffled);
        Assert.Equal(inMemory.Parameters.Span.ToArray(), streamed.Parameters.Span.ToArray());
        Assert.Equal(0, report.BytesAllocatedPerStep);
        Assert.Equal((Rows, 2, 0, 4), (stream.Rows, stream.InputSize, stream.TargetSize, stream.BufferRows));
    }

    [Fact]
    public void IdxWithADivisor_IsDividedByIt()
    {
        using var directory = new TemporaryDirectory();
        StreamingDataset<double> stream = StreamingDataset.FromIdx<double>(Images(directory, false), LabelFile(directory, false), divisor: 2);
        using RowReader<double> reader = stream.Source.Open();
        double[] inputs = new double[2];
        Assert.True(reader.Read(inputs, [], out int label, out double weight));
        Assert.Equal([0.0, 18.5], inputs);
        Assert.Equal((0, 1.0), (label, weight));
    }

    [Fact]
    public void TruncatedIdx_IsRefusedAtOnce_APackedOneWhereItEnds()
    {
        using var directory = new TemporaryDirectory();
        string labels = LabelFile(directory, false);
        string plain = directory.Write("plain", IdxBytes.File(UnsignedByte, [Rows, 2], Pixels[..^1]));
        Assert.Contains(plain, Assert.Throws<InvalidDataException>(() => StreamingDataset.FromIdx<double>(plain, labels)).Message, StringComparison.Ordinal);

        string packed = directory.Write("packed", IdxBytes.Gzip(IdxBytes.File(UnsignedByte, [Rows, 2], Pixels[..25])));
        StreamingDataset<double> stream = StreamingDataset.FromIdx<double>(packed, labels);
        var network = new LabelNet(1);
        string message = Assert.Throws<InvalidDataException>(() => Trainer.Fit(network, stream, Unshuffled)).Message;
        Assert.Contains(packed, message, StringComparison.Ordinal);
        Assert.Contains("item 12 (from 0) of 21", message, StringComparison.Ordinal);
        Assert.All(network.Parameters.Span.ToArray(), parameter => Assert.True(double.IsFinite(parameter)));
        Assert.NotEqual(new LabelNet(1).Parameters.Span.ToArray(), network.Parameters.Span.ToArray());
    }

    [Fact]
    public void IdxOfOtherRowsThanLabels_IsRefused()
    {
        using var directory = new TemporaryDirectory();
        string labels = directory.Write("few", IdxBytes.File(UnsignedByte, [3], [0, 1, 2]));
        Assert.Contains("21 rows", Assert.Throws<InvalidDataException>(() => StreamingDataset.FromIdx<double>(Images(directory, false), labels)).Message, StringComparison.Ordinal);
        Assert.Contains("one integer a row", Assert.Throws<InvalidDataException>(() => StreamingDataset.FromIdx<double>(labels, Images(directory, false))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Csv_TrainsAsItsTable(bool hasHeader)
    {
        using var directory = new TemporaryDirectory();
        string text = PlaneCsv();
        string path = directory.Write("plane.csv", Encoding.UTF8.GetBytes(hasHeader ? text : text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]));
        var options = new CsvOptions { HasHeader = hasHeader, DropRowsWithout = [hasHeader ? "b" : "1"] };
        string[] inputs = hasHeader ? ["a", "b", "c"] : ["0", "1", "2"];
        string target = hasHeader ? "y" : "3";
        CsvTable table = CsvTable.Read(path, options);
        var inMemory = new PlaneNet(1);
        var streamed = new PlaneNet(1);
        StreamingDataset<double> stream = StreamingDataset.FromCsv<double>(path, new CsvColumns { Inputs = inputs, Targets = [target] }, options);
        Trainer.Fit(inMemory, Dataset.FromTargets(table.Numbers<double>(inputs), 3, table.Numbers<double>(target), 1), Unshuffled);
        TrainingReport report = Trainer.Fit(streamed, stream, Unshuffled);
        Assert.Equal(1, table.DroppedRows);
        Assert.Equal(table.Rows, stream.Rows);
        Assert.Equal(inMemory.Parameters.Span.ToArray(), streamed.Parameters.Span.ToArray());
        Assert.Equal(0, report.BytesAllocatedPerStep);
    }

    [Fact]
    public void CsvClasses_AreNumberedAsTheTableNumbersThem_AndWeightsAreRead()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Write("c.csv", "x,w,k\n1,2,pear\n2,0,apple\n3,1,pear\n"u8.ToArray());
        var columns = new CsvColumns { Inputs = ["x"], Label = "k", Weight = "w" };
        StreamingDataset<double> stream = StreamingDataset.FromCsv<double>(path, columns);
        Assert.Equal(["apple", "pear"], stream.Classes);
        Assert.True(stream.HasWeights);
        using RowReader<double> reader = stream.Source.Open();
        Assert.True(reader.Read(new double[1], [], out int label, out double weight));
        Assert.Equal((1, 2.0), (label, weight));
        var named = new CsvColumns { Inputs = ["x"], Label = "k", Classes = ["pear", "plum"] };
        Assert.Contains("line 3 (row 1, from 0), column 'k': 'apple' is none of the classes", Refusal(path, named), StringComparison.Ordinal);
    }

    [Fact]
    public void BadCell_IsNamedBeforeTraining_AndIfItCameLaterWhereItStands()
    {
        using var directory = new TemporaryDirectory();
        string good = PlaneCsv();
        string path = directory.Write("plane.csv", Encoding.UTF8.GetBytes(good));
        var columns = new CsvColumns { Inputs = ["a", "c"], Targets = ["y"] };
        var three = new CsvColumns { Inputs = ["a", "a2", "c"], Targets = ["y"] };
        Assert.Throws<ArgumentException>(() => StreamingDataset.FromCsv<double>(path, three));
        StreamingDataset<double> stream = StreamingDataset.FromCsv<double>(path, columns);
        File.WriteAllText(path, good + "1,2,x3,4\n");
        Assert.Contains($"{path}, line {Rows + 3} (row {Rows + 1}, from 0), column 'c': 'x3' is not a number", Refusal(path, columns), StringComparison.Ordinal);

        // The rows that there were are whole; fewer are not.
        StandardScaler.Fit(stream);
        File.WriteAllText(path, string.Join('\n', good.Split('\n')[..10]));
        Assert.Contains($"{path} ends after 9 rows, but it had {Rows + 1}", Assert.Throws<InvalidDataException>(() => StandardScaler.Fit(stream)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ChoiceThatMakesNoSense_IsRefused()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Write("plane.csv", Encoding.UTF8.GetBytes(PlaneCsv()));
        CsvColumns[] choices =
        [
            new() { Inputs = [] },
            new() { Inputs = ["a"] },
            new() { Inputs = ["a"], Targets = ["y"], Label = "c" },
            new() { Inputs = ["a", "a"], Targets = ["y"] },
            new() { Inputs = ["a"], Targets = ["y"], Classes = ["u"] },
            new() { Inputs = ["a"], Label = "y", Classes = ["u", "u"] },
        ];
        Assert.All(choices, choice => Assert.Throws<ArgumentException>(() => StreamingDataset.FromCsv<double>(path, choice)));
        Assert.Throws<ArgumentOutOfRangeException>(() => StreamingDataset.FromCsv<double>(path, new CsvColumns { Inputs = ["a"], Targets = ["y"] }, bufferRows: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StreamingDataset.FromIdx<double>("a", "b", divisor: 0));
    }

    private static TrainingOptions Unshuffled => new() { Epochs = 3, BatchSize = 4, Shuffle = false, Optimizer = new Sgd(0.1) };

    private static string Refusal(string path, CsvColumns columns) =>
        Assert.Throws<InvalidDataException>(() => StreamingDataset.FromCsv<double>(path, columns)).Message;

    private static string Images(TemporaryDirectory directory, bool isPacked) => Write(directory, "images", IdxBytes.File(UnsignedByte, [Rows, 2, 1], Pixels), isPacked);

    private static string LabelFile(TemporaryDirectory directory, bool isPacked) => Write(directory, "labels", IdxBytes.File(UnsignedByte, [Rows], Labels), isPacked);

    private static string Write(TemporaryDirectory directory, string name, byte[] content, bool isPacked) => directory.Write(name, isPacked ? IdxBytes.Gzip(content) : content);

    // One row lacks its b.
    private static string PlaneCsv()
    {
        Dataset<double> data = TrainingData.Plane(Rows);
        var text = new StringBuilder("a,b,c,y\n");
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<double> x = data.InputRow(row);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{x[0]:R},{x[1]:R},{x[2]:R},{data.TargetRow(row)[0]:R}\n");
            if (row == 4)
            {
                text.Append("1,,2,3\n");
            }
        }

        return text.ToString();
    }
}
