namespace NnGen.Package.Tests;

/// <summary>
/// A project outside the solution that knows NnGen from its packages only. It inherits no settings, allows no unsafe blocks, has no
/// nullable context, no implicit usings, C# 13, and treats warnings as errors: emitted code must compile there.
/// </summary>
public sealed class Consumer
{
    private readonly string _folder;
    private readonly string _version;

    internal Consumer(PackedPackage package, string folder, string targetFramework, string moreProperties)
    {
        (_folder, _version) = (folder, package.Version);
        foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            Write(name, "<Project />\n");
        }

        Write("NuGet.config", NuGetConfig(package.Feed));
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{targetFramework}</TargetFramework>
                <LangVersion>13</LangVersion>
                <Nullable>disable</Nullable>
                <ImplicitUsings>disable</ImplicitUsings>
                <AllowUnsafeBlocks>false</AllowUnsafeBlocks>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <InvariantGlobalization>true</InvariantGlobalization>
                <RestorePackagesPath>{Path.Combine(folder, "packages")}</RestorePackagesPath>
                {moreProperties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="NnGen" Version="{package.Version}" />
                <NnGenWeights Include="small.safetensors" Class="Consumer.SmallNet" />
                <NnGenWeights Include="large.safetensors" Class="Consumer.LargeNet" Names="Sequential" />
              </ItemGroup>
            </Project>

            """);
        Copy("Program.cs");
        WriteWeights("small.safetensors", ("dense1.weight", [1, 2], [2, 3]), ("dense1.bias", [1], [0.5f]));

        // The ten outputs are two times an input each, and their number.
        float[] first = [.. from output in Enumerable.Range(0, 50) from input in Enumerable.Range(0, 784) select output == input ? 1f : 0];
        float[] second = [.. from output in Enumerable.Range(0, 10) from input in Enumerable.Range(0, 50) select output == input ? 2f : 0];
        WriteWeights("large.safetensors", ("0.bias", [50], new float[50]), ("0.weight", [50, 784], first), ("2.bias", [10], [.. Enumerable.Range(0, 10).Select(i => (float)i)]), ("2.weight", [10, 50], second));
    }

    /// <summary>A safetensors file, put together by the format's definition.</summary>
    private void WriteWeights(string name, params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        int begin = 0;
        var entries = new List<string>();
        foreach ((string tensor, int[] shape, float[] values) in tensors)
        {
            int end = begin + values.Length * sizeof(float);
            entries.Add($"\"{tensor}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{begin},{end}]}}");
            begin = end;
        }

        byte[] header = System.Text.Encoding.UTF8.GetBytes("{" + string.Join(',', entries) + "}");
        byte[] data = [.. tensors.SelectMany(tensor => System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(tensor.Values).ToArray())];
        File.WriteAllBytes(Path.Combine(_folder, name), [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. data]);
    }

    /// <summary>Builds the project and runs it.</summary>
    public (int Code, string Output) BuildAndRun()
    {
        Sdk("build", "-c", "Release", "-nodeReuse:false");
        return DotNet.TrySdk(_folder, Path.Combine(_folder, "bin", "Release", "net10.0", "Consumer.dll"));
    }

    /// <summary>Publishes the project for a runtime, as Native AOT unless it is said otherwise, and runs the executable.</summary>
    public (int Code, string Output) PublishAndRun(string targetFramework, string runtime, params string[] arguments)
    {
        Sdk(["publish", "-c", "Release", "-nodeReuse:false", .. arguments]);
        string executable = Path.Combine(_folder, "bin", "Release", targetFramework, runtime, "publish", "Consumer");
        return DotNet.Run(_folder, executable);
    }

    /// <summary>The text of a file of the project.</summary>
    public string Read(string name) => File.ReadAllText(Path.Combine(_folder, name));

    /// <summary>Gives a file of the project another text.</summary>
    public void Replace(string name, string text) => Write(name, text);

    /// <summary>Makes a project of it that compiles no weights in.</summary>
    public void TakeWeightsOut() =>
        Replace("Consumer.csproj", string.Join('\n', Read("Consumer.csproj").Split('\n').Where(line => !line.Contains("<NnGenWeights", StringComparison.Ordinal))));

    /// <summary>Makes a project of it that has the packages for files of some kinds too, and reads records of them.</summary>
    public void AddRecords(params string[] kinds)
    {
        string packages = string.Concat(kinds.Select(kind => $"""<PackageReference Include="NnGen.Data.{kind}" Version="{_version}" />"""));
        Replace("Consumer.csproj", Read("Consumer.csproj").Replace("</ItemGroup>", packages + "</ItemGroup>", StringComparison.Ordinal));
        Copy("Records.cs");
        foreach (string kind in kinds)
        {
            Copy(kind + "Records.cs");
        }
    }

    /// <summary>As <see cref="Sdk"/>, for commands that may fail.</summary>
    public (int Code, string Output) TrySdk(params string[] arguments) => DotNet.TrySdk(_folder, arguments);

    /// <summary>Runs a command of the .NET SDK in the project's folder; throws when it fails.</summary>
    public string Sdk(params string[] arguments) => DotNet.Sdk(_folder, arguments);

    /// <summary>
    /// The feed beside the sources that this machine is set up with. Packages that the machine has already, such as the AOT compiler, are
    /// taken from its folder; NnGen cannot be among them under this version.
    /// </summary>
    private static string NuGetConfig(string feed)
    {
        string machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string fallback = Directory.Exists(machine) ? $"""<add key="machine" value="{machine}" />""" : "";
        return $"""
            <configuration>
              <packageSources>
                <add key="nngen" value="{feed}" />
              </packageSources>
              <fallbackPackageFolders>
                {fallback}
              </fallbackPackageFolders>
            </configuration>

            """;
    }

    private void Copy(string name) => File.Copy(Path.Combine(AppContext.BaseDirectory, "Consumer", name), Path.Combine(_folder, name));

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
