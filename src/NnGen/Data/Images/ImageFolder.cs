namespace NnGen;

/// <summary>Reads pictures that lie in a folder for each class.</summary>
public static class ImageFolder
{
    private static readonly string[] s_extensions = [".bmp", ".pgm", ".pnm", ".ppm"];

    /// <summary>Reads all pictures of a directory: each subfolder is a class and bears its name, each file in it whose name ends in .bmp, .pgm, .pnm or .ppm a picture.</summary>
    /// <param name="directory">The directory. Other files in it and in its subfolders are not looked at, nor are folders within those.</param>
    /// <param name="options">Size, channels and order; null for those of the first picture, channels first.</param>
    /// <returns>The pictures class by class; classes by name, and files within a class too, in ordinal order.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="InvalidDataException">
    /// There is no class, a class has no picture, a file is damaged, a picture has another size, or all of them are more than an array can have.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LabelledImages Read(string directory, ImageFolderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        options ??= new ImageFolderOptions();
        Check(options);
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"There is no directory '{directory}' to read pictures from.");
        }

        string[] folders = Ordered(Directory.GetDirectories(directory));
        if (folders.Length == 0)
        {
            throw new InvalidDataException($"'{directory}' has no subfolders; each class of pictures is a subfolder that bears its name.");
        }

        var files = new List<string>();
        var labels = new List<int>();
        for (int label = 0; label < folders.Length; label++)
        {
            string[] own = [.. Ordered(Directory.GetFiles(folders[label])).Where(IsImage)];
            if (own.Length == 0)
            {
                throw new InvalidDataException($"'{folders[label]}' has no picture, no file whose name ends in {string.Join(", ", s_extensions)}; a class has at least one. PNG and JPEG files take a package to decode.");
            }

            files.AddRange(own);
            labels.AddRange(Enumerable.Repeat(label, own.Length));
        }

        return Read(files, new CategoryLabels([.. labels], [.. folders.Select(folder => Path.GetFileName(folder))]), options);
    }

    private static LabelledImages Read(List<string> files, CategoryLabels classes, ImageFolderOptions options)
    {
        ImagePixels first = ImageReader.Read(files[0]);
        int height = options.Height == 0 ? first.Height : options.Height;
        int width = options.Width == 0 ? first.Width : options.Width;
        int channels = options.Channels == 0 ? first.Channels : options.Channels;
        Int128 all = (Int128)files.Count * height * width * channels;
        if (all > Array.MaxLength)
        {
            throw new InvalidDataException($"{files.Count} pictures of {height} x {width} pixels and {channels} channels are {all} bytes, more than the {Array.MaxLength} that an array can have; take a smaller size with Resize, or fewer files.");
        }

        var pixels = new byte[(int)all];
        int size = height * width * channels;
        for (int i = 0; i < files.Count; i++)
        {
            ImagePixels image = i == 0 ? first : ImageReader.Read(files[i]);
            if ((image.Height != height || image.Width != width) && options.Resize == ImageResize.Refuse)
            {
                string expected = options.Height == 0 && options.Width == 0 ? $" as {files[0]} has" : "";
                throw new InvalidDataException($"{files[i]} has {image.Height} lines of {image.Width} pixels, but {height} of {width} were expected{expected}; set Resize = ImageResize.Stretch to bring it to that size.");
            }

            image.WithChannels(channels).Resized(height, width).CopyTo(pixels.AsSpan(i * size, size), options.Layout);
        }

        return new LabelledImages(pixels, [channels, height, width], options.Layout, classes, [.. files]);
    }

    private static void Check(ImageFolderOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Height, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Width, nameof(options));
        if (options.Channels is not (0 or 1 or 3))
        {
            throw new ArgumentException($"Channels must be 1 (grey), 3 (red, green, blue) or 0 (as the first picture has), but it is {options.Channels}.", nameof(options));
        }

        if (!Enum.IsDefined(options.Resize) || !Enum.IsDefined(options.Layout))
        {
            throw new ArgumentException($"Resize is {options.Resize} and Layout is {options.Layout}, of which one is no value of its kind.", nameof(options));
        }
    }

    private static bool IsImage(string file) => s_extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    /// <summary>By name: the same order on every machine, in every culture.</summary>
    private static string[] Ordered(string[] paths)
    {
        Array.Sort(paths, StringComparer.Ordinal);
        return paths;
    }
}
