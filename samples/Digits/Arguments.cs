using System.Globalization;

namespace Samples.Digits;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments
{
    public const string Help = """
        Digits: trains a network to read handwritten digits, and reads them.

        Digits [train] [options]          trains, shows what was learnt, and saves it
          --data DIR       the four MNIST files, plain or .gz; left out, the program draws digits itself
          --epochs N       how often to go through all images (10)
          --batch N        images a step (32)
          --rate R         the learning rate of Adam (0.001)
          --seed N         fixes the weights, the order, and the drawn digits (42)
          --output FILE    where the network is saved (digits.safetensors)
          --report FILE    writes a page about the run, to be opened in a browser: curves, gradients, weights,
                           mistakes. A tenth of the images is then held back for validation.
          Ctrl+C ends training early; what was learnt is kept and saved.

        Digits sigmoid | relu | batchnorm [--data DIR] [--seed N] [--output FILE]
          trains one of three networks of the textbooks, and shows its accuracy and its time:
          784-15-10 with sigmoids, 784-50-10 with rectified units, and 784-256-128-10 with batch
          normalisation, dropout and a learning rate that falls as a cosine; saved only where --output says

        Digits predict FILE... [options]  reads digits from IDX files, plain or .gz, or from 28x28 PGM images
          --weights FILE   the saved network (digits.safetensors)
          --invert         for dark ink on light paper; the network learnt light ink on dark ground

        Digits draw DIGIT FILE [--seed N] draws a digit as a PGM image, to be read again
        """;

    public string Verb { get; private init; } = "train";

    public IReadOnlyList<string> Operands { get; private init; } = [];

    public string? Data { get; private init; }

    public int Epochs { get; private init; } = 10;

    public int Batch { get; private init; } = 32;

    public double Rate { get; private init; } = 1e-3;

    public int Seed { get; private init; } = 42;

    /// <summary>Where the network is saved, if the command line says so.</summary>
    public string? Output { get; private init; }

    /// <summary>The saved network.</summary>
    public string Network { get; private init; } = "digits.safetensors";

    public string? Report { get; private init; }

    public bool Invert { get; private init; }

    /// <exception cref="ArgumentException">The command line makes no sense; the message says what does.</exception>
    public static Arguments Parse(string[] words)
    {
        var result = new Arguments();
        var operands = new List<string>();
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i];
            result = (word, result.Verb) switch
            {
                ("--help" or "-h" or "-?" or "help", _) => result with { Verb = "help" },
                ("--data", "train" or "sigmoid" or "relu" or "batchnorm") => result with { Data = Next() },
                ("--epochs", "train") => result with { Epochs = Whole(least: 1) },
                ("--batch", "train") => result with { Batch = Whole(least: 1) },
                ("--rate", "train") => result with { Rate = Positive() },
                ("--seed", "train" or "draw" or "sigmoid" or "relu" or "batchnorm") => result with { Seed = Whole(least: 0) },
                ("--output", "train" or "sigmoid" or "relu" or "batchnorm") => result with { Output = Next() },
                ("--weights", "predict") => result with { Network = Next() },
                ("--report", "train") => result with { Report = Next() },
                ("--invert", "predict") => result with { Invert = true },
                ("train" or "sigmoid" or "relu" or "batchnorm" or "predict" or "draw", _) when i == 0 => result with { Verb = word },
                _ when word.StartsWith('-') => throw new ArgumentException($"'{result.Verb}' has no option {word}. --help lists them."),
                (_, "train") => throw new ArgumentException($"'{word}' is neither train, sigmoid, relu, batchnorm, predict nor draw. --help explains them."),
                _ => Operand(),
            };

            string Next() => ++i < words.Length ? words[i] : throw new ArgumentException($"{word} needs a value after it.");

            int Whole(int least) => int.TryParse(Next(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least
                ? number
                : throw new ArgumentException($"{word} needs a whole number of at least {least}, not '{words[i]}'.");

            double Positive() => double.TryParse(Next(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number > 0 && double.IsFinite(number)
                ? number
                : throw new ArgumentException($"{word} needs a number above 0, not '{words[i]}'.");

            Arguments Operand()
            {
                operands.Add(word);
                return result;
            }
        }

        return result.Verb switch
        {
            "predict" when operands.Count == 0 => throw new ArgumentException("predict needs at least one image file: Digits predict FILE..."),
            "sigmoid" or "relu" or "batchnorm" when operands.Count > 0 => throw new ArgumentException($"{result.Verb} takes options only, but '{operands[0]}' is none. --help lists them."),
            "draw" when operands.Count != 2 => throw new ArgumentException("draw needs a digit and a file: Digits draw 7 seven.pgm"),
            "draw" when operands[0] is not [>= '0' and <= '9'] => throw new ArgumentException($"draw knows the digits 0 to 9, not '{operands[0]}'."),
            _ => result with { Operands = operands },
        };
    }
}
