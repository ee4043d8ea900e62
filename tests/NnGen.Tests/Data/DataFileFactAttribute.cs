using Xunit;

namespace NnGen.Tests.Data;

/// <summary>A test on a published data set: skipped, with the reason, where this machine does not have the file.</summary>
public sealed class DataFileFactAttribute : FactAttribute
{
    private const string Variable = "NNGEN_DATA";

    /// <summary>Looks for the file below the folder that the environment variable NNGEN_DATA names.</summary>
    /// <param name="file">Its path there, such as <c>data/iris.csv</c>.</param>
    public DataFileFactAttribute(string file)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
        {
            Skip = $"Reads {file} below the folder that the environment variable {Variable} names; it is not set.";
        }
        else if (!File.Exists(Locate(file)))
        {
            Skip = $"There is no file {Locate(file)}; the folder is that of the environment variable {Variable}.";
        }
    }

    /// <summary>The path of a file below that folder.</summary>
    public static string Locate(string file) => Path.Combine(Environment.GetEnvironmentVariable(Variable) ?? "", file);
}
