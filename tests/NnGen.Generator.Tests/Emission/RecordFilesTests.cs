namespace NnGen.Generator.Tests.Emitted;

/// <summary>Networks over records have members for the kinds of files whose packages a project refers to.</summary>
public class RecordFilesTests
{
    private const string Networks = """
        #pragma warning disable CS1591
        using NnGen;

        public sealed record Car(float Weight, [property: Target] float Mpg);

        [Network]
        [Input<Car>]
        [Dense(1)]
        public partial class MpgNet;

        public sealed record Sound([property: Features(3)] float[] Wave, [property: Target] float Pitch);

        [Network]
        [Input<Sound>]
        [Dense(1)]
        public partial class PitchNet;
        """;

    [Fact]
    public void WithoutPackages_CsvIsRead()
    {
        EmittedNet net = EmittedNet.Of(Networks);
        net.AssertCompiles();
        Assert.Equal(["ReadCsv", "ReadCsv", "ReadCsvStream"], Readers(net, "MpgNet"));
        Assert.Empty(Readers(net, "PitchNet"));
    }

    [Fact]
    public void WithPackages_TheirFilesAreRead()
    {
        EmittedNet net = EmittedNet.Of(Networks, Package("Parquet"), Package("Arrow"));
        net.AssertCompiles();
        Assert.Equal(["ReadCsv", "ReadCsv", "ReadCsvStream", "ReadParquet", "ReadParquet", "ReadParquetStream", "ReadArrow", "ReadArrow", "ReadArrowStream"], Readers(net, "MpgNet"));

        // Rows of numbers are in Arrow files only.
        Assert.Equal(["ReadArrow", "ReadArrow", "ReadArrowStream"], Readers(net, "PitchNet"));
        Assert.Contains("Wave: row.Vector<float>(0)", TextOf(net, "PitchNet"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Readers(EmittedNet net, string name) =>
        System.Text.RegularExpressions.Regex.Matches(TextOf(net, name), @"public static \S+ (Read\w+)\(").Select(match => match.Groups[1].Value).Where(reader => reader != "Read");

    private static string TextOf(EmittedNet net, string name) => net.Files.Single(file => file.HintName.EndsWith(name + ".Record.g.cs", StringComparison.Ordinal)).SourceText.ToString();

    /// <summary>What a package has of which emitted code knows.</summary>
    private static string Package(string kind) => $$"""
        #pragma warning disable CS1591
        namespace NnGen
        {
            public sealed class {{kind}}RecordOptions;

            public static class Record{{kind}}
            {
                public static RecordDataset<TRecord> Read<TNetwork, TRecord, T>(string path, {{kind}}RecordOptions options)
                    where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
                    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => throw new System.NotSupportedException(path);

                public static RecordDataset<TRecord> Read<TNetwork, TRecord, T>(System.IO.Stream stream, {{kind}}RecordOptions options, string name)
                    where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
                    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => throw new System.NotSupportedException(name);

                public static System.Collections.Generic.IEnumerable<TRecord> Stream<TNetwork, TRecord, T>(string path, {{kind}}RecordOptions options)
                    where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
                    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => throw new System.NotSupportedException(path);
            }
        }
        """;
}
