using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Samples.Playground.Training;

namespace Samples.Playground.Sessions;

/// <summary>
/// What is drawn of a run at a moment, as bytes: the length of a head in JSON (4 bytes, little endian), the head padded to whole fours, the weights as
/// floats, the planes of the output and the maps of the neurons.
/// </summary>
internal static class Frame
{
    /// <summary>The bytes of a frame.</summary>
    public static byte[] Of(INetworkRun run, RunScores scores, int version, double samplesPerSecond)
    {
        const int Output = SessionLimits.OutputSide;
        const int Neuron = SessionLimits.NeuronSide;
        float[] weights = run.Weights();
        int neurons = run.Info.InputSize + run.Layers.Sum(layer => layer.Units);
        byte[] head = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                type = "frame",
                run.Steps,
                run.Samples,
                run.Epochs,
                run.Rate,
                scores,
                version,
                samplesPerSecond,
                weights = weights.Length,
                outputSide = Output,
                run.OutputPlanes,
                neuronSide = Neuron,
                neurons,
            },
            PageJson.Options);
        int weightsAt = (4 + head.Length + 3) / 4 * 4;
        int outputAt = weightsAt + (4 * weights.Length);
        int neuronsAt = outputAt + (run.OutputPlanes * Output * Output);
        byte[] frame = new byte[neuronsAt + (neurons * Neuron * Neuron)];
        BinaryPrimitives.WriteInt32LittleEndian(frame, head.Length);
        head.CopyTo(frame.AsSpan(4));
        MemoryMarshal.AsBytes<float>(weights).CopyTo(frame.AsSpan(weightsAt));
        run.DrawOutput(frame.AsSpan(outputAt, neuronsAt - outputAt), Output);
        run.DrawNeurons(frame.AsSpan(neuronsAt), Neuron);
        return frame;
    }
}
