using System.Text;
using NnGen;
using Samples.Digits;

Console.OutputEncoding = Encoding.UTF8;
try
{
    Arguments arguments = Arguments.Parse(args);
    switch (arguments.Verb)
    {
        case "train":
            Train(arguments);
            break;
        case "sigmoid" or "relu" or "batchnorm":
            ThreeNets.Run(arguments);
            break;
        case "predict":
            Predict(arguments);
            break;
        case "draw":
            ImageFiles.WritePgm(arguments.Operands[1], DrawnDigits.DrawOne(arguments.Operands[0][0] - '0', arguments.Seed));
            break;
        default:
            Console.WriteLine(Arguments.Help);
            break;
    }

    return 0;
}
catch (Exception problem) when (problem is ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException or TrainingException)
{
    Terminal.LeaveBar();
    Console.Error.WriteLine($"Digits: {problem.Message}");
    return 1;
}

static void Train(Arguments arguments)
{
    (Dataset<float> train, Dataset<float> test) = arguments.Data is null ? DrawnDigits.Load(arguments.Seed) : Mnist.Load(arguments.Data);
    Console.WriteLine($"{train.Rows} images to learn from, {test.Rows} to be tested with.");
    foreach (string part in DigitNet.Architecture.Split("\n\n").Take(2)) // the diagram and the layer table; loss and places of the parameters follow
    {
        Console.WriteLine($"\n{part}");
    }

    Console.WriteLine();

    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, key) =>
    {
        key.Cancel = !stop.IsCancellationRequested; // a second Ctrl+C ends the program at once
        stop.Cancel();
    };

    var net = new DigitNet((ulong)arguments.Seed);
    Dataset<float>? validation = null;
    if (arguments.Report is not null)
    {
        (train, validation) = train.SplitStratified(0.1, seed: (ulong)arguments.Seed);
    }

    var options = new TrainingOptions
    {
        Epochs = arguments.Epochs,
        BatchSize = arguments.Batch,
        Optimizer = new Adam(arguments.Rate),
        Watch = arguments.Report is null ? null : new GradientWatch(),
    };
    TrainingReport report = net.Fit(train, options, validation, new EpochLines(), stop.Token);
    string file = arguments.Output ?? arguments.Network;
    net.Save(file);

    Terminal.Line(report.StopReason == StopReason.Cancelled ? "Training was cancelled; what was learnt up to then is kept." : "");
    EvaluationReport tested = net.Evaluate(test);
    Terminal.Line($"test accuracy {Terminal.Number(100 * tested.Accuracy ?? 0, "F2")} %, loss {Terminal.Number(tested.Loss, "F4")}\n\n{tested.Confusion}\n");
    Misread.Show(net, test);

    (double nanoseconds, double bytes) = Stopwatches.Predict(net, test);
    Terminal.Line($"{Terminal.Number(report.Epochs.Sum(epoch => (double)epoch.Rows) / report.Seconds)} images learnt a second, {Terminal.Number(nanoseconds)} ns a prediction");
    Terminal.Line($"bytes allocated: {Terminal.Number(report.BytesAllocatedPerStep ?? 0, "0.##")} a step, {Terminal.Number(bytes, "0.##")} a prediction");
    Terminal.Line($"saved to {file}");
    if (arguments.Report is string page)
    {
        report.SaveHtml(page, tested);
        Terminal.Line($"the report is in {page}");
    }
}

static void Predict(Arguments arguments)
{
    if (!File.Exists(arguments.Network))
    {
        throw new FileNotFoundException($"there is no file '{arguments.Network}'. Train first, or name a saved network with --weights.");
    }

    DigitNet net = DigitNet.Load(arguments.Network);
    Span<float> p = stackalloc float[DigitNet.OutputSize];
    foreach (string file in arguments.Operands)
    {
        float[] pixels = ImageFiles.Read(file, arguments.Invert);
        int count = pixels.Length / DigitNet.InputSize;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> image = pixels.AsSpan(i * DigitNet.InputSize, DigitNet.InputSize);
            net.Predict(image, p);
            int digit = net.Classify(image);
            Console.WriteLine($"{file}{(count > 1 ? $" [{i}]" : "")}: {digit} ({Terminal.Number(100 * p[digit], "F1")} %)");
        }
    }
}
