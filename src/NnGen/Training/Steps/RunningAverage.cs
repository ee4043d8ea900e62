using System.Numerics;

namespace NnGen;

/// <summary>A <see cref="WeightAverage"/> in one run.</summary>
internal sealed class RunningAverage<T>(WeightAverage settings, AlignedBuffer<T> parameters, ParameterRange[] trained, ThreadTeam? team = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The average; while an evaluation runs, the parameters.</summary>
    public AlignedBuffer<T> Values { get; } = new(parameters.Length);

    /// <summary>To be called before each change of the parameters.</summary>
    /// <param name="steps">How many there were before.</param>
    public void Begin(long steps)
    {
        if (steps == 0 && settings.FromInitial)
        {
            parameters.Span.CopyTo(Values.Span);
        }
    }

    /// <summary>To be called after each change of the parameters.</summary>
    /// <param name="step">Its number, counted from 1.</param>
    public void Add(long step)
    {
        if (step == 1 && !settings.FromInitial)
        {
            parameters.Span.CopyTo(Values.Span);
            return;
        }

        var move = new MoveAverage<T>(settings.Decay);
        SharedFlatPasses.Update(team, Values, parameters, trained, ref move);
    }

    /// <summary>Exchanges average and parameters. What is not trained by gradients stays where it is.</summary>
    public void Exchange()
    {
        Span<T> average = Values.Span;
        Span<T> own = parameters.Span;
        foreach (ParameterRange range in trained)
        {
            for (int i = range.Start; i < range.Start + range.Length; i++)
            {
                (average[i], own[i]) = (own[i], average[i]);
            }
        }
    }

    /// <summary>Gives the network the average for good, if that is wanted.</summary>
    public void Finish()
    {
        if (settings.IsKept)
        {
            Exchange();
        }
    }
}
