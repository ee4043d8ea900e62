using System;
using System.IO;
using System.Threading.Tasks;
using NnGen;
using Parquet;
using Parquet.Schema;

namespace Consumer
{
    /// <summary>What only a project can do that has the package for Parquet files.</summary>
    public static partial class Program
    {
        static partial void ReadParquet()
        {
            using (FileStream stream = File.Create("cars.parquet"))
            {
                Write(stream).GetAwaiter().GetResult();
            }

            RecordDataset<Car> cars = MpgNet.ReadParquet("cars.parquet");
            TrainingReport report = new MpgNet(seed: 1).Fit(cars, new TrainingOptions { Epochs = 2 });
            Console.WriteLine("parquet " + cars.Count + " " + report.Epochs.Count + ": " + string.Join("; ", MpgNet.ReadParquetStream("cars.parquet")));
            try
            {
                MpgNet.ReadParquet(new MemoryStream(new byte[100]));
            }
            catch (InvalidDataException refused)
            {
                Console.WriteLine("refused: " + refused.Message);
            }
        }

        private static async Task Write(Stream stream)
        {
            var weight = new DataField<float>("weight");
            var horsepower = new DataField<float?>("horsepower");
            var origin = new DataField<string>("origin");
            var mpg = new DataField<double>("mpg");
            await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(weight, horsepower, origin, mpg), stream);
            using ParquetRowGroupWriter rows = writer.CreateRowGroup();
            await rows.WriteAsync<float>(weight, new float[] { 2408, 3504 });
            await rows.WriteAsync<float>(horsepower, new float?[] { null, 130 });
            await rows.WriteAsync(origin, new[] { "Europe", "Usa" });
            await rows.WriteAsync<double>(mpg, new double[] { 24.5, 18 });
        }
    }
}
