using System.Globalization;

namespace NnGen;

/// <summary>
/// Changes the images of each batch a little before they are learnt from, so that a network sees another variant of each in each epoch: shifted, mirrored,
/// cut out and enlarged, with noise. Labels and targets stay; validation and evaluation see the images as they are. Immutable; what is not set changes nothing.
/// </summary>
/// <remarks>
/// What happens to a row depends on the seed of the run, the epoch and its place in the order of the epoch only: so the same seed gives the same bits for any
/// number of threads, and after resuming from a checkpoint. A picture is cut out first, then mirrored, then shifted; noise comes last. Of a series,
/// [channels, length], the length is the width.
/// </remarks>
public sealed record ImageAugmentation
{
    /// <summary>The most places by which an image is shifted up or down, each distance equally likely; less than its height; 0 unless set.</summary>
    public int ShiftVertical { get; init; }

    /// <summary>The same to the left or to the right.</summary>
    public int ShiftHorizontal { get; init; }

    /// <summary>Whether every second image, at random, is mirrored left to right.</summary>
    public bool FlipHorizontal { get; init; }

    /// <summary>The same upside down.</summary>
    public bool FlipVertical { get; init; }

    /// <summary>
    /// The largest part of height and width that is cut away, from 0 to less than 1: a window that is at least 1 - Crop as high and as wide, each drawn
    /// evenly, is taken anywhere in the image and enlarged to its size by bilinear interpolation.
    /// </summary>
    public double Crop { get; init; }

    /// <summary>The standard deviation of normal noise that is added to each number, in the units of the data: of bytes, those of 0 to 255. 0 or more.</summary>
    public double Noise { get; init; }

    /// <summary>What stands where a shift leaves nothing, in the units of the data; 0 unless set.</summary>
    public double Fill { get; init; }

    /// <summary>Which input has the images, by name; null for the only one.</summary>
    public string? Input { get; init; }

    /// <summary>Whether places change, not only numbers.</summary>
    internal bool MovesPlaces => ShiftVertical > 0 || ShiftHorizontal > 0 || FlipHorizontal || FlipVertical || Crop > 0;

    /// <summary>All of it in words, for checkpoints.</summary>
    internal string Description => string.Create(CultureInfo.InvariantCulture, $"shift {ShiftVertical} x {ShiftHorizontal}, flip {FlipVertical} x {FlipHorizontal}, crop {Crop:R}, noise {Noise:R}, fill {Fill:R}{(Input is null ? "" : " of " + Input)}");

    /// <summary>The input that has the images.</summary>
    internal InputInfo? FindInput(NetworkInfo info) => Input is null
        ? (info.Inputs.Count == 1 ? info.Inputs[0] : null)
        : info.Inputs.FirstOrDefault(input => input.Name == Input);

    /// <summary>Adds a sentence for each value that makes no sense for a network.</summary>
    internal void AddProblems(NetworkInfo info, List<string> problems)
    {
        const string Name = nameof(TrainingOptions.Augmentation);
        if (FindInput(info) is not InputInfo input)
        {
            string which = Input is null ? $"{info.Name} has several inputs, so {nameof(Input)} must name the one" : $"{info.Name} has no input '{Input}'; {nameof(Input)} must name one";
            problems.Add($"{Name}: {which} that has the images: {string.Join(", ", info.Inputs.Select(candidate => candidate.Name))}.");
            return;
        }

        if (MovesPlaces && input.Shape.Count is not (2 or 3))
        {
            problems.Add($"{Name} moves places, but {input.Name} of {info.Name} has the shape [{string.Join(", ", input.Shape)}]: images are [channels, height, width] and series [channels, length]. Only {nameof(Noise)} serves other shapes.");
            return;
        }

        if (input.Shape.Count == 2 && (ShiftVertical > 0 || FlipVertical))
        {
            problems.Add($"{Name}: a series has no height, so {nameof(ShiftVertical)} and {nameof(FlipVertical)} are for images; its length is the width.");
        }

        AddShiftProblem(nameof(ShiftVertical), ShiftVertical, input.Shape.Count == 3 ? input.Shape[1] : int.MaxValue, problems);
        AddShiftProblem(nameof(ShiftHorizontal), ShiftHorizontal, MovesPlaces ? input.Shape[^1] : int.MaxValue, problems);
        if (!(Crop >= 0 && Crop < 1))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{Name}: {nameof(Crop)} is a part of the image from 0 to less than 1, but it is {Crop}."));
        }

        if (!(double.IsFinite(Noise) && Noise >= 0))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{Name}: {nameof(Noise)} must be finite and not negative, but it is {Noise}."));
        }

        if (!double.IsFinite(Fill))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{Name}: {nameof(Fill)} must be finite, but it is {Fill}."));
        }
    }

    private static void AddShiftProblem(string option, int shift, int size, List<string> problems)
    {
        if (shift < 0 || shift >= size)
        {
            problems.Add($"{nameof(TrainingOptions.Augmentation)}: {option} must be from 0 to less than the {size} places of the image, but it is {shift}.");
        }
    }
}
