using System;
using System.IO;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using NnGen;

namespace Consumer
{
    /// <summary>What only a project can do that has the package for Arrow files.</summary>
    public static partial class Program
    {
        static partial void ReadArrow()
        {
            Write("cars.arrow", CompressionCodecType.Zstd, false);
            Write("cars.arrows", CompressionCodecType.Lz4Frame, true);
            foreach (string path in new[] { "cars.arrow", "cars.arrows" })
            {
                RecordDataset<Car> cars = MpgNet.ReadArrow(path);
                TrainingReport report = new MpgNet(seed: 1).Fit(cars, new TrainingOptions { Epochs = 2 });
                Console.WriteLine("arrow " + cars.Count + " " + report.Epochs.Count + ": " + string.Join("; ", MpgNet.ReadArrowStream(path)));
            }

            try
            {
                MpgNet.ReadArrow(new MemoryStream(new byte[100]));
            }
            catch (InvalidDataException refused)
            {
                Console.WriteLine("refused: " + refused.Message);
            }
        }

        private static void Write(string path, CompressionCodecType codec, bool isStream)
        {
            var origin = new DictionaryArray(new DictionaryType(Int8Type.Default, StringType.Default, false), new Int8Array.Builder().Append(1).Append(0).Build(), new StringArray.Builder().Append("Usa").Append("Europe").Build());
            RecordBatch cars = new RecordBatch.Builder()
                .Append("weight", false, new FloatArray.Builder().Append(2408).Append(3504).Build())
                .Append("horsepower", true, new Int16Array.Builder().AppendNull().Append(130).Build())
                .Append("origin", false, origin)
                .Append("mpg", false, new DoubleArray.Builder().Append(24.5).Append(18).Build())
                .Build();
            var options = new IpcOptions { CompressionCodec = codec, CompressionCodecFactory = new CompressionCodecFactory() };
            using FileStream stream = File.Create(path);
            using ArrowStreamWriter writer = isStream ? new ArrowStreamWriter(stream, cars.Schema, false, options) : new ArrowFileWriter(stream, cars.Schema, false, options);
            writer.WriteRecordBatch(cars);
            writer.WriteEnd();
        }
    }
}
