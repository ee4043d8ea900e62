using System;
using System.IO;
using NnGen;

namespace Consumer
{
    /// <summary>Reads a 28x28 grey image as one of ten digits.</summary>
    [Network]
    [Input(28 * 28)]
    [Dense(128), ReLU, Dropout(0.2)]
    [Dense(10), Softmax]
    [CrossEntropyLoss]
    public partial class DigitNet;

    /// <summary>Its weights are in the code.</summary>
    [Network(Weights = WeightSource.Embedded)]
    [Input(2)]
    [Dense(1)]
    public partial class SmallNet;

    /// <summary>Its weights are a resource.</summary>
    [Network(Emit = Emit.Inference, Weights = WeightSource.Embedded)]
    [Input(28 * 28)]
    [Dense(50), ReLU]
    [Dense(10)]
    public partial class LargeNet;

    /// <summary>Networks that are searched without a compiler.</summary>
    [SearchSpace, Family]
    [Input(2)]
    [Dense(Choices = [1, 8]), Choice("Tanh", "Identity")]
    [Dense(1), Sigmoid]
    public static partial class XorFamily;

    public static partial class Program
    {
        private const int Rows = 200;

        public static int Main()
        {
            float[] images = new float[Rows * DigitNet.InputSize];
            int[] labels = new int[Rows];
            Draw(images, labels);
            Dataset<float> train = Dataset.FromLabels(images, DigitNet.InputSize, labels);
            ReadOnlySpan<float> image = train.InputRow(3);
            float[] probabilities = new float[Rows * DigitNet.OutputSize];

            var net = new DigitNet(seed: 42);
            TrainingReport report = net.Fit(train, new TrainingOptions { Epochs = 10, BatchSize = 32, Optimizer = new Adam(1e-3) });
            net.Save("digits.safetensors");
            DigitNet same = DigitNet.Load("digits.safetensors");

            Span<float> p = stackalloc float[DigitNet.OutputSize];
            net.Predict(image, p);
            float[] q = same.Predict(image);
            int digit = net.Classify(image);
            net.PredictBatch(images, probabilities);

            float batchDifference = 0;
            for (int i = 0; i < DigitNet.OutputSize; i++)
            {
                batchDifference = Math.Max(batchDifference, Math.Abs(p[i] - probabilities[3 * DigitNet.OutputSize + i]));
            }

            float[] counted = new float[28 * 28];
            for (int i = 0; i < counted.Length; i++)
            {
                counted[i] = i;
            }

            Console.WriteLine("compiled in " + SmallNet.Shared.Predict(new float[] { 1, 2 })[0].ToString(System.Globalization.CultureInfo.InvariantCulture) + " " + string.Join(" ", LargeNet.Shared.Predict(counted)));
            Console.WriteLine("self-test " + SmallNet.SelfTest().IsExact + " " + LargeNet.SelfTest().IsExact + ": " + LargeNet.SelfTest());
            Console.WriteLine("epochs " + report.Epochs.Count);
            Console.WriteLine("accuracy " + net.Evaluate(train).Accuracy);
            Console.WriteLine("digit " + digit + " of " + labels[3]);
            Console.WriteLine("saved and loaded alike " + p.SequenceEqual(q));
            Console.WriteLine("batch agrees " + (batchDifference < 1e-5f));
            Console.WriteLine("bytes a step " + report.BytesAllocatedPerStep);
            Console.WriteLine("family " + BestOfFamily());
            ReadParquet();
            ReadArrow();
            Console.WriteLine("bits " + Hash(p) + " " + Hash(probabilities) + " " + Hash(File.ReadAllBytes("digits.safetensors")));
            return 0;
        }

        /// <summary>In ParquetRecords.cs, where the project has the package for it.</summary>
        static partial void ReadParquet();

        /// <summary>In ArrowRecords.cs, where the project has the package for it.</summary>
        static partial void ReadArrow();

        /// <summary>One unit cannot learn exclusive or, and eight without an activation cannot either.</summary>
        private static string BestOfFamily()
        {
            Dataset<float> corners = Dataset.FromTargets(new float[] { 0, 0, 0, 1, 1, 0, 1, 1 }, 2, new float[] { 0, 1, 1, 0 }, 1);
            NnGen.Search.ArchitectureReport found = XorFamily.Members.Search(
                corners,
                corners,
                trial => new TrainingOptions { Epochs = trial.Epochs, Optimizer = new Adam(0.1) },
                space => new NnGen.Search.GridSearchMethod(space, new NnGen.Search.SearchOptions { Epochs = 200 }));
            return found.BestCandidate?.Name + " of " + XorFamily.Members.Count + ", " + XorFamily.Members[2].Create(1).Facts.ParameterCount + " parameters";
        }

        /// <summary>A bright bar for each digit at a place of its own, over a pattern that depends on the row.</summary>
        private static void Draw(float[] images, int[] labels)
        {
            for (int row = 0; row < Rows; row++)
            {
                labels[row] = row % 10;
                for (int pixel = 0; pixel < DigitNet.InputSize; pixel++)
                {
                    bool ink = pixel / 28 / 2 == labels[row] + 2;
                    images[row * DigitNet.InputSize + pixel] = (ink ? 0.8f : 0f) + (pixel * 7 + row * 13) % 11 / 64f;
                }
            }
        }

        private static string Hash(ReadOnlySpan<float> numbers) => Hash(System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers));

        private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)).Substring(0, 16);
    }
}
