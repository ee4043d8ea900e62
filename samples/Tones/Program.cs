using System.Diagnostics;
using System.Globalization;
using NnGen;
using Samples.Tones;

// Tones: learns to tell sounds apart from short clips, then listens to a stream, 32 samples at a time, as an audio callback would.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Clip = Listener.InputSize;
const int Step = Listener.StepInputSize;
string[] names = Enum.GetNames<Event>();
var random = new Random(7);
(float[] clips, int[] labels) = Clips(3000);
var net = new Listener(seed: 1);
TrainingReport report = net.Fit(
    Dataset.FromLabels(clips, Clip, labels),
    new TrainingOptions { Epochs = 12, BatchSize = 32, Optimizer = new Adam(0.003) });
(float[] unseen, int[] truth) = Clips(1000);
var evaluation = net.Evaluate(Dataset.FromLabels(unseen, Clip, truth));
Console.WriteLine($"Learnt {labels.Length} clips of {1000.0 * Clip / Sound.Rate:F0} ms in {report.Seconds:F1} s; of {truth.Length} others {evaluation.Accuracy:P1} right.");

// Ten seconds with an event of 25 ms every quarter of one. A step takes 32 new samples and the state, and says what sounds now.
float[] stream = Sound.Quiet(10 * Sound.Rate, random);
const int Every = Sound.Rate / 4;
const int Long = Sound.Rate / 40;
Event[] events = [.. Enumerable.Range(0, stream.Length / Every).Select(_ => (Event)random.Next(1, names.Length))];
for (int i = 0; i < events.Length; i++)
{
    Sound.Add(events[i], stream.AsSpan(i * Every + Every / 3, Long), random);
}

// The first calls are compiled, so the stream begins twice.
Listener.State state = default;
net.Step(stream.AsSpan(0, Step), ref state, new float[names.Length]);
state.Reset();
var scores = new float[names.Length];
var votes = new int[events.Length, names.Length];
var ticks = new long[stream.Length / Step];
for (int step = 0; step < ticks.Length; step++)
{
    long start = Stopwatch.GetTimestamp();
    net.Step(stream.AsSpan(step * Step, Step), ref state, scores);
    ticks[step] = Stopwatch.GetTimestamp() - start;
    int heard = scores.AsSpan().IndexOf(scores.Max());
    votes[step * Step / Every, heard]++;
}

// What is heard most within a quarter of a second, silence aside, is the event.
int right = 0;
for (int i = 0; i < events.Length; i++)
{
    int most = Enumerable.Range(1, names.Length - 1).MaxBy(what => votes[i, what]);
    right += most == (int)events[i] ? 1 : 0;
}

Array.Sort(ticks);
double NanosecondsASample(long of) => of * 1e9 / Stopwatch.Frequency / Step;
Console.WriteLine($"""
    Heard {right} of {events.Length} events in a stream of {stream.Length / Sound.Rate} s, {Listener.StepInputSize} samples a step.

      time of a sample, of the 20,833 ns that 48 kHz leave
      median   {NanosecondsASample(ticks[ticks.Length / 2]),9:F1} ns
      99.9 %   {NanosecondsASample(ticks[ticks.Length * 999 / 1000]),9:F1} ns
      worst    {NanosecondsASample(ticks[^1]),9:F1} ns
    """);
return 0;

(float[] Clips, int[] Labels) Clips(int count)
{
    int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(names.Length))];
    var clips = new float[count * Clip];
    for (int i = 0; i < count; i++)
    {
        // The event may have begun before the clip, or begins in its first half.
        Sound.Quiet(Clip, random).CopyTo(clips, i * Clip);
        Sound.Add((Event)labels[i], clips.AsSpan(i * Clip, Clip)[random.Next(Clip / 2)..], random);
    }

    return (clips, labels);
}
