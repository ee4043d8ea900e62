using Microsoft.ML.OnnxRuntime;

PeerLoop.Run(() => $"{OrtEnv.Instance().GetVersionString()}, managed", Load);

// Values over arrays that are made beforehand, and outputs into an array of the caller's: the call that allocates least.
static Action Load(Job job)
{
    var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
    options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
    var session = new InferenceSession(job.Json.GetProperty("model").GetString(), options);
    var run = new RunOptions();
    string[] inputNames = [.. session.InputNames];
    string[] outputNames = [.. session.OutputNames];
    float[] inputs = job.Read<float>(job.Json.GetProperty("inputs").GetString()!);
    long[] shape = [job.Rows, .. job.Input];
    int each = (int)shape.Aggregate(1L, (product, size) => product * size);
    OrtValue[][] blocks = [.. Enumerable.Range(0, inputs.Length / each).Select(block => new[]
    {
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, inputs.AsMemory(block * each, each), shape),
    })];
    long[] outputShape = [.. session.OutputMetadata[outputNames[0]].Dimensions.Select(size => (long)size)];
    float[] output = new float[outputShape.Aggregate(1L, (product, size) => product * size)];
    OrtValue[] results = [OrtValue.CreateTensorValueFromMemory(output, outputShape)];

    var all = new List<float>();
    foreach (OrtValue[] block in blocks)
    {
        session.Run(run, inputNames, block, outputNames, results);
        all.AddRange(output);
    }

    job.Write($"{job.Key}.outputs", all);
    int next = 0;
    return () =>
    {
        session.Run(run, inputNames, blocks[next], outputNames, results);
        next = (next + 1) % blocks.Length;
    };
}
