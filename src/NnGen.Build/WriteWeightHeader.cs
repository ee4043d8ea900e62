using System.Text;
using Microsoft.Build.Framework;

namespace NnGen.Build;

/// <summary>The task of <c>NnGen.targets</c>: reads a file of weights, and writes for the generator what it holds.</summary>
public sealed class WriteWeightHeader : ITask
{
    private const string ErrorCode = "NNGP03";

    // What a single array can have in every runtime that builds.
    private const long MaximumBytes = 0x7FFFFFC7;

    /// <inheritdoc/>
    public IBuildEngine? BuildEngine { get; set; }

    /// <inheritdoc/>
    public ITaskHost? HostObject { get; set; }

    /// <summary>The safetensors file.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>The full name of the network's class.</summary>
    [Required]
    public string Class { get; set; } = "";

    /// <summary>Pairs of names such as <c>0=dense1;2=dense2</c>, or <c>Sequential</c>.</summary>
    public string Names { get; set; } = "";

    /// <summary>What stands before each name in the file.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The name of the resource that the file may become.</summary>
    [Required]
    public string Resource { get; set; } = "";

    /// <summary>The text to write.</summary>
    [Required]
    public string Output { get; set; } = "";

    /// <summary>A file that is there exactly where the weights are to be a resource.</summary>
    [Required]
    public string ResourceMarker { get; set; } = "";

    /// <inheritdoc/>
    public bool Execute()
    {
        try
        {
            Write();
            return true;
        }
        catch (WeightFileException fault)
        {
            return Fail(fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Fail(fault.Message);
        }
    }

    private void Write()
    {
        var info = new FileInfo(File);
        if (!info.Exists)
        {
            throw new WeightFileException(0, "there is no such file");
        }

        if (info.Length > MaximumBytes)
        {
            throw new WeightFileException(0, $"the file has {info.Length} bytes, more than the {MaximumBytes} that an assembly can hold; load it at run time");
        }

        WeightFile file = WeightFile.Parse(System.IO.File.ReadAllBytes(File));
        file.CheckFinite();
        bool isResource = file.Content.Length - file.DataStart >= HeaderText.ResourceFrom;
        string text = HeaderText.Of(file, Path.GetFileName(File), Class, Names, Prefix, isResource ? Resource : "");
        System.IO.File.WriteAllText(Output, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        if (isResource)
        {
            System.IO.File.WriteAllText(ResourceMarker, "");
        }
        else
        {
            System.IO.File.Delete(ResourceMarker);
        }
    }

    private bool Fail(string message)
    {
        BuildEngine?.LogErrorEvent(new BuildErrorEventArgs("NnGen", ErrorCode, File, 0, 0, 0, 0, $"The weights of {Class} cannot be read: {message}.", "", nameof(WriteWeightHeader)));
        return false;
    }
}
