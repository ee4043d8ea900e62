using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

/// <summary>What the benchmark asks a peer to do; the other fields of the file are those of the layers.</summary>
internal sealed class Job(JsonElement json)
{
    /// <summary>The whole of it.</summary>
    public JsonElement Json => json;

    public string Key => json.GetProperty("key").GetString()!;

    public string Folder => json.GetProperty("folder").GetString()!;

    public bool IsTraining => json.GetProperty("train").GetBoolean();

    public int Rows => json.GetProperty("rows").GetInt32();

    /// <summary>The shape of one image.</summary>
    public long[] Input => [.. json.GetProperty("input").EnumerateArray().Select(size => size.GetInt64())];

    public T[] Read<T>(string file)
        where T : unmanaged
        => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(Path.Combine(Folder, file))).ToArray();

    public void Write(string file, IEnumerable<float> values) => File.WriteAllBytes(Path.Combine(Folder, file), MemoryMarshal.AsBytes<float>(values.ToArray()).ToArray());
}

/// <summary>Answers the benchmark line by line: "ok" with what was asked for, or "error" with why not.</summary>
internal static class PeerLoop
{
    /// <param name="greeting">Says what the peer is; throws where its library does not load.</param>
    /// <param name="load">Does a job once, writes what came out, and gives what does it again.</param>
    public static void Run(Func<string> greeting, Func<Job, Action> load)
    {
        var jobs = new Dictionary<string, Action>();
        while (Console.ReadLine() is string line)
        {
            try
            {
                Console.WriteLine("ok " + Answer(line.Split(' ', 3)));
            }
            catch (Exception exception)
            {
                // Whatever it is, the benchmark reports it and goes on; the innermost one is that of the library.
                Console.WriteLine("error " + exception.GetBaseException().Message.ReplaceLineEndings(" "));
            }
        }

        string Answer(string[] words)
        {
            switch (words[0])
            {
                case "hello":
                    return greeting();

                case "load":
                    var job = new Job(JsonDocument.Parse(File.ReadAllText(words[1])).RootElement);
                    jobs[job.Key] = load(job);
                    return "";

                default:
                    int times = int.Parse(words[1], CultureInfo.InvariantCulture);
                    Action run = jobs[words[2]];
                    long bytes = GC.GetAllocatedBytesForCurrentThread();
                    long start = Stopwatch.GetTimestamp();
                    for (int i = 0; i < times; i++)
                    {
                        run();
                    }

                    TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
                    return string.Create(CultureInfo.InvariantCulture, $"{elapsed.Ticks * 100} {GC.GetAllocatedBytesForCurrentThread() - bytes}");
            }
        }
    }
}
